"""The worker's own messages of the plugin."""

from commkit_media.closing.jobs import CloseDueThread
from commkit_media.press.accreditations.jobs import ExpireAccreditation

__all__ = ["CloseDueThread", "ExpireAccreditation"]
