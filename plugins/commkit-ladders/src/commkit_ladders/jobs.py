"""The host's and the worker's own messages of the plugin."""

from commkit_ladders.games.jobs import ImportGames, TakeResult
from commkit_ladders.replaying.jobs import ReplayLadder
from commkit_ladders.seasons.jobs import KeepLadder

__all__ = ["ImportGames", "KeepLadder", "ReplayLadder", "TakeResult"]
