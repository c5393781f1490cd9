"""The worker's own messages of the plugin."""

from commkit_media.closing.jobs import CloseDueThread
from commkit_media.newsletters.jobs import SendDueIssue
from commkit_media.newsletters.subscribing.jobs import DropUnconfirmed
from commkit_media.press.accreditations.jobs import ExpireAccreditation

__all__ = ["CloseDueThread", "DropUnconfirmed", "ExpireAccreditation", "SendDueIssue"]
