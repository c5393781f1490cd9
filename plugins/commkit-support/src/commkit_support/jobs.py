"""The worker's own messages of the plugin."""

from commkit_support.handoff.jobs import ReturnHandoffAnswer

__all__ = ["ReturnHandoffAnswer"]
