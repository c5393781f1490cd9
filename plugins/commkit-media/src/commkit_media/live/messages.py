"""The commands and queries of tickers."""

from typing import Annotated

from attrs import field, frozen

from commkit import Command, Query, Text, TextCommand
from commkit.posts import Post, PostId
from commkit_media.live.records import TickerPage

Body = Annotated[str, Text(max=40_000)]
Note = Annotated[str, Text(max=2_000)]


@frozen
class AddEntry(Command[Post]):
    """Write an entry of a ticker.

    Attributes:
        thread: The ticker.
        body: The text, 1 to 40,000 characters, as Markdown.

    Raises:
        Invalid: The thread is no ticker.
        Conflict: It is locked or removed.
    """

    permission = "media.report"
    creates = True
    personal = ("body",)

    thread: PostId
    body: Body


@frozen
class CorrectEntry(TextCommand[Post]):
    """Change the text of an entry, with a note that all see; entries are changed in no other way.

    Attributes:
        entry: The entry.
        version: Its version that the reporter saw.
        body: The new text.
        note: What was wrong.

    Raises:
        Invalid: It is no entry.
        Conflict: It was removed, or somebody corrected it in the meantime.
    """

    permission = "media.report"
    shown = ("body", "note")
    personal = ("body", "note")

    entry: PostId
    version: int = field(kw_only=True)
    body: Body = field(kw_only=True)
    note: Note = field(kw_only=True)


@frozen
class PinEntry(Command[bool]):
    """Pin an entry above the ticker, or take it from there.

    Attributes:
        entry: The entry.
        pinned: Whether it is pinned from now on.

    Returns:
        Whether that changed anything.

    Raises:
        Invalid: It is no entry.
        Conflict: It was removed, or five entries are pinned.
    """

    permission = "media.report"

    entry: PostId
    pinned: bool = field(default=True, kw_only=True)


@frozen
class ViewTicker(Query[TickerPage]):
    """A page of entries, the newest first, or those that were written since the reader looked.

    Attributes:
        thread: The ticker.
        since: Only entries behind this position, such as `latest` of the page that the reader has.
        after: The `next` of the page before.
        limit: Entries on a page, 1 to 100.
        rendered: Whether texts are rendered, as for `ViewThread`.

    Raises:
        Invalid: The thread is no ticker.
    """

    permission = "media.read_tickers"
    personal = ()

    thread: PostId
    since: int = field(default=0, kw_only=True)
    after: str | None = field(default=None, kw_only=True)
    limit: int = field(default=20, kw_only=True)
    rendered: bool = field(default=True, kw_only=True)
