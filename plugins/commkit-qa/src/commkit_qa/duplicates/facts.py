"""What happens to duplicates."""

from attrs import frozen

from commkit import Fact, MemberId
from commkit.posts import PostId


@frozen
class DuplicateProposed(Fact):
    """Somebody said that a question was asked before."""

    name = "qa.duplicate_proposed"
    visible_to = "qa.read_duplicates"
    question: PostId
    of: PostId
    asker: MemberId | None


@frozen
class DuplicateConfirmed(Fact):
    """A question is a duplicate now, and its readers are sent to the root."""

    name = "qa.duplicate_confirmed"
    visible_to = "qa.read_duplicates"
    question: PostId
    root: PostId
    asker: MemberId | None


@frozen
class DuplicateRejected(Fact):
    """Whoever settles a question disagreed that it is a duplicate."""

    name = "qa.duplicate_rejected"
    visible_to = "qa.read_duplicates"
    question: PostId
    of: PostId


@frozen
class DuplicateReversed(Fact):
    """A question is no duplicate any more.

    Attributes:
        question: The question.
        root: Where its readers were sent until then.
    """

    name = "qa.duplicate_reversed"
    visible_to = "qa.read_duplicates"
    question: PostId
    root: PostId
