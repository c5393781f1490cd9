"""A match, what its sides and its judges say of it."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, NewType
from uuid import UUID

from attrs import frozen

from commkit import MemberId
from commkit.storage import Person, Personal, Plain
from commkit_tournaments.brackets.records import How, Stage
from commkit_tournaments.brackets.vetoes.policy import VetoAction
from commkit_tournaments.setup.records import EntrantId, TournamentId

TournamentMatchId = NewType("TournamentMatchId", UUID)
"""The id of a match."""
EvidenceId = NewType("EvidenceId", UUID)
"""The id of a piece of evidence; its order is the order of time."""
DecisionId = NewType("DecisionId", UUID)
"""The id of a decision."""


class PlayState(StrEnum):
    """How far a match is."""

    WAITING = "waiting"
    """A side is not known yet."""
    READY = "ready"
    """It can be played."""
    REPORTED = "reported"
    """One side said how it ended; it stands unless the other one contradicts in time."""
    DISPUTED = "disputed"
    """The sides say different things: they agree, or a judge decides."""
    DONE = "done"
    """It has an outcome."""
    BYE = "bye"
    """There is at most one side; nobody plays."""
    SKIPPED = "skipped"
    """It is not needed."""


OPEN_STATES = (PlayState.READY, PlayState.REPORTED, PlayState.DISPUTED)
"""The states of a match that waits for its sides or for a judge."""


@frozen
class TournamentMatch:
    """A match of a tournament.

    Attributes:
        id: Its id.
        tournament: The tournament.
        key: Its key in the bracket, such as `W2-1`.
        place: Its place in an order in which all matches can be played.
        stage: The part of the tournament.
        round: The round of that part, from 1.
        number: The number in the round, from 1.
        home: The first side; None where it is not known yet, and for nobody.
        away: The second side; None where it is not known yet, and for nobody.
        state: How far it is.
        winner: Who goes on; None while that is open, and after a draw.
        home_score: Games, goals or points of the first side.
        away_score: Games, goals or points of the second side.
        how: How it ended; None while it has not.
        ready_at: When both sides were known; None before.
        due_at: When a report of one side stands; None where there is none.
        ended_at: When it ended; None before.
        station: Where it is played; None where that is not planned.
        starts_at: When it is to begin; None where that is not planned.
    """

    id: TournamentMatchId
    tournament: TournamentId
    key: Annotated[str, Plain(max=20, multiline=False)]
    place: int
    stage: Stage
    round: int
    number: int
    home: EntrantId | None
    away: EntrantId | None
    state: PlayState
    winner: EntrantId | None
    home_score: int
    away_score: int
    how: How | None
    ready_at: datetime | None
    due_at: datetime | None
    ended_at: datetime | None
    station: int | None
    starts_at: datetime | None

    @property
    def sides(self) -> tuple[EntrantId | None, EntrantId | None]:
        """Both sides."""
        return (self.home, self.away)


@frozen
class Report:
    """What a side says how a match ended.

    Attributes:
        match: The match.
        entrant: The side.
        reporter: Who said so.
        home_score: The score of the first side.
        away_score: The score of the second side.
        no_show: Whether it says that the other side did not come.
        at: When.
    """

    match: TournamentMatchId
    entrant: EntrantId
    reporter: Annotated[MemberId, Person()]
    home_score: int
    away_score: int
    no_show: bool
    at: datetime


@frozen
class Evidence:
    """What somebody brings forward about a match, for its judge.

    Attributes:
        id: Its id.
        match: The match.
        author: Who.
        text: What they say; it may hold addresses of pictures and recordings.
        at: When.
    """

    id: EvidenceId
    match: TournamentMatchId
    author: Annotated[MemberId, Person()]
    text: Annotated[str, Personal(of="author", max=4_000)]
    at: datetime


@frozen
class Decision:
    """A judge's decision about a match: of a dispute, or instead of a result.

    Attributes:
        id: Its id.
        match: The match.
        number: Which decision about the match it is, from 1; the last one stands.
        judge: Who decided; None for the host.
        reason: Why.
        before_winner: Who had won; None where nobody had.
        before_home: The score of the first side before.
        before_away: The score of the second side before.
        was: The state of the match before.
        winner: Who has won; None for a draw, and where neither came.
        home_score: The score of the first side.
        away_score: The score of the second side.
        how: How it ended.
        at: When.
    """

    id: DecisionId
    match: TournamentMatchId
    number: int
    judge: Annotated[MemberId | None, Person(owns=False)]
    reason: Annotated[str, Personal(of="judge", max=2_000)]
    before_winner: EntrantId | None
    before_home: int
    before_away: int
    was: PlayState
    winner: EntrantId | None
    home_score: int
    away_score: int
    how: How
    at: datetime


@frozen
class MapChoice:
    """A map that a side banned or picked.

    Attributes:
        match: The match.
        number: The turn, from 1.
        entrant: The side.
        action: What it did.
        map: The map.
        member: Who chose.
        at: When.
    """

    match: TournamentMatchId
    number: int
    entrant: EntrantId
    action: VetoAction
    map: Annotated[str, Plain(max=60, multiline=False)]
    member: Annotated[MemberId, Person()]
    at: datetime


@frozen
class MatchPage:
    """A match with all that is said about it.

    Attributes:
        match: The match.
        choices: What was banned and picked, in turn.
        next_side: Whose turn it is to ban or pick; None where nothing is left to choose.
        maps: The maps that are played, in this order, as far as they are known.
        reports: What its sides said; for its players and judges.
        evidence: What was brought forward; for its players and judges.
        decisions: What judges decided, and why; the oldest first.
        may: The outside names of the commands that the reader may send about the match now.
    """

    match: TournamentMatch
    choices: tuple[MapChoice, ...]
    next_side: EntrantId | None
    maps: tuple[str, ...]
    reports: tuple[Report, ...]
    evidence: tuple[Evidence, ...]
    decisions: tuple[Decision, ...]
    may: frozenset[str]
