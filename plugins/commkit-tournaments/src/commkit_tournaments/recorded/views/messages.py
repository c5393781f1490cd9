"""The queries about recorded tournaments."""

from attrs import field, frozen

from commkit import MemberId, Page, Query
from commkit_tournaments.recorded.records import RecordedTournament, RecordedTournamentId
from commkit_tournaments.recorded.views.records import (
    HistoryLine,
    RecordedBracket,
    RecordedTable,
    RecordedTotals,
    RosterLine,
    SeriesLine,
)


@frozen
class ListRecordedTournaments(Query[Page[RecordedTournament]]):
    """All recorded tournaments, the latest first.

    Attributes:
        after: The `next` of the page before.
        limit: Tournaments on a page, 1 to 100.
    """

    permission = "tournaments.read"
    granted_to = "visitor"
    personal = ()

    after: str | None = None
    limit: int = 20


@frozen
class ReadRecordedTotals(Query[RecordedTotals]):
    """A recorded tournament in numbers."""

    permission = "tournaments.read"
    granted_to = "visitor"

    tournament: RecordedTournamentId


@frozen
class ListRecordedSeries(Query[Page[SeriesLine]]):
    """The series of a recorded tournament with their results, in the order of their first games.

    Attributes:
        tournament: The tournament.
        after: The `next` of the page before.
        limit: Series on a page, 1 to 100.
    """

    permission = "tournaments.read"
    granted_to = "visitor"
    personal = ()

    tournament: RecordedTournamentId
    after: str | None = field(default=None, kw_only=True)
    limit: int = field(default=20, kw_only=True)


@frozen
class ReadRecordedStandings(Query[tuple[RecordedTable, ...]]):
    """The standings of the groups of a recorded tournament, and of its league, by the name of the group."""

    permission = "tournaments.read"
    granted_to = "visitor"

    tournament: RecordedTournamentId


@frozen
class ReadRecordedBracket(Query[RecordedBracket]):
    """The matches of the brackets of a recorded tournament, and who won it."""

    permission = "tournaments.read"
    granted_to = "visitor"

    tournament: RecordedTournamentId


@frozen
class ReadRecordedRosters(Query[tuple[RosterLine, ...]]):
    """Who played for which team of a recorded tournament, by team; who changed the team is in both."""

    permission = "tournaments.read"
    granted_to = "visitor"

    tournament: RecordedTournamentId


@frozen
class ReadPlayingHistory(Query[tuple[HistoryLine, ...]]):
    """What a member played in recorded tournaments, for each tournament and team, the latest first; at most 1,000."""

    permission = "tournaments.read"
    granted_to = "visitor"

    member: MemberId
