"""What a document of a feed says, before anything of it is cleaned."""

from datetime import datetime

from attrs import field, frozen

from commkit import CommkitError


class FeedUnreadable(CommkitError):
    """A document is no feed, or none that is read here; see `code`."""


@frozen
class SourceText:
    """A text of a document, as its site wrote it: it may hold anything.

    Attributes:
        value: The text.
        html: Whether it is HTML; plain text otherwise.
        base: What relative addresses in it are relative to; empty where nobody knows.
    """

    value: str = ""
    html: bool = False
    base: str = ""


@frozen(kw_only=True)
class SourceEntry:
    """An entry of a document.

    Attributes:
        id: What its site calls it, as it is written; empty where it says nothing.
        link: Where it can be read, as an absolute address if the document allows to make one; empty where it does not.
        title: Its title.
        text: Its whole text, or else its summary.
        published: When it was published, UTC; None where that is missing, or no time.
        updated: When it was changed; None likewise.
    """

    id: str = ""
    link: str = ""
    title: SourceText = SourceText()
    text: SourceText = SourceText()
    published: datetime | None = None
    updated: datetime | None = None


@frozen(kw_only=True)
class SourceFeed:
    """A document of a feed.

    Attributes:
        format: `rss20`, `atom10`, `json11`...; empty where the document has entries and tells none.
        id: What its site calls it; empty where it says nothing.
        title: Its title.
        link: The page that it is the feed of; empty where it says nothing.
        published: When it was published; None where that is missing.
        updated: When it was changed; None likewise.
        entries: Its entries, in the order of the document.
        cut: Whether the document has more entries than were read.
    """

    format: str = ""
    id: str = ""
    title: SourceText = SourceText()
    link: str = ""
    published: datetime | None = None
    updated: datetime | None = None
    entries: tuple[SourceEntry, ...] = field(default=())
    cut: bool = False
