"""What is imported: games of another system, with their sides and players."""

from datetime import datetime
from typing import Annotated

from attrs import frozen

from commkit import Items, Text
from commkit_tournaments.recorded.records import (
    ExternalGameId,
    RecordedTournamentId,
    TeamWords,
    Words,
)

PlayerId = Annotated[str, Text(max=40, multiline=False)]
"""The id of a player at the source, by which they were imported as a member."""
MOST_PLAYERS = 100
"""The most players of a game, so that a column of the wrong kind does not make one game of everything."""


@frozen(kw_only=True)
class ExternalPlayer:
    """A row of the source: a player in a game.

    Attributes:
        player: The id of the player at the source.
        won: Whether the row says that they won; else it says that they lost.
        kills: Kills; None where the source does not say.
        deaths: Deaths; None where the source does not say.
        assists: Assists; None where the source does not say.
    """

    player: PlayerId
    won: bool
    kills: int | None
    deaths: int | None
    assists: int | None


@frozen(kw_only=True)
class ExternalSide:
    """A team in a game.

    Attributes:
        team: Its name.
        score: Its score; None where the source has none, or several.
        players: Who played for it.
    """

    team: TeamWords
    score: int | None
    players: Annotated[tuple[ExternalPlayer, ...], Items(max=MOST_PLAYERS)]


@frozen(kw_only=True)
class ExternalGame:
    """A game, with all of its rows.

    Attributes:
        external_id: Its id at the source.
        series: The name of its series at the source.
        ended_at: When it ended.
        seconds: How long it took; None where the source does not say.
        mode: What was played; empty where the source does not say.
        map: Where; empty where the source does not say.
        sides: Its teams.
    """

    external_id: ExternalGameId
    series: ExternalGameId
    ended_at: datetime
    seconds: int | None
    mode: Words
    map: Words
    sides: Annotated[tuple[ExternalSide, ...], Items(max=MOST_PLAYERS)]


@frozen
class StoredTournament:
    """A recorded tournament that was imported.

    Attributes:
        tournament: Its id.
        created: Whether this import created it.
    """

    tournament: RecordedTournamentId
    created: bool


@frozen
class ImportFinding:
    """Something about a line of a file that whoever imports should know.

    Attributes:
        file: The file.
        line: The line, from 1; 0 where it is about the whole file.
        reason: What it is.
        detail: The value or the names that it is about.
        skipped: Whether the row was not taken.
    """

    file: str
    line: int
    reason: str
    detail: str
    skipped: bool
