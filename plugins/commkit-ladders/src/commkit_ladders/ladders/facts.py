"""What happens to ladders and to where members stand on them."""

from attrs import frozen

from commkit import Fact, MemberId
from commkit_ladders.ladders.records import LadderId


@frozen
class LadderOpened(Fact):
    """A ladder was opened."""

    name = "ladders.opened"
    visible_to = "ladders.read"
    ladder: LadderId


@frozen
class LadderClosed(Fact):
    """A ladder was closed: no game counts on it any more."""

    name = "ladders.closed"
    visible_to = "ladders.read"
    ladder: LadderId


@frozen
class MemberPromoted(Fact):
    """A member moved to a higher division, or was placed in a division for the first time.

    Attributes:
        ladder: The ladder.
        member: Who.
        division: The name of the division.
        before: The name of the division before; empty where they were placed.
    """

    name = "ladders.member_promoted"
    visible_to = "ladders.read"
    ladder: LadderId
    member: MemberId
    division: str
    before: str


@frozen
class MemberDemoted(Fact):
    """A member moved to a lower division, by a game, a correction, idle weeks, or the end of a season.

    Attributes:
        ladder: The ladder.
        member: Who.
        division: The name of the division.
        before: The name of the division before.
    """

    name = "ladders.member_demoted"
    visible_to = "ladders.read"
    ladder: LadderId
    member: MemberId
    division: str
    before: str


@frozen
class MemberUnplaced(Fact):
    """A member is in no division any more: by a correction, too few of their games count.

    Attributes:
        ladder: The ladder.
        member: Who.
        before: The name of the division before.
    """

    name = "ladders.member_unplaced"
    visible_to = "ladders.read"
    ladder: LadderId
    member: MemberId
    before: str


@frozen
class SeasonEnded(Fact):
    """A season ended, and the next one began.

    Attributes:
        ladder: The ladder.
        season: The number of the season that ended.
    """

    name = "ladders.season_ended"
    visible_to = "ladders.read"
    ladder: LadderId
    season: int


@frozen
class LadderReplayed(Fact):
    """Games that had counted before were counted again, as an earlier one was corrected, annulled, or came late.

    Attributes:
        ladder: The ladder.
        games: How many games were counted in this part.
        done: Whether that was the last part.
    """

    name = "ladders.replayed"
    visible_to = "ladders.read"
    ladder: LadderId
    games: int
    done: bool
