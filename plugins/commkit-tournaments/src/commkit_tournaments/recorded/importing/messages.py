"""The import commands. Each imports one batch, in one transaction, and may be sent again: nothing is imported twice."""

from datetime import datetime
from typing import Annotated

from attrs import frozen

from commkit import Command, Items, Text
from commkit.importers import ImportResult
from commkit_tournaments.recorded.importing.records import ExternalGame, StoredTournament
from commkit_tournaments.recorded.records import RecordedTournamentId

MANY = Items(max=10_000)
"""The most games of a batch."""
Source = Annotated[str, Text(max=100, multiline=False)]


@frozen(kw_only=True)
class ImportRecordedTournament(Command[StoredTournament]):
    """Import a tournament that was played elsewhere; where one of that source is there already, it stays as it is.

    Attributes:
        source: The name of the file, behind the name of the source.
        title: What it is called.
        started_at: When its first game ended.
        ended_at: When its last game ended.
    """

    permission = "tournaments.import"
    host_only = True
    personal = ()

    source: Source
    title: Annotated[str, Text(max=200, multiline=False)]
    started_at: datetime
    ended_at: datetime


@frozen(kw_only=True)
class ImportRecordedGames(Command[ImportResult]):
    """Import games of a recorded tournament, each with all of its rows or not at all; the result counts rows.

    Attributes:
        tournament: The tournament, which was imported.
        source: The name of the source, by which players were imported as members, and teams are told apart.
        games: The games.
        last: Whether the file ends with them.

    Raises:
        NotFound: There is no such recorded tournament.
    """

    permission = "tournaments.import"
    max_text = None
    host_only = True
    personal = ("games",)

    tournament: RecordedTournamentId
    source: Source
    games: Annotated[tuple[ExternalGame, ...], MANY]
    last: bool
