"""What happens to matches: streams tell it to those in them alone."""

from attrs import frozen

from commkit import Fact
from commkit_matching.matches.records import MatchId


@frozen
class MatchProposed(Fact):
    """A round proposed a match.

    Attributes:
        match: The match.
        kind: The name of the kind.
    """

    name = "matching.proposed"
    visible_to = "matching.view"
    match: MatchId
    kind: str


@frozen
class MatchMade(Fact):
    """A match was made: enough have accepted. Plugins ask `members_of_match` who.

    Attributes:
        match: The match.
        kind: The name of the kind.
    """

    name = "matching.made"
    visible_to = "matching.view"
    match: MatchId
    kind: str


@frozen
class MatchClosed(Fact):
    """A proposal was closed without a match; why is not told.

    Attributes:
        match: The match.
        kind: The name of the kind.
    """

    name = "matching.closed"
    visible_to = "matching.view"
    match: MatchId
    kind: str


@frozen
class MatchEnded(Fact):
    """A match is over.

    Attributes:
        match: The match.
        kind: The name of the kind.
    """

    name = "matching.ended"
    visible_to = "matching.view"
    match: MatchId
    kind: str
