"""The rules of reports and decisions; no database."""

from collections.abc import Iterable, Mapping, Sequence

from attrs import frozen

from commkit import Conflict, FieldError, Invalid
from commkit_tournaments.brackets.records import DERIVED, How, Outcome, Stage
from commkit_tournaments.matches.records import OPEN_STATES, PlayState, Report, TournamentMatch
from commkit_tournaments.setup.records import EntrantId, Tournament

_MOST = 1_000_000
TABLES = (Stage.TABLE, Stage.GROUP)


def check_playable(match: TournamentMatch) -> None:
    """Check that a match waits for its sides.

    Raises:
        Conflict: A side is not known yet, or it has ended.
    """
    if match.state is PlayState.DONE:
        raise Conflict("tournaments.match_ended", "this match has ended; ask a judge where that is wrong")
    if match.state not in OPEN_STATES:
        raise Conflict(
            "tournaments.match_not_ready", "nobody can play this match yet; wait until both sides are known"
        )


def check_score(tournament: Tournament, match: TournamentMatch, home: int, away: int) -> None:
    """Check that a match can end so.

    Raises:
        Invalid: No match of so many games ends so, or it needs a winner.
    """
    if not (0 <= home <= _MOST and 0 <= away <= _MOST):
        raise Invalid.field(
            "home_score", "out_of_range", f"give 0 to {_MOST}", error_code="tournaments.bad_score"
        )
    if tournament.best_of > 1:
        needed = tournament.best_of // 2 + 1
        if max(home, away) != needed or home == away:
            raise Invalid.field(
                "home_score",
                "no_series",
                f"who wins {needed} games wins: give {needed} and a lower number",
                error_code="tournaments.bad_score",
            )
    elif home == away and not (tournament.draws and match.stage in TABLES):
        raise Invalid.field(
            "home_score",
            "draw",
            "somebody must win: give one side the higher score",
            error_code="tournaments.bad_score",
        )


def winner_by(match: TournamentMatch, home: int, away: int) -> EntrantId | None:
    """Who has won by a score; None for a draw."""
    return None if home == away else match.home if home > away else match.away


@frozen
class End:
    """How a match ends.

    Attributes:
        winner: Who wins; None for a draw, and where neither came.
        home_score: The score of the first side.
        away_score: The score of the second side.
        how: How it ends.
    """

    winner: EntrantId | None
    home_score: int = 0
    away_score: int = 0
    how: How = How.PLAYED


def said_by(match: TournamentMatch, report: Report) -> End:
    """The end of a match as a report has it."""
    if report.no_show:
        return End(report.entrant, how=How.NO_SHOW)
    winner = winner_by(match, report.home_score, report.away_score)
    return End(winner, report.home_score, report.away_score)


def agree(match: TournamentMatch, reports: Sequence[Report]) -> bool:
    """Whether both sides said, and said the same."""
    return len(reports) == 2 and said_by(match, reports[0]) == said_by(match, reports[1])


def is_decidable(match: TournamentMatch) -> bool:
    """Whether there is something to decide: both sides are known, and their match is needed."""
    return match.home is not None and match.away is not None and match.state is not PlayState.SKIPPED


def check_decision(match: TournamentMatch, end: End) -> None:
    """Check that a judge may decide so.

    Raises:
        Conflict: A side is not known yet, or nobody needs to play it.
        Invalid: The winner is no side, or one is needed, or is not allowed.
    """
    if not is_decidable(match):
        raise Conflict(
            "tournaments.match_not_ready", "nobody can play this match yet; wait until both sides are known"
        )
    faults = list(_decision_faults(match, end))
    if faults:
        raise Invalid(faults, code="tournaments.bad_decision")


def _decision_faults(match: TournamentMatch, end: End) -> Iterable[FieldError]:
    if end.winner is not None and end.winner not in match.sides:
        yield FieldError("winner", "no_side", "name one of the two sides")
    if end.winner is None and match.stage not in TABLES:
        yield FieldError("winner", "required", "somebody must go on: name one of the two sides")
    if end.how in DERIVED:
        yield FieldError("how", "derived", "give `played`, `forfeit`, `no_show`, `decision` or `absent`")
    if end.how is How.ABSENT and end.winner is not None:
        yield FieldError("how", "absent", "where neither came nobody wins: leave the winner out")
    if not all(0 <= score <= _MOST for score in (end.home_score, end.away_score)):
        yield FieldError("home_score", "out_of_range", f"give 0 to {_MOST}")
    elif end.how is How.PLAYED and end.winner != winner_by(match, end.home_score, end.away_score):
        yield FieldError("home_score", "other_winner", "give the winner the higher score")


def outcome_of(match: TournamentMatch, seeds: Mapping[EntrantId, int]) -> Outcome | None:
    """What the engine is told of a match; None where it has no result of its own."""
    if match.state is not PlayState.DONE or match.how is None or match.how in DERIVED:
        return None
    if match.home is None or match.away is None:
        return None
    return Outcome(
        sides=(seeds[match.home], seeds[match.away]),
        winner=None if match.winner is None else seeds[match.winner],
        scores=(match.home_score, match.away_score),
        how=match.how,
    )


def next_matches(matches: Sequence[TournamentMatch]) -> list[TournamentMatch]:
    """The open matches whose sides have no other open match before them: in a table one for each entrant, not all.

    Args:
        matches: The matches of a tournament, in their order.
    """
    busy: set[EntrantId | None] = set()
    found = []
    for match in matches:
        if match.state in OPEN_STATES:
            if busy.isdisjoint(match.sides):
                found.append(match)
            busy |= set(match.sides)
    return found
