"""The commands of those who organise a tournament."""

from datetime import datetime, timedelta
from typing import Annotated

from attrs import frozen

from commkit import Command, Text, TextCommand
from commkit_tournaments.brackets.records import Format
from commkit_tournaments.brackets.seeding.policy import Seeding
from commkit_tournaments.setup.records import EntrantId, Tournament, TournamentId

TitleText = Annotated[str, Text(max=200, multiline=False)]
NoteText = Annotated[str, Text(max=2_000, min=0)]
ReasonText = Annotated[str, Text(max=2_000)]
MapName = Annotated[str, Text(max=60, multiline=False)]


@frozen(kw_only=True)
class CreateTournament(TextCommand[Tournament]):
    """Make a tournament that members or teams enter.

    Attributes:
        title: What it is called.
        note: What entrants should know.
        format: How it is played.
        third_place: Whether those who lost the semi-finals of a single elimination play for the third place.
        reset: Whether who comes from the losers' bracket must win the grand final twice.
        rounds: Rounds of a Swiss tournament, up to 30; 0 for as many as leave one unbeaten.
        legs: How often everybody meets everybody in a table, 1 or 2.
        groups: How many groups, up to 64; 0 for groups of about four.
        advance: How many of each group go on, 1 to 16.
        playoff: The elimination after groups, `single` or `double`.
        team_size: Members of an entrant, 1 to 20.
        capacity: Entrants, at most; 2 to 300, and to 128 where everybody meets everybody.
        needs_check_in: Whether entrants must say that they are there before it starts.
        seeding: How entrants become seeds.
        protected: How many keep the seed of their rating, with `protected`.
        best_of: Games of a match, an odd number up to 9; 1 where a match has one score.
        draws: Whether matches of tables may be drawn.
        maps: Maps that sides ban and pick from: at least `best_of` of them, or none.
        report_within: How long the other side has to contradict a report, a minute to 30 days.
        late_until: The last round in which somebody may enter late, up to 30, of Swiss rounds and eliminations; 0 for
            nobody after the start.

    Raises:
        Invalid: Something is out of its range, or would mean nothing (`tournaments.bad_rules`).
    """

    permission = "tournaments.create"
    creates = True
    shown = ("title", "note", "maps")
    personal = ("title", "note")

    title: TitleText
    note: NoteText = ""
    format: Format = Format.SINGLE
    third_place: bool = False
    reset: bool = True
    rounds: int = 0
    legs: int = 1
    groups: int = 0
    advance: int = 2
    playoff: Format = Format.SINGLE
    team_size: int = 1
    capacity: int = 64
    needs_check_in: bool = False
    seeding: Seeding = Seeding.ENTRY
    protected: int = 0
    best_of: int = 1
    draws: bool = False
    maps: tuple[MapName, ...] = ()
    report_within: timedelta = timedelta(minutes=30)
    late_until: int = 0


@frozen
class OpenCheckIn(Command[Tournament]):
    """Ask entrants to say that they are there; others may still enter.

    Raises:
        Conflict: It needs no check-in, or is past that.
    """

    permission = "tournaments.run"

    tournament: TournamentId


@frozen
class SetSeeds(Command[Tournament]):
    """Say who is which seed, the best first; those who are left out stand behind, in the order of entry.

    Attributes:
        tournament: The tournament.
        entrants: The entrants; they are seeded so from now on, whatever was set.

    Raises:
        Conflict: It has started.
        Invalid: Somebody is named twice, or does not take part.
    """

    permission = "tournaments.run"

    tournament: TournamentId
    entrants: tuple[EntrantId, ...]


@frozen
class StartTournament(Command[Tournament]):
    """Give out the seeds, make the bracket, and tell those whose matches are ready.

    Raises:
        Conflict: It has started, check-in was not opened, or nobody takes part.
    """

    permission = "tournaments.run"

    tournament: TournamentId


@frozen(kw_only=True)
class PlanMatches(Command[int]):
    """Give all matches that are still to be played a time and a station; a plan before is replaced.

    Attributes:
        tournament: The tournament.
        starts_at: When the first match may begin; at most ten years ahead.
        stations: How many matches may be played at once, 1 to 200.
        length: How long a match and its change take, a minute to 30 days.
        pause: How long everybody rests at least between two matches, up to 30 days.

    Returns:
        How many matches have a time now.

    Raises:
        Conflict: It is not running.
        Invalid: A number is out of its range.
    """

    permission = "tournaments.run"

    tournament: TournamentId
    starts_at: datetime
    stations: int = 1
    length: timedelta = timedelta(minutes=30)
    pause: timedelta = timedelta()


@frozen
class CancelTournament(TextCommand[Tournament]):
    """Call a tournament off, with a reason that entrants read.

    Raises:
        Conflict: It is over.
    """

    permission = "tournaments.run"
    shown = ("reason",)
    personal = ("reason",)

    tournament: TournamentId
    reason: ReasonText
