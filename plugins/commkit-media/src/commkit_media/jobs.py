"""The worker's own messages of the plugin."""

from commkit_media.closing.jobs import CloseDueThread

__all__ = ["CloseDueThread"]
