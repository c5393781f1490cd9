"""Why questions are closed, who voted for it, and how often it happens."""

from datetime import datetime
from typing import Annotated, NewType
from uuid import UUID

from attrs import field, frozen

from commkit import MemberId
from commkit.posts import PostId
from commkit.storage import Erasure, Person, Plain
from commkit_qa import Redirect

ClosureId = NewType("ClosureId", UUID)
"""The id of a closure; its order is the order of time."""

ReasonName = Annotated[str, Plain(max=64, min=0, multiline=False)]


@frozen
class CloseReason:
    """Why a question may be closed; a type, and plugins, declare reasons for `developer.closing`.

    Attributes:
        name: Its name, which begins with the plugin's: `developer.off_topic`.
        title: What people read, a few words.
        guidance: What the asker may do about it; published in the comment that closes the question.
        needs_original: Whether it says which question this one repeats.
    """

    name: str
    title: str
    guidance: str
    needs_original: bool = field(default=False, kw_only=True)


@frozen
class ClosingVote:
    """A member's vote to close a question, or to open it again.

    Attributes:
        question: The question.
        voter: Who votes.
        reopens: Whether it is a vote to open it again.
        reason: The name of the reason to close it; empty for a vote to open it.
        original: The question that it repeats, where the reason asks for it.
        at: When they voted.
    """

    question: PostId
    voter: Annotated[MemberId, Person(erase=Erasure.ROW)]
    reopens: bool
    reason: ReasonName
    original: PostId | None
    at: datetime


@frozen
class Closure:
    """A question that was closed by votes, or by somebody who decides alone, with a declared reason.

    Attributes:
        id: Its id.
        question: The question.
        reason: The name of the reason.
        original: The question that it repeats, where the reason asks for it.
        votes: How many voted to close it, whoever closed it in the end among them.
        alone: Whether the last of them would have been enough: the asker, a steward, whoever settles questions.
        closed_at: When it was closed.
        ended_at: When it stopped to be closed; None while it is.
        reopened: Whether it was opened again then; otherwise an answer was accepted.
    """

    id: ClosureId
    question: PostId
    reason: ReasonName
    original: PostId | None
    votes: int
    alone: bool
    closed_at: datetime
    ended_at: datetime | None
    reopened: bool


@frozen
class ReasonCount:
    """How often a reason was named.

    Attributes:
        reason: The name of the reason.
        count: How often.
    """

    reason: str
    count: int


@frozen
class ClosingStatus:
    """Where the votes about a question stand.

    Attributes:
        question: The question.
        state: Its state.
        close_votes: Votes to close it that have not expired, by reason, the most first.
        votes_to_close: How many votes close it.
        reopen_votes: Votes to open it again that have not expired.
        votes_to_reopen: How many votes open it again.
        voted: Whether one of these votes is the actor's.
        closure: How it was closed; None where it is not closed, or was not closed here.
        redirect: Where its readers are sent, of a question that was closed as a duplicate: the end of the chain, by
            `qa.duplicates`; None where the reader may not see it, and shortly after votes have closed it.
    """

    question: PostId
    state: str
    close_votes: tuple[ReasonCount, ...]
    votes_to_close: int
    reopen_votes: int
    votes_to_reopen: int
    voted: bool
    closure: Closure | None
    redirect: Redirect | None


@frozen
class ClosingNumbers:
    """The numbers of closing, over questions that were closed in a time and that the reader may see.

    Attributes:
        closed: How often a question was closed.
        by_reason: The same by reason, the most first.
        by_votes: Those of them that votes closed, and nobody alone.
        reopened: Those of them that were opened again.
        reopen_rate: `reopened` among `closed`, 0 to 1; None without any.
    """

    closed: int
    by_reason: tuple[ReasonCount, ...]
    by_votes: int
    reopened: int
    reopen_rate: float | None
