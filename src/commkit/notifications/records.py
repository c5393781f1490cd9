"""What members are told, and what they wish to be told."""

from datetime import datetime
from enum import StrEnum
from typing import NewType
from uuid import UUID

from attrs import frozen

from commkit.runtime.model.ids import MemberId

NotificationId = NewType("NotificationId", UUID)
"""The id of a notification; its order is the order of time."""


class NotificationChannel(StrEnum):
    """How a notification reaches a member."""

    INBOX = "inbox"
    MAIL = "mail"


class MailState(StrEnum):
    """Where the mail about a notification stands, for one member."""

    NONE = "none"
    """Not wanted."""
    DUE = "due"
    QUIET = "quiet"
    """Held back until the member's quiet hours end."""
    SENDING = "sending"
    """Paid for from the member's mail budget; the mail server has not confirmed yet."""
    SENT = "sent"
    DIGEST = "digest"
    """The day's mail budget was used up; it waits for the digest."""
    DIGESTED = "digested"
    DROPPED = "dropped"
    """Not sent: read already, no longer visible, no longer wanted, or no address."""
    FAILED = "failed"
    """The mail server refused the address for good."""


class WatchLevel(StrEnum):
    """How closely a member follows a thread, a tag or the whole community."""

    WATCHING = "watching"
    """Told of every reply."""
    NORMAL = "normal"
    """Told of replies to them and of mentions."""
    MUTED = "muted"
    """Told of nothing there."""


class WatchScope(StrEnum):
    """What is watched."""

    THREAD = "thread"
    TAG = "tag"
    COMMUNITY = "community"


class DigestFrequency(StrEnum):
    """How often a digest comes."""

    NEVER = "never"
    DAILY = "daily"
    WEEKLY = "weekly"


@frozen
class Notification:
    """What a member was told: something happened to an object, once or several times.

    Attributes:
        id: Its id; that of the latest of them.
        kind: Its kind, such as `notifications.reply`.
        record: The class name of the object it is about.
        object: The id of that object.
        bundle: What brings notifications of a kind together: the thread, or the object.
        by: Who did it; None for the host, or where the person is gone.
        at: When.
        count: How many unread notifications of this kind about the same thing it stands for.
        seen_at: When the member's inbox showed it.
        read_at: When the member read it; None while unread.
    """

    id: NotificationId
    kind: str
    record: str
    object: UUID
    bundle: UUID
    by: MemberId | None
    at: datetime
    count: int
    seen_at: datetime | None
    read_at: datetime | None


@frozen
class UnreadCount:
    """What a member has not read yet and may see.

    Attributes:
        unread: Notifications, at most 100.
        unseen: Those among them that no inbox has shown yet.
        more: Whether there are more than were counted.
    """

    unread: int
    unseen: int
    more: bool


@frozen
class NotificationPreference:
    """Through which channels notifications of a kind come to a member here.

    Attributes:
        kind: The kind.
        summary: When such a notification is sent.
        channels: The channels that are on.
        urgent: Whether it passes quiet hours and the mail budget.
    """

    kind: str
    summary: str
    channels: tuple[str, ...]
    urgent: bool


@frozen
class Watch:
    """How a member follows something.

    Attributes:
        scope: A thread, a tag or the community.
        target: The thread's id or the tag; empty for the community.
        level: How closely.
        at: Since when.
    """

    scope: WatchScope
    target: str
    level: WatchLevel
    at: datetime


@frozen
class DeliverySchedule:
    """When a member may be disturbed, in every community.

    Attributes:
        time_zone: An IANA name, such as `Europe/Vienna`; empty for what the host's profile says.
        quiet_from: Local time at which quiet hours begin, such as `22:00`; empty for no quiet hours.
        quiet_until: Local time at which they end.
        mails_per_day: Mails a day, at most; None for what the community's settings say.
    """

    time_zone: str = ""
    quiet_from: str = ""
    quiet_until: str = ""
    mails_per_day: int | None = None


@frozen
class DigestPreference:
    """How often a member gets a digest of a community.

    Attributes:
        frequency: Never, daily or weekly.
        hour: The member's local hour at which it comes, 0 to 23.
        weekday: 0 for Monday to 6; for weekly ones.
    """

    frequency: DigestFrequency
    hour: int = 8
    weekday: int = 0


@frozen
class NotificationMetric:
    """How often something happened to notifications of a kind.

    Attributes:
        kind: The kind.
        outcome: `told`, `read`, `sent`, `quiet`, `digest`, `dropped`, `failed`, `unsubscribed`, `muted`.
        count: How often.
    """

    kind: str
    outcome: str
    count: int
