"""Why somebody may or may not say how a match ended, or decide it."""

from collections.abc import Iterator

from commkit import Context
from commkit.explaining import ExplainRequest, TraceStep
from commkit_tournaments.entries.queries import my_entrant
from commkit_tournaments.feature import JUDGE, tournament_feature
from commkit_tournaments.maps.messages import ChooseMap
from commkit_tournaments.maps.policy import side_at, turns_left
from commkit_tournaments.matches import statements as sql
from commkit_tournaments.matches.messages import AddEvidence, ReportNoShow, ReportResult
from commkit_tournaments.matches.policy import is_decidable
from commkit_tournaments.matches.records import OPEN_STATES, TournamentMatch
from commkit_tournaments.setup.policy import state_step
from commkit_tournaments.setup.records import Tournament, TournamentState


@tournament_feature.explains("tournaments.report")
def explain_reporting(context: Context, request: ExplainRequest) -> Iterator[TraceStep]:
    """The checks of the handlers of those who play, in their order."""
    match = request.object
    if not isinstance(match, TournamentMatch):
        return
    held = context.get(Tournament, match.tournament)
    mine = my_entrant(context, held.id)
    plays = mine is not None and mine in match.sides
    yield TraceStep("they play in it", plays, "" if plays else "it is a match of others")
    yield state_step(held, TournamentState.RUNNING)
    if request.messages == (AddEvidence,):
        return
    waits = match.state in OPEN_STATES
    yield TraceStep("it waits for its sides", waits, "" if waits else f"it is {match.state}")
    left = turns_left(held, len(context.rows(sql.CHOICES, match=match.id)))
    if request.messages == (ChooseMap,):
        turn = bool(left) and side_at(match, left[0]) == mine
        yield TraceStep("it is their turn", turn, "" if turn else "the other side's, or nothing is left")
    if request.messages == (ReportResult,):
        yield TraceStep("maps are chosen", not left, "ban and pick the maps first" if left else "")
    if request.messages == (ReportNoShow,):
        begun = match.starts_at is None or match.starts_at <= context.now
        planned = "" if match.starts_at is None else f"it is planned for {match.starts_at.isoformat()}"
        yield TraceStep("it has begun", begun, planned)


@tournament_feature.explains("tournaments.decide")
def explain_deciding(context: Context, request: ExplainRequest) -> Iterator[TraceStep]:
    """The checks of the handler of `DecideMatch`, in their order."""
    match = request.object
    if not isinstance(match, TournamentMatch):
        return
    held = context.get(Tournament, match.tournament)
    judges = context.can(JUDGE, held)
    yield TraceStep("they judge", judges, "" if judges else "its organiser and stewards do")
    plays = my_entrant(context, held.id) in {side for side in match.sides if side is not None}
    yield TraceStep("it is a match of others", not plays, "they play in it" if plays else "")
    yield state_step(held, TournamentState.RUNNING, TournamentState.FINISHED)
    known = is_decidable(match)
    yield TraceStep("its sides are known, and it is needed", known, "" if known else f"it is {match.state}")
