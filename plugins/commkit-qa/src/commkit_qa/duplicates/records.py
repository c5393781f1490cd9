"""The mark of a duplicate, and where it sends its readers."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

from attrs import frozen

from commkit import MemberId
from commkit.posts import PostId
from commkit.storage import Person


class DuplicateState(StrEnum):
    """How far a mark is."""

    PROPOSED = "proposed"
    """Somebody says so; nobody who settles the question has answered."""
    CONFIRMED = "confirmed"
    """The question is a duplicate, and its readers are sent to the root."""
    REJECTED = "rejected"
    """Whoever settles the question disagreed."""
    REVERSED = "reversed"
    """It was confirmed, and the question was opened again."""
    MERGED = "merged"
    """The question was merged into another one, and is none of its own any more."""


@frozen
class DuplicateMark:
    """What was said about two questions: one is a duplicate of the other one.

    Attributes:
        question: The duplicate.
        of: What it was said to be a duplicate of.
        root: Where its readers are sent: the end of the chain that begins with `of`. The same as `of` unless confirmed.
        state: How far the mark is.
        proposed_by: Who said so; None for the host.
        proposed_at: When.
        settled_by: Who agreed, disagreed or opened the question again; None for the host, and while it is proposed.
        settled_at: When; None while it is proposed.
    """

    question: PostId
    of: PostId
    root: PostId
    state: DuplicateState
    proposed_by: Annotated[MemberId | None, Person()]
    proposed_at: datetime
    settled_by: Annotated[MemberId | None, Person(owns=False)]
    settled_at: datetime | None


@frozen
class DuplicateChain:
    """Why a question is a duplicate: what it was said to be a duplicate of, and so on to the question at the end.

    Each mark says who proposed it, who agreed, and when. The chain is told as far as its reader sees it: from the first
    question on that they do not see nothing is told.

    Attributes:
        question: The question that was asked about.
        marks: The confirmed marks from it on, in their order; none where it is no duplicate.
        root: The question at the end, where its readers are sent; None where it is no duplicate, or where the reader
            does not see the whole chain.
    """

    question: PostId
    marks: tuple[DuplicateMark, ...]
    root: PostId | None


@frozen
class Redirect:
    """Where the readers of a duplicate are sent.

    Attributes:
        question: The duplicate.
        to: The question at the end of the chain, which is a duplicate of none.
        title: Its title.
        state: Its state.
        answer: Its accepted answer; None where there is none.
        answer_count: Answers by people.
        since: When the duplicate was confirmed.
    """

    question: PostId
    to: PostId
    title: str
    state: str
    answer: PostId | None
    answer_count: int
    since: datetime
