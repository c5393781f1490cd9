"""The query of the games; stewards change them with `UpdateSettings`."""

from attrs import frozen

from commkit import Query
from commkit_gaming.games.records import PlayedGames


@frozen
class ReadPlayedGames(Query[PlayedGames]):
    """Read what the community plays, and from which age on."""

    permission = "gaming.read_games"
