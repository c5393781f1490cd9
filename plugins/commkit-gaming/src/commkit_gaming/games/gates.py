"""What may not be done to the games."""

from commkit import Context, Deny
from commkit.communities import UpdateSettings
from commkit_gaming.games.feature import GamesSettings, games_feature
from commkit_gaming.games.policy import GAMES_REQUIRED


@games_feature.gates(UpdateSettings)
def check_games(context: Context, command: UpdateSettings) -> Deny | None:
    """Refuse to clear the games."""
    if command.feature != games_feature.name:
        return None
    titles = command.values.get("titles", context.settings(GamesSettings).titles)
    return None if titles else Deny("gaming.games_required", GAMES_REQUIRED)
