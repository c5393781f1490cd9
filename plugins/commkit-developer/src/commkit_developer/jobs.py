"""The worker's own messages of the plugin."""

from commkit_developer.bounties.jobs import ExpireBounty
from commkit_developer.suggested_edits.jobs import KeepEdit
from commkit_developer.tracker.jobs import TellThread

__all__ = ["ExpireBounty", "KeepEdit", "TellThread"]
