"""The worker's own commands: scheduled reminders, copies of what recurs, and their checks."""

from commkit_internal.announcements.recurring.jobs import CheckRecurrence, CopyAnnouncement
from commkit_internal.announcements.reminders.jobs import RemindReaders

__all__ = ["CheckRecurrence", "CopyAnnouncement", "RemindReaders"]
