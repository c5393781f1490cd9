"""The commands and queries of pages of the host."""

from typing import Annotated

from attrs import field, frozen

from commkit import Command, Items, Query, Text, TextCommand
from commkit.posts import MadeWith, Post, PostId
from commkit.spaces import SpaceId
from commkit_media.pages.addresses.policy import MAX_NAME
from commkit_media.pages.records import (
    HostPage,
    PageCount,
    PageId,
    PageSection,
    PageState,
    PageView,
    ThreadOfPage,
)

MAX_COUNTED = 100
"""Pages that are counted at once, at most."""

PageName = Annotated[str, Text(max=MAX_NAME, multiline=False)]
Body = Annotated[str, Text(max=40_000)]
Reason = Annotated[str, Text(max=2_000, min=0)]


@frozen
class CommentOnPage(Command[Post]):
    """Comment on a page of the host; the first comment on a page opens its thread, in the community's own name.

    Replies to comments are written by `CreateReply`, like everywhere.

    Attributes:
        page: Its address, or the host's id of it: letters, digits and `. _ ~ / -`.
        body: The text, 1 to 40,000 characters, as Markdown.
        made_with: Whether a program that generates text took part in it.

    Raises:
        Invalid: It is no address, or one of a site that is not the host's (`media.bad_page`).
        NotFound: The host has no such page (`media.no_such_page`), or its thread is not for this actor.
        Conflict: Its thread is locked or removed, or stands in an archived space.
    """

    permission = "media.comment_on_page"
    creates = True
    personal = ("body",)

    page: PageName
    body: Body
    made_with: MadeWith | None = field(default=None, kw_only=True)


@frozen
class BindPage(Command[HostPage]):
    """Let a thread be that of a page, such as an article, a ticker or a question hour.

    Attributes:
        thread: The post that opened the thread.
        page: The address of the page, or the host's id of it.

    Raises:
        Invalid: It is no address of the host's sites, or the post opens no thread.
        Conflict: The page has a thread already; merge the pages. Or the thread was removed, or is locked
            (`media.thread_locked`).
    """

    permission = "media.manage_pages"
    personal = ()

    thread: PostId
    page: PageName


@frozen
class MovePage(Command[HostPage]):
    """Say that a page has another address from now on; it is found under those that it had, too.

    Attributes:
        page: The page.
        to: Its new address, or another id of it. One that it had before becomes its address again.

    Raises:
        Invalid: It is no address of the host's sites.
        Conflict: Another page with a thread has that address (`media.address_taken`); merge the two.
    """

    permission = "media.manage_pages"
    personal = ()

    page: PageId
    to: PageName


@frozen
class MergePages(TextCommand[HostPage]):
    """Say that two pages are one: their threads are merged, and the other one is found under the addresses of both.

    The post that opened the merged thread is a reply then, with all its replies below it; see `MergeThreads`.

    Attributes:
        page: The page that is merged.
        into: The one that stays.
        reason: Why.

    Raises:
        Invalid: It is one page.
        Conflict: Their threads are of other kinds (`media.other_kind`); or the other one's thread is locked or removed.
        Denied: The actor may not move posts in both.
    """

    permission = "media.manage_pages"
    shown = ("reason",)
    personal = ("reason",)

    page: PageId
    into: PageId
    reason: Reason = field(default="", kw_only=True)


@frozen
class SetPageSection(Command[bool]):
    """Say where the threads of the pages of a section stand: its moderators moderate the comments on these pages.

    It holds for threads that are opened from then on; `MoveThread` moves those that are there.

    Attributes:
        section: What the addresses or ids of its pages begin with, whole parts of them: `https://news.example/sport`,
            `sport`. The longest one counts.
        space: The space; None for none any more.

    Returns:
        Whether that changed anything.

    Raises:
        NotFound: There is no such space for this actor.
        Invalid: It is no address of the host's sites.
        Conflict: There are 1,000 sections.
    """

    permission = "media.set_sections"
    personal = ()

    section: PageName
    space: SpaceId | None


@frozen
class ReadPage(Query[PageState]):
    """Read whether a page has a thread, and how many comments; of one without a thread it gives a state without one.

    Attributes:
        page: Its address, or the host's id of it.

    Raises:
        Invalid: It is no address of the host's sites.
    """

    permission = "media.read_pages"
    personal = ()

    page: PageName


@frozen
class ViewPage(Query[PageView]):
    """A page of the thread of a page of the host, with all that is shown of it; it opens none where there is none.

    Attributes:
        page: Its address, or the host's id of it.
        after: The `next` of the page before.
        limit: Posts on a page, 1 to 100.
        rendered: Whether texts are rendered, as for `ViewThread`.

    Raises:
        Invalid: It is no address of the host's sites.
    """

    permission = "media.read_pages"
    personal = ()

    page: PageName
    after: str | None = field(default=None, kw_only=True)
    limit: int = field(default=20, kw_only=True)
    rendered: bool = field(default=True, kw_only=True)


@frozen
class CountPages(Query[tuple[PageCount, ...]]):
    """Count the comments on pages, as for a list of articles, in one statement.

    Attributes:
        pages: Their addresses or ids; at most 100.

    Returns:
        The comments on each page that the reader may see, in the order of the pages; 0 for one without a thread.

    Raises:
        Invalid: There are more, or one is no address of the host's sites.
    """

    permission = "media.read_pages"
    personal = ()

    pages: Annotated[tuple[PageName, ...], Items(max=MAX_COUNTED)]


@frozen
class ListPagesOfThreads(Query[tuple[ThreadOfPage, ...]]):
    """Which pages threads belong to, so that lists, mails and searches lead to the page.

    Attributes:
        threads: At most 100; those without a page, or not for this reader, are left out.
    """

    permission = "media.read_pages"

    threads: Annotated[tuple[PostId, ...], Items(max=MAX_COUNTED)]


@frozen
class ListPageSections(Query[tuple[PageSection, ...]]):
    """The sections and where the threads of their pages stand, in the order of their names; at most 1,000."""

    permission = "media.set_sections"
