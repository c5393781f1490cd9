"""A tournament."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Annotated, NewType
from uuid import UUID

from attrs import frozen

from commkit import MemberId
from commkit.storage import Person, Personal
from commkit_tournaments.brackets.records import Format, Rules
from commkit_tournaments.brackets.seeding.policy import Seeding

TournamentId = NewType("TournamentId", UUID)
"""The id of a tournament; its order is the order of time."""
EntrantId = NewType("EntrantId", UUID)
"""The id of an entrant: a member or a team in a tournament; its order is the order of time."""

Title = Annotated[str, Personal(of="organiser", max=200, multiline=False)]
Note = Annotated[str, Personal(of="organiser", max=2_000, min=0)]

CancelReason = Annotated[str, Personal(of="cancelled_by", max=2_000, min=0)]


class TournamentState(StrEnum):
    """How far a tournament is."""

    OPEN = "open"
    """Entrants enter."""
    CHECK_IN = "check_in"
    """Entrants say that they are there; others may still enter."""
    RUNNING = "running"
    """It is played."""
    FINISHED = "finished"
    """It has a winner."""
    CANCELLED = "cancelled"
    """It was called off."""


@frozen
class Tournament:
    """A tournament of members or teams.

    Attributes:
        id: Its id.
        organiser: Who made it; with stewards its judges.
        title: What it is called.
        note: What entrants should know.
        format: How it is played.
        third_place: Whether those who lost the semi-finals play for the third place.
        reset: Whether who comes from the losers' bracket must win the grand final twice.
        rounds: Rounds of a Swiss tournament; 0 until it starts for as many as leave one unbeaten.
        legs: How often everybody meets everybody in a table.
        groups: How many groups; 0 for groups of about four.
        advance: How many of each group go on.
        playoff: The elimination after groups.
        team_size: Members of an entrant; 1 for tournaments of single members.
        capacity: Entrants, at most.
        needs_check_in: Whether entrants must say that they are there before it starts.
        seeding: How entrants become seeds.
        protected: How many keep the seed of their rating.
        best_of: Games of a match, at most.
        draws: Whether matches of tables may be drawn.
        maps: Maps that sides ban and pick from; none where nothing is picked.
        report_within: How long the other side has to contradict a report.
        late_until: The last round in which somebody may enter late; 0 for nobody after the start.
        state: How far it is.
        created_at: When it was made.
        started_at: When it started; None before.
        ended_at: When it was finished or cancelled; None before.
        winner: Who has won; None before.
        cancelled_by: Who called it off; None where nobody or the host did.
        cancel_reason: Why it was called off; empty where it was not.
    """

    id: TournamentId
    organiser: Annotated[MemberId, Person()]
    title: Title
    note: Note
    format: Format
    third_place: bool
    reset: bool
    rounds: int
    legs: int
    groups: int
    advance: int
    playoff: Format
    team_size: int
    capacity: int
    needs_check_in: bool
    seeding: Seeding
    protected: int
    best_of: int
    draws: bool
    maps: tuple[str, ...]
    report_within: timedelta
    late_until: int
    state: TournamentState
    created_at: datetime
    started_at: datetime | None
    ended_at: datetime | None
    winner: EntrantId | None
    cancelled_by: Annotated[MemberId | None, Person(owns=False)] = None
    cancel_reason: CancelReason = ""

    @property
    def rules(self) -> Rules:
        """What the engine plays it by."""
        return Rules(
            format=self.format,
            third_place=self.third_place,
            reset=self.reset,
            rounds=self.rounds,
            legs=self.legs,
            groups=self.groups,
            advance=self.advance,
            playoff=self.playoff,
        )
