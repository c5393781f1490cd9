"""The worker's own messages of the plugin."""

from commkit_developer.bounties.jobs import ExpireBounty
from commkit_developer.tracker.jobs import TellThread

__all__ = ["ExpireBounty", "TellThread"]
