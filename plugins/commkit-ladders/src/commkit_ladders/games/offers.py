"""What a game must be like for a command about it to be offered, besides the permission."""

from commkit import Context
from commkit_ladders.games.messages import AnnulGame, ConfirmGame, DisputeGame
from commkit_ladders.games.policy import side_of
from commkit_ladders.games.records import Game, GameState
from commkit_ladders.ladders.feature import ladder_feature


@ladder_feature.offers(ConfirmGame, DisputeGame, about=Game)
def can_be_confirmed(context: Context, game: Game) -> bool:
    """One that waits, to players who have not confirmed it."""
    me = context.member_or_none
    return (
        game.state is GameState.REPORTED and side_of(game.sides, me) is not None and me not in game.confirmed
    )


@ladder_feature.offers(AnnulGame, about=Game)
def can_be_annulled(context: Context, game: Game) -> bool:
    """One that is not."""
    return game.state is not GameState.ANNULLED
