"""What happens while questions are closed and opened again by votes."""

from attrs import frozen

from commkit import Fact, MemberId
from commkit.posts import PostId


@frozen
class CloseVoted(Fact):
    """Somebody voted to close a question, and more votes are needed."""

    name = "developer.close_voted"
    visible_to = "developer.read_closing"
    question: PostId
    reason: str


@frozen
class ReopenVoted(Fact):
    """Somebody voted to open a question again, and more votes are needed."""

    name = "developer.reopen_voted"
    visible_to = "developer.read_closing"
    question: PostId


@frozen
class ClosingVoteRetracted(Fact):
    """Somebody took their vote about a question back."""

    name = "developer.closing_vote_retracted"
    visible_to = "developer.read_closing"
    question: PostId


@frozen
class ClosedByCommunity(Fact):
    """A question was closed with a declared reason.

    Attributes:
        question: The question.
        asker: Who asked it.
        reason: The name of the reason.
        original: The question that it repeats, where the reason asks for it.
        votes: How many voted for it.
        alone: Whether the last of them would have been enough.
    """

    name = "developer.closed_by_community"
    visible_to = "developer.read_closing"
    inward = ("original",)  # who sees the question need not see that one
    question: PostId
    asker: MemberId | None
    reason: str
    original: PostId | None
    votes: int
    alone: bool


@frozen
class ReopenedByCommunity(Fact):
    """A closed question was opened again.

    Attributes:
        question: The question.
        asker: Who asked it.
        votes: How many voted for it.
        alone: Whether the last of them would have been enough.
    """

    name = "developer.reopened_by_community"
    visible_to = "developer.read_closing"
    question: PostId
    asker: MemberId | None
    votes: int
    alone: bool
