"""An answer of staff that is held, and how often that was worth it."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, NewType
from uuid import UUID

from attrs import frozen

from commkit import MemberId
from commkit.posts import PostId
from commkit.statistics import Share
from commkit.storage import Erasure, Person, Personal, Plain

HeldAnswerId = NewType("HeldAnswerId", UUID)
"""The id of a held answer."""


class HeldState(StrEnum):
    """What became of a held answer."""

    HELD = "held"
    PUBLISHED = "published"
    YIELDED = "yielded"
    """It gave way to an answer of somebody else."""
    WITHDRAWN = "withdrawn"


class Bypass(StrEnum):
    """Why the answer of staff does not wait."""

    OFF = "off"
    """The community has no yield window."""
    OVER = "over"
    """The window has ended."""
    SAFETY = "safety"
    """The question has one of the safety words."""
    PROMISE = "promise"
    """A promise of the clock is due soon, or overdue."""
    ORPHAN = "orphan"
    """Nobody has replied for longer than `orphan_after`."""
    BY_STAFF = "by_staff"
    """Staff asked."""


@frozen
class HeldAnswer:
    """An answer of staff that members do not see until the window ends.

    Attributes:
        id: Its id.
        question: The question.
        author: Who wrote it.
        body: The text.
        markup: The markup of the text.
        held_at: When it was written.
        publish_at: When it is published, as far as is known now.
        scheduled: The scheduled command that publishes it then.
        state: What became of it.
        post: The post that it became, or the answer that it gave way to.
    """

    id: HeldAnswerId
    question: PostId
    author: Annotated[MemberId, Person(erase=Erasure.ROW)]
    body: Annotated[str, Personal(of="author", max=40_000)]
    markup: Annotated[str, Plain(max=16, multiline=False)]
    held_at: datetime
    publish_at: datetime
    scheduled: UUID
    state: HeldState
    post: PostId | None


@frozen
class YieldNumbers:
    """What became of the answers of staff that were held.

    Attributes:
        held: Answers that were held in the period; told as it is now.
        waiting: Those of them that still are.
        published: Those that were published.
        yielded: Those that gave way to an answer of a member.
        withdrawn: Those that were taken back.
        yielded_share: `yielded` among `yielded` and `published`, with its Wilson interval; None where there are none.
    """

    held: int
    waiting: int
    published: int
    yielded: int
    withdrawn: int
    yielded_share: Share | None
