"""The worker's own messages of the plugin."""

from commkit_ranking.activity.jobs import CountActivePeople
from commkit_ranking.ranks.jobs import RebuildRanks

__all__ = ["CountActivePeople", "RebuildRanks"]
