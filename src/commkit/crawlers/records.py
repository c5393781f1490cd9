"""What crawlers are asked, and the pages that they may find."""

from datetime import datetime
from uuid import UUID

from attrs import frozen

from commkit.runtime.storage.pages import Cursor
from commkit.spaces import SpaceId


@frozen
class CrawlerPreference:
    """What a member allows crawlers to do with what is theirs in a community.

    Attributes:
        indexing: Whether search engines may list their profile and the threads that they began.
        training: Whether models may be trained on what they wrote.
    """

    indexing: bool = True
    training: bool = True


@frozen
class CrawlerRules:
    """What crawlers may do with a page: what the community allows, and everybody whose page it is.

    Attributes:
        indexing: Whether search engines may list it.
        training: Whether models may be trained on it.
    """

    indexing: bool = True
    training: bool = True


@frozen
class CrawledPage:
    """A page that search engines may list.

    Attributes:
        record: The class name of the record that it shows: `Post` for a thread, `Membership`.
        object: Its id.
        changed_at: When something that the reader sees of it was last written or edited; None where it is not known.
    """

    record: str
    object: UUID
    changed_at: datetime | None


@frozen
class SitemapStart:
    """Where a sitemap begins.

    Attributes:
        space: The space whose threads it lists; None for threads in no space, and for members.
        after: Give it as `after` to the list; None where it begins with the first page.
    """

    space: SpaceId | None
    after: Cursor | None
