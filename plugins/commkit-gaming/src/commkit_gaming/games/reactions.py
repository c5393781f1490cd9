"""What new communities must fulfil, in the transaction of the command."""

from commkit import Context, Denied
from commkit.communities import CommunityCreated, CommunityTypeChanged
from commkit_gaming.games.feature import GamesSettings, games_feature
from commkit_gaming.games.policy import GAMES_REQUIRED


@games_feature.reacts_to(CommunityCreated, CommunityTypeChanged)
def require_games(context: Context, fact: CommunityCreated | CommunityTypeChanged) -> None:
    """Refuse a community that plays nothing in particular."""
    if not context.settings(GamesSettings).titles:
        raise Denied("gaming.games_required", GAMES_REQUIRED)
