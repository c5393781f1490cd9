"""A feed as plain values, whatever the format it is written in."""

from datetime import datetime

from attrs import frozen

from commkit.runtime.model.ids import MemberId


@frozen(kw_only=True)
class Entry:
    """Something in a feed.

    Attributes:
        id: A URI that never changes.
        title: Plain text.
        url: Its page; empty where the host has none.
        html: Its content as safe HTML with absolute links.
        summary: The beginning of it as plain text on one line.
        author: The name of who wrote it; empty where the reader may not know it.
        tags: Its tags.
        published: When it was written.
        updated: When it was last changed.
        made_with: Whether a program that generates text took part in it: `none`, `assisted` or `generated`.
        by_agent: Whether a program wrote it.
        licence: The address of the licence that it was published under; empty where it has none.
        writer: Who wrote it; None where nobody may know, or nobody did.
    """

    id: str
    title: str
    url: str
    html: str
    summary: str
    author: str
    tags: tuple[str, ...]
    published: datetime
    updated: datetime
    made_with: str = "none"
    by_agent: bool = False
    licence: str = ""
    writer: MemberId | None = None


@frozen(kw_only=True)
class Feed:
    """A list of entries, the newest first.

    Attributes:
        id: A URI that never changes.
        title: Plain text.
        description: What it is about, plain text.
        url: The page of what it is about; empty where the host has none.
        self_url: Where the feed itself is read.
        site_url: The URL of the host's site.
        author: Whose feed it is: the title of the community.
        updated: When it last changed.
        entries: The entries.
    """

    id: str
    title: str
    description: str
    url: str
    self_url: str
    site_url: str
    author: str
    updated: datetime
    entries: tuple[Entry, ...]
