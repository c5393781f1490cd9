"""The worker's own messages of the plugin."""

from commkit_internal.anniversaries.jobs import TellAnniversary
from commkit_internal.announcements.recurring.jobs import CheckRecurrence, CopyAnnouncement
from commkit_internal.announcements.reminders.jobs import RemindReaders
from commkit_internal.business_objects.jobs import ConfirmObjectLink, RefuseObjectLink
from commkit_internal.onboarding.jobs import RemindNewcomer

__all__ = [
    "CheckRecurrence",
    "ConfirmObjectLink",
    "CopyAnnouncement",
    "RefuseObjectLink",
    "RemindNewcomer",
    "RemindReaders",
    "TellAnniversary",
]
