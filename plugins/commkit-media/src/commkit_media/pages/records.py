"""Pages of the host: which thread is that of a page, its addresses, and where threads of a section stand."""

from datetime import datetime
from typing import Annotated, NewType
from uuid import UUID

from attrs import frozen

from commkit.posts import PostId, ThreadPage
from commkit.spaces import SpaceId
from commkit.storage import Plain
from commkit_media.pages.addresses.policy import MAX_NAME

PageId = NewType("PageId", UUID)
"""The id of a page of the host that has a thread."""

PageKey = Annotated[str, Plain(max=MAX_NAME, multiline=False)]


@frozen
class HostPage:
    """A page of the host that has a thread.

    Attributes:
        id: Its id.
        thread: The post that opened its thread.
        address: Its address, or the host's id of it, written in one way; the latest one of a page that was moved.
        opened_at: When it got its thread.
    """

    id: PageId
    thread: PostId
    address: PageKey
    opened_at: datetime


@frozen
class PageAddress:
    """An address under which a page is found, or the host's id of it.

    Attributes:
        key: The address, written in one way.
        page: The page.
        added_at: When the page got it.
    """

    key: PageKey
    page: PageId
    added_at: datetime


@frozen
class PageSection:
    """Where the threads of the pages of a section stand.

    Attributes:
        section: What the addresses or ids of its pages begin with: `https://news.example/sport`, `sport`.
        space: The space.
        set_at: When that was said.
    """

    section: PageKey
    space: SpaceId
    set_at: datetime


@frozen
class PageState:
    """What a reader learns of a page: the same of one without a thread as of one whose thread is not for them.

    Attributes:
        address: Its address or id, written in one way.
        page: Its id; None where it has no thread.
        thread: The post that opened its thread; None where it has none.
        title: The title of the thread; empty where it has none.
        comments: The comments that the reader may see, and that were not removed.
        addresses: All addresses under which it is found, the oldest first.
    """

    address: str
    page: PageId | None = None
    thread: PostId | None = None
    title: str = ""
    comments: int = 0
    addresses: tuple[str, ...] = ()


@frozen
class PageView:
    """A page of the host with its thread, as it is shown below the page.

    Attributes:
        page: What the reader learns of the page.
        thread: A page of its thread; None where it has none.
    """

    page: PageState
    thread: ThreadPage | None


@frozen
class PageCount:
    """How many comments a page has.

    Attributes:
        page: The page, as it was named in the question.
        comments: The comments that the reader may see, and that were not removed.
    """

    page: str
    comments: int


@frozen
class ThreadOfPage:
    """The page that a thread belongs to.

    Attributes:
        thread: The thread.
        page: The page.
        address: Its address, or the host's id of it.
    """

    thread: PostId
    page: PageId
    address: str


@frozen
class FoundPage:
    """What the host tells of one of its pages.

    Attributes:
        title: Its title; that of its thread.
    """

    title: str
