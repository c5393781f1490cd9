"""The command and the queries of crawlers."""

from typing import Literal

from attrs import frozen

from commkit.crawlers.records import CrawledPage, CrawlerPreference, CrawlerRules, SitemapStart
from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.messages import Command, Query
from commkit.runtime.storage.pages import Page
from commkit.spaces import SpaceId

CrawledKind = Literal["threads", "members"]


@frozen(kw_only=True)
class SetCrawlerPreference(Command[CrawlerPreference]):
    """Say what crawlers may do with what is one's own in this community: one's profile, threads and posts.

    Attributes:
        indexing: Whether search engines may list one's profile and the threads that one began.
        training: Whether models may be trained on what one wrote.
    """

    permission = "crawlers.set_preference"
    withdraws = True

    indexing: bool
    training: bool


@frozen
class ReadCrawlerPreference(Query[CrawlerPreference]):
    """What the member allows crawlers to do with what is theirs in this community."""

    permission = "crawlers.set_preference"


@frozen(kw_only=True)
class ReadCrawlerRules(Query[CrawlerRules]):
    """What crawlers may do with a page: what this community allows, and everybody whose page it is.

    Attributes:
        owner: Whose page it is: the member whose profile it is, or who began the thread.
        writers: Who wrote what stands on it; at most 1,000.

    Raises:
        Invalid: There are too many writers.
    """

    permission = "crawlers.read"
    personal = ()

    owner: MemberId | None = None
    writers: tuple[MemberId, ...] = ()


@frozen(kw_only=True)
class ListCrawledThreads(Query[Page[CrawledPage]]):
    """Threads that search engines may list, the oldest first; none where the community wants no indexing.

    Attributes:
        space: Those that stand in this space; those that stand in none where it is left out.
        after: The `next` of the page before.
        limit: Threads on a page, 1 to 1,000.

    Raises:
        Invalid: The limit is out of range, or the cursor is of another list.
    """

    permission = "crawlers.read"
    personal = ()

    space: SpaceId | None = None
    after: str | None = None
    limit: int = 500


@frozen(kw_only=True)
class ListCrawledMembers(Query[Page[CrawledPage]]):
    """Members whose profiles search engines may list, in the order of their ids.

    Attributes:
        after: The `next` of the page before.
        limit: Members on a page, 1 to 1,000.

    Raises:
        Invalid: The limit is out of range, or the cursor is of another list.
    """

    permission = "crawlers.read"
    personal = ()

    after: str | None = None
    limit: int = 500


@frozen(kw_only=True)
class ListSitemapStarts(Query[tuple[SitemapStart, ...]]):
    """Find where sitemaps of one size begin that list all pages of a kind; none for what has no page.

    Attributes:
        kind: What they list: `threads`, as `ListCrawledThreads` does for each space and for no space, or `members`.
        size: Pages in a sitemap, 1 to 50,000.

    Raises:
        Invalid: The size is out of range.
    """

    permission = "crawlers.read"
    personal = ()

    kind: CrawledKind
    size: int = 10_000


@frozen(kw_only=True)
class ListUnlistedMembers(Query[tuple[MemberId, ...]]):
    """Those among some members who want search engines to leave out what is theirs.

    Attributes:
        members: The members; at most 1,000.

    Raises:
        Invalid: They are too many.
    """

    permission = "crawlers.read"
    personal = ()

    members: tuple[MemberId, ...]
