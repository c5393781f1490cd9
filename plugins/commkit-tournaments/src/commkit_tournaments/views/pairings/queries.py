"""How a pairing is explained."""

from commkit import Context
from commkit_tournaments.entries import statements as entry_sql
from commkit_tournaments.feature import tournament_feature
from commkit_tournaments.matches import statements as match_sql
from commkit_tournaments.matches.records import TournamentMatch
from commkit_tournaments.matches.replaying.handlers import board_from
from commkit_tournaments.setup.records import Tournament
from commkit_tournaments.views.pairings.messages import ExplainPairing
from commkit_tournaments.views.pairings.policy import rule_of, sides_of
from commkit_tournaments.views.pairings.records import PairingExplanation, SideReason
from commkit_tournaments.views.queries import source_of


@tournament_feature.handles(ExplainPairing)
def explain_pairing(context: Context, query: ExplainPairing) -> PairingExplanation:
    """Load the match and its tournament, entrants and matches in four statements; the engine says why."""
    match = context.get(TournamentMatch, query.match)
    held = context.get(Tournament, match.tournament)
    entrants = context.rows(entry_sql.ALL, tournament=held.id)
    rows = {row.key: row for row in context.rows(match_sql.ALL, tournament=held.id)}
    matches = board_from(held, entrants, rows).matches
    drawn = next(each for each in matches if each.node.key == match.key)
    by_seed = {each.seed: each.id for each in entrants if each.seed is not None}
    sides, is_rematch = sides_of(held.format, drawn, matches, size=len(by_seed))
    first, second = (
        SideReason(by_seed.get(side.seed or 0), source_of(feed), side.seed or None, side.points, side.reason)
        for side, feed in zip(sides, drawn.node.feeds, strict=True)
    )
    return PairingExplanation(match.id, rule_of(held.format, drawn.node.stage), (first, second), is_rematch)
