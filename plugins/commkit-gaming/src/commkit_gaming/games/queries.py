"""How the games are read."""

from commkit import Context
from commkit_gaming.games.feature import GamesSettings, games_feature
from commkit_gaming.games.messages import ReadPlayedGames
from commkit_gaming.games.records import PlayedGames


@games_feature.handles(ReadPlayedGames)
def read_played_games(context: Context, query: ReadPlayedGames) -> PlayedGames:
    """From the settings of the community."""
    settings = context.settings(GamesSettings)
    return PlayedGames(settings.titles, settings.youngest)
