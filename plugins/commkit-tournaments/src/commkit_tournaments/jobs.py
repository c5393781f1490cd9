"""The worker's own messages of the plugin."""

from commkit_tournaments.matches.jobs import SettleReport

__all__ = ["SettleReport"]
