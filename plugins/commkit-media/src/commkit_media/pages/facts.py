"""What happens to pages of the host."""

from attrs import frozen

from commkit import Fact
from commkit.posts import PostId
from commkit.spaces import SpaceId
from commkit_media.pages.records import PageId


@frozen
class PageOpened(Fact):
    """A page of the host got its thread: by its first comment, or because somebody bound one to it.

    Attributes:
        page: The page.
        thread: Its thread.
    """

    name = "media.page_opened"
    visible_to = "media.read_pages"
    page: PageId
    thread: PostId


@frozen
class PageMoved(Fact):
    """A page of the host has one more address.

    Attributes:
        page: The page.
    """

    name = "media.page_moved"
    visible_to = "media.read_pages"
    page: PageId


@frozen
class PagesMerged(Fact):
    """Two pages of the host are one: their comments stand in one thread.

    Attributes:
        page: The page that has the addresses of both.
        thread: The post that opened the thread of the other one.
    """

    name = "media.pages_merged"
    visible_to = "media.read_pages"
    page: PageId
    thread: PostId


@frozen
class PageSectionSet(Fact):
    """Threads of the pages of a section stand in a space from now on.

    Attributes:
        space: The space; None where they stand in none.
    """

    name = "media.page_section_set"
    visible_to = "media.set_sections"
    space: SpaceId | None
