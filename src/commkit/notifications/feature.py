"""The feature of notifications: what members are told, where and when."""

from attrs import field, frozen
from attrs.validators import ge, le

from commkit.notifications.mailing.messages import DigestDue, MailReleased
from commkit.notifications.mailing.ports import MailPort, MailSite
from commkit.notifications.messages import MembersNotified
from commkit.notifications.preferences.messages import NotificationPreferenceChanged
from commkit.notifications.records import (
    DeliverySchedule,
    DigestFrequency,
    DigestPreference,
    NotificationMetric,
    NotificationPreference,
    UnreadCount,
    Watch,
)
from commkit.notifications.tables import metadata
from commkit.notifications.watching.messages import WatchChanged
from commkit.runtime.composing.features import Feature
from commkit.runtime.model.types import (
    MEMBER,
    OUTSIDER,
    SILENCED,
    STEWARD,
    SUSPENDED,
    SYSTEM_ROLE,
    NotificationKind,
)

REPLY = NotificationKind(
    name="notifications.reply",
    summary="When somebody replies to what you wrote.",
    channels={"inbox", "mail"},
)
MENTION = NotificationKind(
    name="notifications.mention", summary="When somebody mentions you.", channels={"inbox", "mail"}
)
THREAD = NotificationKind(name="notifications.thread", summary="When something is written where you watch.")
DIGEST = NotificationKind(
    name="notifications.digest", summary="What happened since the last digest.", channels={"mail"}
)

_OWN = {"notifications.read", "notifications.set_preferences", "notifications.watch"}


@frozen
class NotificationSettings:
    """How members of a community are told.

    Attributes:
        watch_own: Whether who writes in a thread watches it from then on.
        mails_per_day: Mails that a member gets a day, at most, unless they say otherwise; 0 to 1,000.
        digest: How often what went beyond that comes as a digest, unless the member says otherwise.
        digest_threads: Threads that a digest names beside the notifications, 0 to 20.
    """

    watch_own: bool = True
    mails_per_day: int = field(default=10, validator=[ge(0), le(1_000)])
    digest: DigestFrequency = DigestFrequency.DAILY
    digest_threads: int = field(default=5, validator=[ge(0), le(20)])


notifications = Feature(
    "notifications",
    tables=metadata,
    migrations="commkit.migrations",
    settings=NotificationSettings(),
    port_types=(
        MailPort,
        MailSite,
    ),
    grants={
        OUTSIDER: {"notifications.unsubscribe"},
        MEMBER: _OWN,
        SILENCED: _OWN,
        SUSPENDED: _OWN,
        STEWARD: {"notifications.read_metrics"},
        SYSTEM_ROLE: {"notifications.notify"},
    },
    facts=(MembersNotified, MailReleased, DigestDue, WatchChanged, NotificationPreferenceChanged),
    records=(
        UnreadCount,
        NotificationPreference,
        Watch,
        DeliverySchedule,
        DigestPreference,
        NotificationMetric,
    ),
    notification_kinds=(REPLY, MENTION, THREAD, DIGEST),
)
"""The feature of notifications: what members are told, where and when."""
