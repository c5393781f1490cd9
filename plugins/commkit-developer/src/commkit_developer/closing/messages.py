"""The commands and queries of closing."""

from datetime import datetime
from typing import Annotated

from attrs import field, frozen

from commkit import Command, Query, Text
from commkit.posts import PostId
from commkit_developer.closing.records import CloseReason, ClosingNumbers, ClosingStatus

Word = Annotated[str, Text(max=64, multiline=False)]


@frozen
class VoteToClose(Command[ClosingStatus]):
    """Vote to close a question; with enough votes it is closed, with the reason that most of them name.

    Who may settle the question decides alone: its asker, stewards, and whoever else the type lets. A second vote takes
    the place of the first one.

    Attributes:
        question: The question.
        reason: The name of a declared reason; `ListCloseReasons` has them.
        original: The question that this one repeats; just where the reason asks for it.

    Raises:
        Invalid: It is no question, there is no such reason, or `original` does not fit.
        Conflict: It is settled already, locked, or was removed; the other one is a duplicate of it
            (`developer.duplicate_circle`), or, of who decides alone, `qa.duplicates` refuses it.
    """

    permission = "developer.vote_to_close"
    personal = ()

    question: PostId
    reason: Word
    original: PostId | None = field(default=None, kw_only=True)


@frozen
class VoteToReopen(Command[ClosingStatus]):
    """Vote to open a closed question again; with enough votes it is. Who settles questions of others decides alone.

    Raises:
        Invalid: It is no question.
        Conflict: It is not closed, or was removed.
    """

    permission = "developer.vote_to_reopen"

    question: PostId


@frozen
class RetractClosingVote(Command[ClosingStatus]):
    """Take the actor's vote about a question back; without one, nothing changes."""

    permission = "developer.retract_closing_vote"
    granted_to = "member"
    when_ended = True

    question: PostId


@frozen
class ReadClosing(Query[ClosingStatus]):
    """Read where the votes about a question stand, and why it was closed.

    Raises:
        Invalid: It is no question.
    """

    permission = "developer.read_closing"
    granted_to = "visitor"

    question: PostId


@frozen
class ListCloseReasons(Query[tuple[CloseReason, ...]]):
    """The reasons for which questions may be closed here."""

    permission = "developer.read_closing"


@frozen
class ReadClosingNumbers(Query[ClosingNumbers]):
    """How often questions are closed, why, and how often that was undone.

    Attributes:
        since: Count only what was closed from then on; all of it where it is left out.
    """

    permission = "developer.read_closing_numbers"

    since: datetime | None = field(default=None, kw_only=True)
