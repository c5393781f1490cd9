"""The feature of notifications: settings, grants, facts and the kinds of notifications of the core."""

from attrs import field, frozen
from attrs.validators import ge, le

from commkit.notifications.digests.facts import DigestDue
from commkit.notifications.digests.records import DigestFrequency, DigestPreference
from commkit.notifications.inbox.records import UnreadCount
from commkit.notifications.mailing.facts import MailReleased
from commkit.notifications.mailing.ports import MailPort, MailSite
from commkit.notifications.mailing.records import MailDelay
from commkit.notifications.metrics.records import NotificationMetric
from commkit.notifications.notifying.facts import MembersNotified
from commkit.notifications.preferences.facts import NotificationPreferenceChanged
from commkit.notifications.preferences.records import NotificationPreference
from commkit.notifications.retention import NOTIFICATION_RETENTION
from commkit.notifications.schedules.records import DeliverySchedule
from commkit.notifications.tables import metadata
from commkit.notifications.views.records import NotificationView
from commkit.notifications.watching.facts import WatchChanged
from commkit.notifications.watching.records import Watch
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
    sentence="{by} replied to you in “{title}”.",
    channels={"inbox", "mail"},
)
MENTION = NotificationKind(
    name="notifications.mention",
    summary="When somebody mentions you.",
    sentence="{by} mentioned you in “{title}”.",
    channels={"inbox", "mail"},
)
THREAD = NotificationKind(
    name="notifications.thread",
    summary="When something is written in what you watch.",
    sentence="{by} wrote in “{title}”.",
)
DIGEST = NotificationKind(
    name="notifications.digest", summary="What happened since the last digest.", channels={"mail"}
)

_OWN = {"notifications.read", "notifications.set_preferences", "notifications.watch"}


@frozen
class NotificationSettings:
    """How a community notifies its members.

    Attributes:
        watch_own: Whether the author of a post watches its thread from then on.
        mails_per_day: Mails a member gets a day at most, unless the member chose another number; 0 to 1,000.
        digest: How often a member gets a digest of what exceeded `mails_per_day`, unless the member chose otherwise.
        digest_threads: Threads listed in a digest after the notifications, 0 to 20.
    """

    watch_own: bool = True
    mails_per_day: int = field(default=10, validator=[ge(0), le(1_000)])
    digest: DigestFrequency = DigestFrequency.DAILY
    digest_threads: int = field(default=5, validator=[ge(0), le(20)])


notifications = Feature(
    "notifications",
    tables=metadata,
    retention=NOTIFICATION_RETENTION,
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
    collects=(MailDelay,),
    facts=(MembersNotified, MailReleased, DigestDue, WatchChanged, NotificationPreferenceChanged),
    records=(
        UnreadCount,
        NotificationPreference,
        Watch,
        DeliverySchedule,
        DigestPreference,
        NotificationMetric,
        NotificationView,
    ),
    notification_kinds=(REPLY, MENTION, THREAD, DIGEST),
)
"""The feature of notifications; every community has it."""
