"""Why two entrants meet."""

from attrs import frozen

from commkit_tournaments.matches.records import TournamentMatchId
from commkit_tournaments.setup.records import EntrantId
from commkit_tournaments.views.records import SideSource


@frozen
class SideReason:
    """Why an entrant stands on a side of a match.

    Attributes:
        entrant: The entrant; None where it is not known yet, and for nobody.
        source: Where the side comes from.
        seed: The seed of the entrant; None where there is none.
        points: The points before the round; of Swiss rounds, else 0.
        reason: The same in a few words.
    """

    entrant: EntrantId | None
    source: SideSource
    seed: int | None
    points: int
    reason: str


@frozen
class PairingExplanation:
    """Why a match is between these two.

    Attributes:
        match: The match.
        rule: How this part of the tournament is paired, in one sentence.
        sides: Why each side is there, the first one first.
        is_rematch: Whether the two met before in these Swiss rounds, as there was no round without a rematch.
    """

    match: TournamentMatchId
    rule: str
    sides: tuple[SideReason, SideReason]
    is_rematch: bool
