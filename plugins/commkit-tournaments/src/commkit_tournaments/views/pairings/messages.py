"""The query about a pairing."""

from attrs import frozen

from commkit import Query
from commkit_tournaments.matches.records import TournamentMatchId
from commkit_tournaments.views.pairings.records import PairingExplanation


@frozen
class ExplainPairing(Query[PairingExplanation]):
    """Why a match is between these two: the matches, places or seeds that they come from, or the points they had."""

    permission = "tournaments.read"
    granted_to = "visitor"

    match: TournamentMatchId
