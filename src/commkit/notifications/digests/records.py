"""The records of digests."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from attrs import frozen

from commkit.members import MembershipStatus
from commkit.notifications.inbox.records import Notification
from commkit.posts import PostId
from commkit.runtime.model.ids import MemberId


class DigestFrequency(StrEnum):
    """How often a digest is sent."""

    NEVER = "never"
    DAILY = "daily"
    WEEKLY = "weekly"


@frozen
class DigestPreference:
    """How often a member gets a digest of a community.

    Attributes:
        frequency: Never, daily or weekly.
        hour: The member's local hour, 0 to 23.
        weekday: 0 for Monday to 6 for Sunday; for weekly ones.
    """

    frequency: DigestFrequency
    hour: int = 8
    weekday: int = 0


@frozen
class DigestRow:
    """The state of a member's digest.

    Attributes:
        key: The host's key of the member.
        name: The member's name.
        status: The status of the membership.
        frequency: Never, daily or weekly.
        hour: The local hour.
        weekday: The local weekday.
        own: Whether the member chose it.
        done_until: The end of the last period that had its digest.
        enabled: The member's preference for digests by mail; None without one.
    """

    key: str
    name: str
    status: MembershipStatus
    frequency: DigestFrequency
    hour: int
    weekday: int
    own: bool
    done_until: datetime
    enabled: bool | None


@frozen
class TitledNotification:
    """An unread notification, with the title of its object if that is a post.

    Attributes:
        notification: The notification.
        title: The title of the post, of a reply that of its thread; None if the object is no post.
        parent: The post that the post replies to; None for none.
    """

    notification: Notification
    title: str | None
    parent: UUID | None


@frozen
class NewThread:
    """What a digest needs of a thread.

    Attributes:
        id: Its opening post.
        title: Its title.
        tags: Its tags.
        author: Who opened it.
        created_at: When it was opened.
        rank: Its score and its replies together.
    """

    id: PostId
    title: str
    tags: tuple[str, ...]
    author: MemberId | None
    created_at: datetime
    rank: int


@frozen
class DigestContent:
    """The content of a digest.

    Attributes:
        community: The community's title.
        slug: The community's slug.
        notifications: Unread notifications, each with the title of its object.
        threads: The best threads.
    """

    community: str
    slug: str
    notifications: list[tuple[Notification, str]]
    threads: list[NewThread]
