"""Notifications: what members are told, where and when."""

from commkit.notifications import explaining as _explaining
from commkit.notifications import handlers as _handlers
from commkit.notifications import telling as _telling
from commkit.notifications.feature import NotificationSettings, notifications
from commkit.notifications.mailing import digesting as _digesting
from commkit.notifications.mailing import digests as _digests
from commkit.notifications.mailing import inviting as _inviting
from commkit.notifications.mailing import sending as _sending
from commkit.notifications.mailing import unsubscribing as _unsubscribing
from commkit.notifications.mailing.messages import DigestDue, MailReleased, MakeDigest, ReleaseMail
from commkit.notifications.mailing.ports import Letter, MailDelayed, MailPort, MailRefused, MailSite
from commkit.notifications.messages import (
    CountUnread,
    InboxPage,
    MarkAllRead,
    MarkBundleRead,
    MarkRead,
    MarkSeen,
    NoticeGiven,
    NoticeNumbers,
    Notify,
)
from commkit.notifications.occasions import handlers as _occasions
from commkit.notifications.occasions.messages import TellMembers
from commkit.notifications.records import (
    Channel,
    DigestWish,
    Every,
    Level,
    MailState,
    Notice,
    NoticeId,
    NoticeNumber,
    Preference,
    Rhythm,
    Scope,
    Unread,
    Watch,
)
from commkit.notifications.watching import fanout as _fanout
from commkit.notifications.watching import handlers as _watching
from commkit.notifications.watching import moving as _moving
from commkit.notifications.watching.messages import (
    ListWatches,
    TellMentioned,
    TellOfPost,
    TellWatchers,
    WatchChanged,
    WatchCommunity,
    WatchTag,
    WatchThread,
)
from commkit.notifications.wishes import handlers as _wishes
from commkit.notifications.wishes.messages import (
    ListPreferences,
    PreferenceChanged,
    ReadDigest,
    ReadRhythm,
    SetDigest,
    SetPreference,
    SetPreferenceEverywhere,
    SetRhythm,
    Unsubscribe,
)

__all__ = [
    "Channel",
    "CountUnread",
    "DigestDue",
    "DigestWish",
    "Every",
    "InboxPage",
    "Letter",
    "Level",
    "ListPreferences",
    "ListWatches",
    "MailDelayed",
    "MailPort",
    "MailRefused",
    "MailReleased",
    "MailSite",
    "MailState",
    "MakeDigest",
    "MarkAllRead",
    "MarkBundleRead",
    "MarkRead",
    "MarkSeen",
    "Notice",
    "NoticeGiven",
    "NoticeId",
    "NoticeNumber",
    "NoticeNumbers",
    "NotificationSettings",
    "Notify",
    "Preference",
    "PreferenceChanged",
    "ReadDigest",
    "ReadRhythm",
    "ReleaseMail",
    "Rhythm",
    "Scope",
    "SetDigest",
    "SetPreference",
    "SetPreferenceEverywhere",
    "SetRhythm",
    "TellMembers",
    "TellMentioned",
    "TellOfPost",
    "TellWatchers",
    "Unread",
    "Unsubscribe",
    "Watch",
    "WatchChanged",
    "WatchCommunity",
    "WatchTag",
    "WatchThread",
    "notifications",
]

del (
    _digesting,
    _digests,
    _explaining,
    _fanout,
    _handlers,
    _inviting,
    _moving,
    _occasions,
    _sending,
    _telling,
    _unsubscribing,
    _watching,
    _wishes,
)
