"""What happens to handoffs."""

from datetime import timedelta
from uuid import UUID

from attrs import frozen

from commkit import Fact
from commkit.posts import PostId


@frozen
class HandoffOffered(Fact):
    """A question was handed over; the worker offers it to the help desk next."""

    name = "support.handoff_offered"
    visible_to = "support.read_handoffs"
    handoff: UUID
    question: PostId


@frozen
class HandoffAccepted(Fact):
    """The help desk accepted the handoff."""

    name = "support.handoff_accepted"
    visible_to = "support.read_handoffs"
    handoff: UUID
    question: PostId


@frozen
class HandoffLinked(Fact):
    """The help desk named its ticket."""

    name = "support.handoff_linked"
    visible_to = "support.read_handoffs"
    handoff: UUID
    question: PostId


@frozen
class HandoffAnswered(Fact):
    """The help desk answered; the worker publishes the answer in the thread next.

    Attributes:
        handoff: The handoff.
        question: Its question.
        remaining: What the desk has left until the first reply is due; None where it does not say.
        resolution_remaining: What it has left until the solution is due; None where it does not say.
    """

    name = "support.handoff_answered"
    visible_to = "support.read_handoffs"
    handoff: UUID
    question: PostId
    remaining: timedelta | None = None
    resolution_remaining: timedelta | None = None


@frozen
class HandoffReturned(Fact):
    """The answer of the help desk was published in the thread."""

    name = "support.handoff_returned"
    visible_to = "support.read_handoffs"
    handoff: UUID
    question: PostId
    answer: PostId


@frozen
class HandoffDeclined(Fact):
    """The help desk declined the handoff; the question is the community's again.

    Attributes:
        handoff: The handoff.
        question: Its question.
        remaining: What the desk has left until the first reply is due; None where it does not say.
        resolution_remaining: What it has left until the solution is due; None where it does not say.
    """

    name = "support.handoff_declined"
    visible_to = "support.read_handoffs"
    handoff: UUID
    question: PostId
    remaining: timedelta | None = None
    resolution_remaining: timedelta | None = None


@frozen
class HandoffFailed(Fact):
    """The handoff failed; the question is the community's again.

    Attributes:
        handoff: The handoff.
        question: Its question.
        remaining: What the desk has left until the first reply is due; None where it does not say.
        resolution_remaining: What it has left until the solution is due; None where it does not say.
    """

    name = "support.handoff_failed"
    visible_to = "support.read_handoffs"
    handoff: UUID
    question: PostId
    remaining: timedelta | None = None
    resolution_remaining: timedelta | None = None
