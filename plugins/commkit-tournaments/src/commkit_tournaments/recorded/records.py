"""A tournament that was played elsewhere: its series, teams and games, and who played in them."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, NewType
from uuid import UUID

from attrs import frozen

from commkit import MemberId
from commkit.storage import Person, Plain

RecordedTournamentId = NewType("RecordedTournamentId", UUID)
"""The id of a recorded tournament; its order is the order in which tournaments began."""
RecordedSeriesId = NewType("RecordedSeriesId", UUID)
"""The id of a series of a recorded tournament; its order is the order of its first games."""
RecordedTeamId = NewType("RecordedTeamId", UUID)
"""The id of a team of recorded tournaments."""
RecordedGameId = NewType("RecordedGameId", UUID)
"""The id of a recorded game; its order is the order in which games ended."""

SourceName = Annotated[str, Plain(max=100, multiline=False)]
TeamWords = Annotated[str, Plain(max=100, multiline=False)]
ExternalGameId = Annotated[str, Plain(max=100, multiline=False)]
"""An id at the source: a text, whatever it looks like, so that no digit of it is lost."""
Words = Annotated[str, Plain(max=100, min=0, multiline=False)]


class RecordedStage(StrEnum):
    """What part of a tournament a series belongs to, as its name at the source says."""

    GROUP = "group"
    """A match of a group, or pool."""
    TIE_BREAK = "tie_break"
    """A match between those who stood alike in a group."""
    BRACKET = "bracket"
    """A match of a bracket."""
    OTHER = "other"
    """Another one, such as a match of a league."""


class SideResult(StrEnum):
    """What the rows of a team say about a game."""

    WON = "won"
    """All of them say that it won."""
    LOST = "lost"
    """All of them say that it lost."""
    UNCLEAR = "unclear"
    """They contradict each other."""


@frozen
class RecordedTournament:
    """A tournament that was played elsewhere.

    Attributes:
        id: Its id.
        source: The name of the file it comes from, behind the name of the source; nothing of one is imported twice.
        title: What it is called.
        started_at: When its first game ended.
        ended_at: When its last game ended.
        imported_at: When its import came to the end of the file; None while it is not whole.
    """

    id: RecordedTournamentId
    source: SourceName
    title: Annotated[str, Plain(max=200, multiline=False)]
    started_at: datetime
    ended_at: datetime
    imported_at: datetime | None


@frozen
class RecordedSeries:
    """Games between the same teams in one place of a tournament.

    Attributes:
        id: Its id.
        tournament: The tournament.
        external_id: Its name at the source.
        stage: What part of the tournament it belongs to.
        part: Which group, or which bracket; empty where its name says none.
        round: The round of a bracket, from 1; 0 where its name says none.
        number: Its number in there, as its name says it.
    """

    id: RecordedSeriesId
    tournament: RecordedTournamentId
    external_id: ExternalGameId
    stage: RecordedStage
    part: Words
    round: int
    number: int


@frozen
class RecordedTeam:
    """A team, in all tournaments of one source.

    Attributes:
        id: Its id.
        source: The name of the source.
        name: Its name there; who is renamed is another team, unless the import is told that they are the same.
    """

    id: RecordedTeamId
    source: SourceName
    name: TeamWords


@frozen
class RecordedGame:
    """A game of a series.

    Attributes:
        id: Its id.
        tournament: The tournament.
        series: The series.
        external_id: Its id at the source.
        ended_at: When it ended.
        seconds: How long it took; None where the source does not say.
        mode: What was played; empty where the source does not say.
        map: Where; empty where the source does not say.
        decided: Whether one team won by all of its rows, and all others lost by all of theirs.
    """

    id: RecordedGameId
    tournament: RecordedTournamentId
    series: RecordedSeriesId
    external_id: ExternalGameId
    ended_at: datetime
    seconds: int | None
    mode: Words
    map: Words
    decided: bool


@frozen
class RecordedSide:
    """A team in a game.

    Attributes:
        game: The game.
        team: The team.
        tournament: The tournament.
        series: The series.
        result: What its rows say.
        score: Its score; None where the source has none, or several.
        win_rows: Rows that say that it won.
        loss_rows: Rows that say that it lost.
        won: 1 where it won a game that is decided, else 0.
        lost: 1 where it lost a game that is decided, else 0.
    """

    game: RecordedGameId
    team: RecordedTeamId
    tournament: RecordedTournamentId
    series: RecordedSeriesId
    result: SideResult
    score: int | None
    win_rows: int
    loss_rows: int
    won: int
    lost: int


@frozen
class RecordedAppearance:
    """A member in a game: one row of the source.

    Attributes:
        game: The game.
        member: Who played.
        tournament: The tournament.
        team: The team they played for in this game.
        ended_at: When the game ended.
        won: 1 where the row says that they won, else 0.
        kills: Kills; None where the source does not say.
        deaths: Deaths; None where the source does not say.
        assists: Assists; None where the source does not say.
    """

    game: RecordedGameId
    member: Annotated[MemberId, Person()]
    tournament: RecordedTournamentId
    team: RecordedTeamId
    ended_at: datetime
    won: int
    kills: int | None
    deaths: int | None
    assists: int | None
