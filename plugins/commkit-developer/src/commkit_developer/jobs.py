"""The worker's own messages of the plugin."""

from commkit_developer.bounties.jobs import ExpireBounty

__all__ = ["ExpireBounty"]
