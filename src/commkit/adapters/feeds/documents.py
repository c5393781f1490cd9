"""A feed as plain values, whatever the format it is written in."""

from datetime import datetime

from attrs import frozen

from commkit.runtime.model.ids import MemberId


@frozen(kw_only=True)
class Enclosure:
    """A file that belongs to an entry.

    Attributes:
        url: Where it is, absolute.
        media_type: Its media type.
        size: Its size in bytes.
        title: What it is called; the name of the file.
        description: What it shows, plain text; empty where that is not said.
        credit: The name of whose it is; empty where the reader may not know it.
        duration: How long a recording is, in seconds; None where that is not known.
    """

    url: str
    media_type: str
    size: int
    title: str = ""
    description: str = ""
    credit: str = ""
    duration: int | None = None

    @property
    def medium(self) -> str:
        """What it is, in a word of Media RSS: `image`, `audio`, `video` or `document`."""
        kind = self.media_type.partition("/")[0]
        return kind if kind in ("image", "audio", "video") else "document"

    @property
    def is_recording(self) -> bool:
        """Whether it can be listened to or watched."""
        return self.medium in ("audio", "video")


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
        coauthors: The names of further authors.
        marks: What was said of it later, in words such as `corrected` or `retired`; the texts stand in `html`.
        enclosures: Its files, in order.
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
    coauthors: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    enclosures: tuple[Enclosure, ...] = ()

    @property
    def authors(self) -> tuple[str, ...]:
        """The names of all its authors that the reader may know."""
        return tuple(name for name in (self.author, *self.coauthors) if name)


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
        next_url: Where older entries are read (RFC 5005); empty where there are none.
        first_url: Where the newest entries are read; empty where these are them.
        language: The language of the texts (BCP 47); empty where that is not said.
        image: The address of a picture; empty for none.
        category: A category of podcasts; empty for none.
        explicit: Whether recordings are for adults only.
        copyright: Whose rights the texts are; empty where that is not said.
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
    next_url: str = ""
    first_url: str = ""
    language: str = ""
    image: str = ""
    category: str = ""
    explicit: bool = False
    copyright: str = ""

    @property
    def is_podcast(self) -> bool:
        """Whether it has recordings."""
        return any(file.is_recording for entry in self.entries for file in entry.enclosures)
