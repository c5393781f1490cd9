"""The command that ends a season."""

from attrs import frozen

from commkit import Command
from commkit_ladders.ladders.records import Ladder, LadderId


@frozen
class EndSeason(Command[Ladder]):
    """End the season of a ladder now, and begin the next one, also where the rules end it later.

    Everybody's skill moves half of the way back to 25, and is less sure (sigma at least 25/6). Members with games in it
    keep their place of its end on the board of the season. The worker moves the places, which takes a moment.

    Attributes:
        ladder: The ladder.
        season: The number of the season that ends, so that a repetition ends no other one.

    Raises:
        NotFound: There is no such ladder for this actor.
        Conflict: Another season runs (`ladders.other_season`), or the ladder is closed.
    """

    permission = "ladders.manage"

    ladder: LadderId
    season: int
