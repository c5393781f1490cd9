"""Why somebody may or may not say how a game ended."""

from collections.abc import Iterator

from commkit import Context
from commkit.explaining import ExplainRequest, TraceStep
from commkit_ladders.games.policy import side_of
from commkit_ladders.games.records import Game, GameState
from commkit_ladders.ladders.feature import ladder_feature
from commkit_ladders.ladders.handlers import rules_named
from commkit_ladders.ladders.records import Ladder


@ladder_feature.explains("ladders.report_game")
def explain_reporting(context: Context, request: ExplainRequest) -> Iterator[TraceStep]:
    """The checks of the handler of `ReportGame` that are about the ladder."""
    ladder = request.object
    if not isinstance(ladder, Ladder):
        return
    rules = rules_named(context, ladder.rules)
    yield _is_open(ladder)
    yield TraceStep(
        "players report results here",
        rules is not None and rules.members_report,
        "" if rules is not None else f"the rules {ladder.rules!r} are not declared",
    )


@ladder_feature.explains("ladders.confirm_game", "ladders.dispute_game")
def explain_confirming(context: Context, request: ExplainRequest) -> Iterator[TraceStep]:
    """The checks of the handlers, in their order."""
    game = request.object
    if not isinstance(game, Game):
        return
    yield TraceStep("they played this game", side_of(game.sides, request.member) is not None)
    yield TraceStep("it waits for a confirmation", game.state is GameState.REPORTED, f"it is {game.state}")
    yield _is_open(context.get(Ladder, game.ladder))


def _is_open(ladder: Ladder) -> TraceStep:
    closed = ladder.closed_at
    return TraceStep(
        "the ladder is open", closed is None, "" if closed is None else f"closed on {closed.isoformat()}"
    )
