"""The query of threads, and the filter that it shares with others."""

from datetime import datetime
from enum import StrEnum

from attrs import frozen

from commkit.fields import FieldValue
from commkit.posts.messages import TagName, Word
from commkit.posts.records import MadeWith, Post
from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.messages import Query
from commkit.runtime.storage.pages import Page
from commkit.spaces import SpaceId


class ThreadOrder(StrEnum):
    """The order of a list of threads."""

    NEWEST = "newest"
    """The latest opened first."""
    ACTIVE = "active"
    """By the last addition to the thread, the latest first."""
    UNANSWERED = "unanswered"
    """Only open threads whose kind has answers and that have none, the one that waits longest first."""
    SCORE = "score"
    """The highest score first."""


@frozen(kw_only=True)
class ThreadFilter:
    """Which threads a list has, and in which order; the base of queries that list threads.

    Fields that are left out filter nothing; a thread is listed if it fits all others.

    Attributes:
        space: Only those that stand in this space.
        spaces: Only those that stand in one of these spaces; at most 8, and not besides `space`.
        kinds: Only those of one of these kinds of the community's type; at most 8.
        states: Only those in one of these states of some kind of it; at most 8.
        tag: Only those with this tag, or with the tag that it is a synonym of.
        author: Only those that this member opened.
        made_with: Only those of which this is said: `none`, `assisted` or `generated`.
        since: Only those opened at this moment or later.
        until: Only those opened before this moment.
        field: Only those that have a value of this filterable field of theirs.
        equals: Only this value of that field; of a field of numbers, a text that is written as one stands for it.
        at_least: Only this value of that field or more.
        at_most: Only this value of that field or less.
        order: Their order.
        after: The `next` of the page before, of the same filter in the same order.
        limit: Threads on a page, 1 to 100.
    """

    space: SpaceId | None = None
    spaces: tuple[SpaceId, ...] = ()
    kinds: tuple[Word, ...] = ()
    states: tuple[Word, ...] = ()
    tag: TagName | None = None
    author: MemberId | None = None
    made_with: MadeWith | None = None
    since: datetime | None = None
    until: datetime | None = None
    field: Word | None = None
    equals: FieldValue | None = None
    at_least: FieldValue | None = None
    at_most: FieldValue | None = None
    order: ThreadOrder = ThreadOrder.NEWEST
    after: str | None = None
    limit: int = 20


@frozen(kw_only=True)
class ListThreads(ThreadFilter, Query[Page[Post]]):
    """List opening posts.

    A page ends where its next one starts, whatever it holds: where threads that fit are far apart, so that 2,000 others
    were looked through, a page holds fewer than `limit`, or none, and has a `next` all the same.

    Attributes:
        space: As for `ThreadFilter`, like the rest.

    Raises:
        Invalid: There are too many spaces, kinds or states, or one space beside several; there is no such kind or state
            (one that the type does not declare any more is no fault while there are such threads); a tag is malformed,
            there is no such field, a value does not fit, or the cursor is of another filter or order.
    """

    permission = "posts.read"
    personal = ("equals", "at_least", "at_most")
