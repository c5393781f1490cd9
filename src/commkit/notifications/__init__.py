"""Notifications: what members are told, where and when."""

from commkit.notifications import explaining as _explaining
from commkit.notifications import handlers as _handlers
from commkit.notifications import inbox as _inbox
from commkit.notifications.announcements import handlers as _announcements
from commkit.notifications.announcements.messages import NotifyAllMembers
from commkit.notifications.feature import NotificationSettings, notifications
from commkit.notifications.mailing import digest_scheduling as _digest_scheduling
from commkit.notifications.mailing import digest_sending as _digest_sending
from commkit.notifications.mailing import invitations as _invitations
from commkit.notifications.mailing import sending as _sending
from commkit.notifications.mailing import unsubscribing as _unsubscribing
from commkit.notifications.mailing.messages import CreateDigest, DigestDue, MailReleased, ReleaseMail
from commkit.notifications.mailing.ports import MailDelayed, MailMessage, MailPort, MailRefused, MailSite
from commkit.notifications.messages import (
    CountUnread,
    ListInbox,
    MarkAllNotificationsRead,
    MarkBundleRead,
    MarkInboxSeen,
    MarkNotificationRead,
    MembersNotified,
    NotifyMembers,
    ReadNotificationMetrics,
)
from commkit.notifications.preferences import handlers as _preferences
from commkit.notifications.preferences.messages import (
    ListNotificationPreferences,
    NotificationPreferenceChanged,
    ReadDeliverySchedule,
    ReadDigestPreference,
    SetDeliverySchedule,
    SetDigestPreference,
    SetNotificationPreference,
    SetNotificationPreferenceEverywhere,
    Unsubscribe,
)
from commkit.notifications.records import (
    DeliverySchedule,
    DigestFrequency,
    DigestPreference,
    MailState,
    Notification,
    NotificationChannel,
    NotificationId,
    NotificationMetric,
    NotificationPreference,
    UnreadCount,
    Watch,
    WatchLevel,
    WatchScope,
)
from commkit.notifications.watching import fanout as _fanout
from commkit.notifications.watching import handlers as _watching
from commkit.notifications.watching import thread_changes as _thread_changes
from commkit.notifications.watching.messages import (
    ListWatches,
    NotifyMentioned,
    NotifyParentAuthor,
    NotifyWatchers,
    WatchChanged,
    WatchCommunity,
    WatchTag,
    WatchThread,
)

__all__ = [
    "CountUnread",
    "CreateDigest",
    "DeliverySchedule",
    "DigestDue",
    "DigestFrequency",
    "DigestPreference",
    "ListInbox",
    "ListNotificationPreferences",
    "ListWatches",
    "MailDelayed",
    "MailMessage",
    "MailPort",
    "MailRefused",
    "MailReleased",
    "MailSite",
    "MailState",
    "MarkAllNotificationsRead",
    "MarkBundleRead",
    "MarkInboxSeen",
    "MarkNotificationRead",
    "MembersNotified",
    "Notification",
    "NotificationChannel",
    "NotificationId",
    "NotificationMetric",
    "NotificationPreference",
    "NotificationPreferenceChanged",
    "NotificationSettings",
    "NotifyAllMembers",
    "NotifyMembers",
    "NotifyMentioned",
    "NotifyParentAuthor",
    "NotifyWatchers",
    "ReadDeliverySchedule",
    "ReadDigestPreference",
    "ReadNotificationMetrics",
    "ReleaseMail",
    "SetDeliverySchedule",
    "SetDigestPreference",
    "SetNotificationPreference",
    "SetNotificationPreferenceEverywhere",
    "UnreadCount",
    "Unsubscribe",
    "Watch",
    "WatchChanged",
    "WatchCommunity",
    "WatchLevel",
    "WatchScope",
    "WatchTag",
    "WatchThread",
    "notifications",
]

del (
    _digest_sending,
    _digest_scheduling,
    _explaining,
    _fanout,
    _handlers,
    _invitations,
    _thread_changes,
    _announcements,
    _sending,
    _inbox,
    _unsubscribing,
    _watching,
    _preferences,
)
