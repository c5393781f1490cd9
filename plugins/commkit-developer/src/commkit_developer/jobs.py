"""The worker's own messages of the plugin."""

from commkit_developer.bounties.jobs import ExpireBounty
from commkit_developer.suggested_edits.jobs import KeepEdit

__all__ = ["ExpireBounty", "KeepEdit"]
