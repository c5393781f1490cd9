"""Notifications: the inbox, mail and digests; what members watch, and what they prefer."""

from commkit.notifications.announcements import jobs as _announcements_jobs
from commkit.notifications.announcements import subscribers as _announcements_subscribers
from commkit.notifications.announcements.jobs import NotifyAllMembers
from commkit.notifications.announcements.subscribers import notify_all
from commkit.notifications.digests import handlers as _digests_handlers
from commkit.notifications.digests import jobs as _digests_jobs
from commkit.notifications.digests import queries as _digests_queries
from commkit.notifications.digests import subscribers as _digests_subscribers
from commkit.notifications.digests.facts import DigestDue
from commkit.notifications.digests.messages import ReadDigestPreference, SetDigestPreference
from commkit.notifications.digests.records import DigestFrequency, DigestPreference
from commkit.notifications.explaining import explanations as _explaining_explanations
from commkit.notifications.feature import NotificationSettings, notifications
from commkit.notifications.inbox import handlers as _inbox_handlers
from commkit.notifications.inbox import queries as _inbox_queries
from commkit.notifications.inbox.messages import (
    CountUnread,
    ListInbox,
    MarkAllNotificationsRead,
    MarkBundleRead,
    MarkInboxSeen,
    MarkNotificationRead,
)
from commkit.notifications.inbox.records import Notification, UnreadCount
from commkit.notifications.invitations import reactions as _invitations_reactions
from commkit.notifications.invitations import subscribers as _invitations_subscribers
from commkit.notifications.mailing import jobs as _mailing_jobs
from commkit.notifications.mailing import subscribers as _mailing_subscribers
from commkit.notifications.mailing.facts import MailReleased
from commkit.notifications.mailing.ports import MailDelayed, MailMessage, MailPort, MailRefused, MailSite
from commkit.notifications.mailing.records import MailDelay
from commkit.notifications.metrics import queries as _metrics_queries
from commkit.notifications.metrics.messages import ReadNotificationMetrics
from commkit.notifications.metrics.records import NotificationMetric
from commkit.notifications.notifying import handlers as _notifying_handlers
from commkit.notifications.notifying.facts import MembersNotified
from commkit.notifications.notifying.handlers import notify
from commkit.notifications.notifying.messages import NotifyMembers
from commkit.notifications.preferences import handlers as _preferences_handlers
from commkit.notifications.preferences import queries as _preferences_queries
from commkit.notifications.preferences import reactions as _preferences_reactions
from commkit.notifications.preferences.facts import NotificationPreferenceChanged
from commkit.notifications.preferences.messages import (
    ListNotificationPreferences,
    SetNotificationPreference,
    SetNotificationPreferenceEverywhere,
)
from commkit.notifications.preferences.records import NotificationPreference
from commkit.notifications.records import MailState, NotificationChannel, NotificationId
from commkit.notifications.schedules import handlers as _schedules_handlers
from commkit.notifications.schedules import queries as _schedules_queries
from commkit.notifications.schedules.messages import ReadDeliverySchedule, SetDeliverySchedule
from commkit.notifications.schedules.policy import quiet_until
from commkit.notifications.schedules.records import DeliverySchedule
from commkit.notifications.unsubscribing import handlers as _unsubscribing_handlers
from commkit.notifications.unsubscribing.messages import Unsubscribe
from commkit.notifications.views import offers as _offers
from commkit.notifications.views import queries as _views_queries
from commkit.notifications.views.messages import ViewInbox
from commkit.notifications.views.records import NotificationView
from commkit.notifications.watching import handlers as _watching_handlers
from commkit.notifications.watching import jobs as _watching_jobs
from commkit.notifications.watching import queries as _watching_queries
from commkit.notifications.watching import reactions as _watching_reactions
from commkit.notifications.watching import subscribers as _watching_subscribers
from commkit.notifications.watching.facts import WatchChanged
from commkit.notifications.watching.messages import ListWatches, WatchCommunity, WatchTag, WatchThread
from commkit.notifications.watching.queries import thread_watchers
from commkit.notifications.watching.records import Watch, WatchLevel, WatchScope

__all__ = [
    "CountUnread",
    "DeliverySchedule",
    "DigestDue",
    "DigestFrequency",
    "DigestPreference",
    "ListInbox",
    "ListNotificationPreferences",
    "ListWatches",
    "MailDelay",
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
    "NotificationView",
    "NotifyAllMembers",
    "NotifyMembers",
    "ReadDeliverySchedule",
    "ReadDigestPreference",
    "ReadNotificationMetrics",
    "SetDeliverySchedule",
    "SetDigestPreference",
    "SetNotificationPreference",
    "SetNotificationPreferenceEverywhere",
    "UnreadCount",
    "Unsubscribe",
    "ViewInbox",
    "Watch",
    "WatchChanged",
    "WatchCommunity",
    "WatchLevel",
    "WatchScope",
    "WatchTag",
    "WatchThread",
    "notifications",
    "notify",
    "notify_all",
    "quiet_until",
    "thread_watchers",
]

del (
    _offers,
    _views_queries,
    _announcements_jobs,
    _announcements_subscribers,
    _digests_handlers,
    _digests_jobs,
    _digests_queries,
    _digests_subscribers,
    _explaining_explanations,
    _inbox_handlers,
    _inbox_queries,
    _invitations_reactions,
    _invitations_subscribers,
    _mailing_jobs,
    _mailing_subscribers,
    _metrics_queries,
    _notifying_handlers,
    _preferences_handlers,
    _preferences_queries,
    _preferences_reactions,
    _schedules_handlers,
    _schedules_queries,
    _unsubscribing_handlers,
    _watching_handlers,
    _watching_jobs,
    _watching_queries,
    _watching_reactions,
    _watching_subscribers,
)
