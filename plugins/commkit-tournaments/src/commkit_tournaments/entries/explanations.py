"""Why somebody may or may not enter, check in or drop out."""

from collections.abc import Iterator

from commkit import Context
from commkit.explaining import ExplainRequest, RuleOutcome, TraceStep
from commkit_tournaments.entries.messages import CheckIn
from commkit_tournaments.entries.queries import leaving_now, places_now
from commkit_tournaments.entries.records import TAKING_PART, Entrant, EntrantState
from commkit_tournaments.feature import tournament_feature
from commkit_tournaments.setup.policy import BEFORE_START, state_step
from commkit_tournaments.setup.records import Tournament, TournamentState


@tournament_feature.explains("tournaments.enter")
def explain_entering(context: Context, request: ExplainRequest) -> Iterator[TraceStep]:
    """The checks of the handlers of `EnterTournament` and `CheckIn`, in their order."""
    held = request.object
    if not isinstance(held, Tournament):
        return
    places = places_now(context, [held])[held.id]
    if CheckIn in request.messages and len(request.messages) == 1:
        yield TraceStep("they take part", bool(places.mine), "" if places.mine else "they have not entered")
        if EntrantState.CHECKED_IN in places.mine:
            yield TraceStep("once is enough", RuleOutcome.FACT, "they have checked in")
        else:
            yield state_step(held, TournamentState.CHECK_IN)
        return
    if held.state is TournamentState.RUNNING:
        yield TraceStep(
            "late entrants are let in",
            RuleOutcome.LATER if held.late_until else False,
            f"until round {held.late_until}, where a place is left" if held.late_until else "",
        )
    else:
        yield state_step(held, *BEFORE_START)
    yield TraceStep(
        "a place is free", places.taken < held.capacity, f"{places.taken} of {held.capacity} are taken"
    )
    stays = places.mine - {EntrantState.NO_SHOW}
    yield TraceStep("they are not in it yet", not stays, "" if not stays else "they take or took part")


@tournament_feature.explains("tournaments.drop_out")
def explain_dropping_out(context: Context, request: ExplainRequest) -> Iterator[TraceStep]:
    """The checks of the handler of `DropOut`."""
    entrant = request.object
    if not isinstance(entrant, Entrant):
        return
    ((_, held, leaving),) = leaving_now(context, [entrant])
    theirs = leaving.own or leaving.judges
    yield TraceStep(
        "it is theirs, or they judge", theirs, "" if theirs else "its captain or a judge does that"
    )
    if not leaving.own:
        meets = "they have a match against it" if leaving.meets else ""
        yield TraceStep("they do not meet it", not leaving.meets, meets)
    yield state_step(held, *BEFORE_START, TournamentState.RUNNING)
    yield TraceStep("it takes part", entrant.state in TAKING_PART, f"it is {entrant.state.replace('_', ' ')}")
