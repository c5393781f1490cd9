"""Entries of a ticker, their corrections, and a page of them."""

from datetime import datetime
from typing import Annotated

from attrs import frozen

from commkit import MemberId
from commkit.posts import PostId, PostView
from commkit.storage import Cursor, Erasure, Person, Personal


@frozen
class EntryPlace:
    """Where an entry stands in its ticker.

    Attributes:
        post: The entry.
        thread: The ticker.
        position: Its position; entries are read by falling position, the newest first.
        pinned_at: When it was pinned; None while it is not.
    """

    post: PostId
    thread: PostId
    position: int
    pinned_at: datetime | None


@frozen
class EntryCorrection:
    """A correction of an entry, which all see.

    Attributes:
        post: The entry.
        version: The version that it made; `CompareRevisions` shows what it changed.
        note: What was wrong.
        corrected_by: Who corrected it; None for the host.
        corrected_at: When.
    """

    post: PostId
    version: int
    note: Annotated[str, Personal(of="corrected_by", max=2_000, erase=Erasure.KEEP)]
    corrected_by: Annotated[MemberId | None, Person(owns=False)]
    corrected_at: datetime


@frozen
class TickerEntry:
    """An entry as a ticker shows it.

    Attributes:
        view: The post, as the page of a thread shows it.
        position: Its position in the ticker.
        pinned: Whether it is pinned.
        corrections: Its corrections, the newest first.
    """

    view: PostView
    position: int
    pinned: bool
    corrections: tuple[EntryCorrection, ...]


@frozen
class TickerPage:
    """A page of a ticker.

    Attributes:
        pinned: The pinned entries, on the first page alone; in their place they are among the items as well.
        items: The entries, the newest first.
        latest: The position of the newest entry of the page; without entries, what was given as `since`. That of the
            first page is given as `since` to get what was written after it.
        next: Give it as `after` to get older entries; None at the end.
    """

    pinned: tuple[TickerEntry, ...]
    items: tuple[TickerEntry, ...]
    latest: int
    next: Cursor | None
