"""What happens to handoffs."""

from uuid import UUID

from attrs import frozen

from commkit import Fact
from commkit.posts import PostId


@frozen
class HandoffOffered(Fact):
    """A question was handed over; the worker offers it to the help desk next."""

    name = "support.handoff_offered"
    handoff: UUID
    question: PostId


@frozen
class HandoffAccepted(Fact):
    """The help desk accepted the handoff."""

    name = "support.handoff_accepted"
    handoff: UUID
    question: PostId


@frozen
class HandoffLinked(Fact):
    """The help desk named its ticket."""

    name = "support.handoff_linked"
    handoff: UUID
    question: PostId


@frozen
class HandoffAnswered(Fact):
    """The help desk answered; the worker publishes the answer in the thread next."""

    name = "support.handoff_answered"
    handoff: UUID
    question: PostId


@frozen
class HandoffReturned(Fact):
    """The answer of the help desk was published in the thread."""

    name = "support.handoff_returned"
    handoff: UUID
    question: PostId
    answer: PostId


@frozen
class HandoffDeclined(Fact):
    """The help desk declined the handoff; the question is the community's again."""

    name = "support.handoff_declined"
    handoff: UUID
    question: PostId


@frozen
class HandoffFailed(Fact):
    """The handoff failed; the question is the community's again."""

    name = "support.handoff_failed"
    handoff: UUID
    question: PostId
