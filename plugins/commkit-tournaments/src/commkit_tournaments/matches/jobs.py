"""The worker's command of matches: what nobody contradicted in time stands."""

from attrs import evolve, frozen

from commkit import Command, Context, NotFound
from commkit_tournaments.feature import tournament_feature
from commkit_tournaments.matches import statements as sql
from commkit_tournaments.matches.policy import End, said_by
from commkit_tournaments.matches.records import PlayState, TournamentMatch, TournamentMatchId
from commkit_tournaments.matches.replaying.handlers import replay_tournament
from commkit_tournaments.setup.queries import lock_tournament
from commkit_tournaments.setup.records import Tournament, TournamentState


@frozen
class SettleReport(Command[bool]):
    """Let the report of one side stand, where the other one has not contradicted in time.

    Returns:
        Whether it stands now, and did not before.
    """

    permission = "tournaments.settle"

    match: TournamentMatchId


@tournament_feature.handles(SettleReport)
def settle_report(context: Context, command: SettleReport) -> bool:
    """Do nothing where it was settled, disputed or reported anew since."""
    try:
        match = context.get(TournamentMatch, command.match)
    except NotFound:
        return False
    held = lock_tournament(context, match.tournament)
    match = context.one(sql.AGAIN, id=match.id) or match
    due = match.state is PlayState.REPORTED and match.due_at is not None and match.due_at <= context.now
    reports = context.rows(sql.REPORTS, match=match.id)
    if not due or not reports or held.state is not TournamentState.RUNNING:
        return False
    settle(context, held, match, said_by(match, reports[0]))
    return True


def settle(context: Context, held: Tournament, match: TournamentMatch, end: End) -> TournamentMatch:
    """End a match of a locked tournament, and replay the tournament with it.

    Args:
        context: The context.
        held: The tournament.
        match: The match.
        end: How it ends.
    """
    ended = evolve(
        match,
        state=PlayState.DONE,
        winner=end.winner,
        home_score=end.home_score,
        away_score=end.away_score,
        how=end.how,
        due_at=None,
        ended_at=context.now,
    )
    replay_tournament(context, held, ended=ended)
    return ended
