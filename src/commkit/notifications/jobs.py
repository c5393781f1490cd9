"""The worker's own messages of notifications: only scheduled commands and subscribers send them."""

from commkit.notifications.announcements.jobs import NotifyAllMembers
from commkit.notifications.digests.jobs import CreateDigest
from commkit.notifications.mailing.jobs import ReleaseMail
from commkit.notifications.watching.jobs import NotifyMentioned, NotifyParentAuthor, NotifyWatchers

__all__ = [
    "CreateDigest",
    "NotifyAllMembers",
    "NotifyMentioned",
    "NotifyParentAuthor",
    "NotifyWatchers",
    "ReleaseMail",
]
