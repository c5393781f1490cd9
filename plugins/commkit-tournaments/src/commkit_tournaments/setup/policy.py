"""The rules of setting a tournament up; no database."""

from datetime import datetime, timedelta

from commkit import Conflict, FieldError, Invalid
from commkit.explaining import TraceStep
from commkit_tournaments.brackets.records import Format, Rules
from commkit_tournaments.brackets.seeding.policy import Seeding
from commkit_tournaments.setup.messages import CreateTournament, PlanMatches
from commkit_tournaments.setup.records import Tournament, TournamentState

_LONGEST = timedelta(days=30)
BEFORE_START = (TournamentState.OPEN, TournamentState.CHECK_IN)
"""The states of a tournament that has not started."""
_LATEST_START = timedelta(days=3_653)
_MOST = 300
_MOST_IN_TABLE = 128
"""Entrants who all meet each other: 8,128 matches."""


def rules_of(command: CreateTournament) -> Rules:
    """The rules that a command asks for.

    Raises:
        Invalid: Something is out of its range, or would mean nothing (`tournaments.bad_rules`).
    """
    rules = Rules(
        format=command.format,
        third_place=command.third_place,
        reset=command.reset,
        rounds=command.rounds,
        legs=command.legs,
        groups=command.groups,
        advance=command.advance,
        playoff=command.playoff,
    )
    most = _MOST_IN_TABLE if command.format is Format.ROUND_ROBIN else _MOST
    ranges = {
        "team_size": (1, 20),
        "capacity": (2, most),
        "protected": (0, _MOST),
        "best_of": (1, 9),
        "late_until": (0, 30),
    }
    faults = [
        FieldError(name, "out_of_range", f"give {low} to {high}")
        for name, (low, high) in ranges.items()
        if not low <= getattr(command, name) <= high
    ]
    if not timedelta(minutes=1) <= command.report_within <= _LONGEST:
        faults.append(FieldError("report_within", "out_of_range", "give a minute to 30 days"))
    faults += _meaningless(command)
    if faults:
        raise Invalid(faults, code="tournaments.bad_rules")
    return rules


def _meaningless(command: CreateTournament) -> list[FieldError]:
    """What would be ignored."""
    faults = []
    tables = command.format in (Format.ROUND_ROBIN, Format.SWISS, Format.GROUPS)
    if command.best_of % 2 == 0:
        faults.append(FieldError("best_of", "even", "give an odd number, so that somebody wins"))
    if command.draws and not tables:
        faults.append(FieldError("draws", "elimination", "somebody must go on: leave it out"))
    if command.draws and command.best_of > 1:
        faults.append(FieldError("draws", "best_of", "a match of several games has a winner: leave it out"))
    faults += _faults_of_maps(command)
    faults += _faults_of_format(command)
    if command.groups and command.capacity > command.groups * _MOST_IN_TABLE:
        faults.append(
            FieldError("groups", "too_few", f"let groups be of {_MOST_IN_TABLE} at most: give more groups")
        )
    if command.third_place and command.format in (Format.ROUND_ROBIN, Format.SWISS):
        faults.append(FieldError("third_place", "table", "the standings have a third: leave it out"))
    if bool(command.protected) is not (command.seeding is Seeding.PROTECTED):
        faults.append(FieldError("protected", "seeding", "say how many with `protected`, and only there"))
    return faults


def _faults_of_format(command: CreateTournament) -> list[FieldError]:
    """What is given that only other formats have."""
    groups, usual = command.format is Format.GROUPS, Rules()
    doubles = Format.DOUBLE in (command.format, command.playoff)
    faults = []
    if command.rounds and command.format is not Format.SWISS:
        faults.append(FieldError("rounds", "not_swiss", "only Swiss tournaments have them: leave it out"))
    faults += [
        FieldError(name, "no_groups", "set the format to `groups`, or leave it out")
        for name in ("groups", "advance", "playoff")
        if not groups and getattr(command, name) != getattr(usual, name)
    ]
    if command.legs != usual.legs and not (groups or command.format is Format.ROUND_ROBIN):
        faults.append(FieldError("legs", "no_table", "only round robins and groups have them: leave it out"))
    if command.late_until and (groups or command.format is Format.ROUND_ROBIN):
        faults.append(FieldError("late_until", "table", "nobody joins a table that is played: leave it out"))
    if command.reset != usual.reset and not doubles:
        faults.append(FieldError("reset", "not_double", "only a double elimination has it: leave it out"))
    return faults


def _faults_of_maps(command: CreateTournament) -> list[FieldError]:
    faults = []
    if command.maps and len(set(command.maps)) < len(command.maps):
        faults.append(FieldError("maps", "twice", "name each map once"))
    if command.maps and len(set(command.maps)) < command.best_of:
        faults.append(
            FieldError("maps", "too_few", "name as many maps as games are played, at least; or none")
        )
    return faults


def check_plan(command: PlanMatches, now: datetime) -> None:
    """Check the times and the numbers of a plan.

    Args:
        command: The plan.
        now: The time of now.

    Raises:
        Invalid: One is out of its range.
    """
    faults = []
    if command.starts_at > now + _LATEST_START:
        faults.append(FieldError("starts_at", "out_of_range", "give a time of the next ten years"))
    if not 1 <= command.stations <= 200:
        faults.append(FieldError("stations", "out_of_range", "give 1 to 200"))
    if not timedelta(minutes=1) <= command.length <= _LONGEST:
        faults.append(FieldError("length", "out_of_range", "give a minute to 30 days"))
    if not timedelta() <= command.pause <= _LONGEST:
        faults.append(FieldError("pause", "out_of_range", "give up to 30 days"))
    if faults:
        raise Invalid(faults)


def state_step(tournament: Tournament, *states: TournamentState) -> TraceStep:
    """How far a tournament must be, for explanations; what `check_state` checks.

    Args:
        tournament: The tournament.
        states: The states that will do.
    """
    wanted = " or ".join(state.replace("_", " ") for state in states)
    is_there = tournament.state in states
    return TraceStep(
        f"the tournament is {wanted}",
        is_there,
        "" if is_there else f"it is {tournament.state.replace('_', ' ')}",
    )


def check_state(tournament: Tournament, *states: TournamentState) -> None:
    """Check how far a tournament is.

    Raises:
        Conflict: It is in none of these states.
    """
    if tournament.state not in states:
        raise Conflict(
            "tournaments.wrong_state",
            f"the tournament is {tournament.state.replace('_', ' ')} now; read it again",
            state=tournament.state.value,
        )
