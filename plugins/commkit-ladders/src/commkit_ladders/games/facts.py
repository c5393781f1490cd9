"""What happens to games."""

from attrs import frozen

from commkit import Fact, MemberId
from commkit_ladders.games.records import GameId
from commkit_ladders.ladders.records import LadderId


@frozen
class GameReported(Fact):
    """A player reported a game, which counts once every other side has confirmed it.

    Attributes:
        game: The game.
        ladder: Its ladder.
        players: The players of the other sides.
    """

    name = "ladders.game_reported"
    visible_to = "ladders.read"
    game: GameId
    ladder: LadderId
    players: tuple[MemberId, ...]


@frozen
class GameConfirmed(Fact):
    """A player says that the reported result of a game is right."""

    name = "ladders.game_confirmed"
    visible_to = "ladders.read"
    game: GameId
    ladder: LadderId


@frozen
class GameDisputed(Fact):
    """A player says that the reported result of a game is wrong."""

    name = "ladders.game_disputed"
    visible_to = "ladders.record"
    game: GameId
    ladder: LadderId


@frozen
class GameCounted(Fact):
    """A game counts from now on, or counts with another result.

    Attributes:
        game: The game.
        ladder: Its ladder.
        players: Who played.
        winners: Who won: the side that was best alone; empty where sides share the best rank.
    """

    name = "ladders.game_counted"
    visible_to = "ladders.read"
    game: GameId
    ladder: LadderId
    players: tuple[MemberId, ...]
    winners: tuple[MemberId, ...]


@frozen
class GameCorrected(Fact):
    """The result of a game was wrong, and is right now; what came after it counts anew."""

    name = "ladders.game_corrected"
    visible_to = "ladders.read"
    game: GameId
    ladder: LadderId


@frozen
class GameAnnulled(Fact):
    """A game does not count; what came after it counts anew."""

    name = "ladders.game_annulled"
    visible_to = "ladders.read"
    game: GameId
    ladder: LadderId
