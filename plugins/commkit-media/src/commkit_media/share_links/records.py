"""Links of the share kit, and how often they were opened."""

from datetime import date, datetime
from typing import Annotated, NewType
from uuid import UUID

from attrs import frozen

from commkit import MemberId
from commkit.posts import PostId
from commkit.storage import Erasure, Person, Personal, Plain
from commkit_media.press.releases.records import PressReleaseId

ShareLinkId = NewType("ShareLinkId", UUID)
"""The id of a link of the share kit; its token is another one, which stands in its address."""


@frozen
class ShareLink:
    """A link of the share kit, with the text to send it with.

    Attributes:
        id: Its id.
        token: What stands in its address: `/{community}/media/share/{token}`.
        channel: Where it is meant to be shared, in the editors' words: `newsletter`, `mastodon`...
        text: The text to share it with.
        page: The page of the host that it leads to; empty for none.
        post: The post that it leads to; None for none.
        release: The release that it leads to, once that is published; None for none.
        created_by: Who made it; None for the host.
        created_at: When.
        ended_at: When it was ended; None while it leads there.
    """

    id: ShareLinkId
    token: Annotated[str, Plain(max=64, multiline=False)]
    channel: Annotated[str, Plain(max=64, multiline=False)]
    text: Annotated[str, Personal(max=1_000, of="created_by", erase=Erasure.KEEP)]
    page: Annotated[str, Plain(max=2_000, multiline=False)]
    post: PostId | None
    release: PressReleaseId | None
    created_by: Annotated[MemberId | None, Person(owns=False)]
    created_at: datetime
    ended_at: datetime | None


@frozen
class ShareCount:
    """How often a link was opened on a day.

    Attributes:
        link: The link.
        day: The day, in UTC.
        count: How often.
    """

    link: ShareLinkId
    day: date
    count: int


@frozen
class ShareTarget:
    """Where a link leads.

    Attributes:
        link: The link.
        address: The address of the page.
        counted: Whether its opening is counted: a program that is declared as one is no reader.
    """

    link: ShareLinkId
    address: str
    counted: bool


@frozen
class LinkShares:
    """How often a link was opened in a period.

    Attributes:
        link: The link.
        channel: Its channel.
        n: How often.
    """

    link: ShareLinkId
    channel: str
    n: int


@frozen
class DayShares:
    """How often links were opened on a day.

    Attributes:
        day: The day, in UTC.
        n: How often.
    """

    day: date
    n: int


@frozen
class ShareNumbers:
    """How often links were opened in a period: each opening counts, so one person may count several times.

    Attributes:
        since: The first day, in UTC.
        until: The last day.
        n: How often, all links together; it belongs beside every share of it.
        links: By link, those that were opened most first; at most 1,000, and those that nobody opened are left out.
        days: By day; those without any are left out.
    """

    since: date
    until: date
    n: int
    links: tuple[LinkShares, ...]
    days: tuple[DayShares, ...]
