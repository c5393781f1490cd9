"""How recorded tournaments are read; every number is counted from the games."""

from collections import defaultdict
from uuid import UUID

from commkit import Context, Page
from commkit.members import Membership
from commkit.storage import FIRST_ID, keyset, page_size
from commkit_tournaments.feature import tournament_feature
from commkit_tournaments.recorded.records import (
    RecordedSeries,
    RecordedTeamId,
    RecordedTournament,
    RecordedTournamentId,
)
from commkit_tournaments.recorded.views import statements as sql
from commkit_tournaments.recorded.views.messages import (
    ListRecordedSeries,
    ListRecordedTournaments,
    ReadPlayingHistory,
    ReadRecordedBracket,
    ReadRecordedRosters,
    ReadRecordedStandings,
    ReadRecordedTotals,
)
from commkit_tournaments.recorded.views.policy import bracket_of, last_match, line_of, tables_of
from commkit_tournaments.recorded.views.records import (
    HistoryLine,
    RecordedBracket,
    RecordedTable,
    RecordedTotals,
    RosterLine,
    SeriesLine,
    SeriesSide,
)
from commkit_tournaments.tables import recorded_tournament

_BY_ID = keyset(UUID, of="tournaments.recorded_series")


@tournament_feature.loads(RecordedTournament, table=recorded_tournament)
def fetch_recorded_tournament(context: Context, id: RecordedTournamentId) -> RecordedTournament | None:
    """Load a recorded tournament that the actor may see."""
    return context.one(sql.ONE, id=id)


@tournament_feature.handles(ListRecordedTournaments)
def list_recorded_tournaments(context: Context, query: ListRecordedTournaments) -> Page[RecordedTournament]:
    """A page in one statement."""
    return sql.ROWS.read_page(context, after=query.after, limit=query.limit)


@tournament_feature.handles(ReadRecordedTotals)
def read_recorded_totals(context: Context, query: ReadRecordedTotals) -> RecordedTotals:
    """Load it, and count in four statements."""
    held = context.get(RecordedTournament, query.tournament)
    ((games, undecided, series),) = context.rows(sql.GAMES, tournament=held.id)
    ((teams, wins, losses),) = context.rows(sql.SIDES, tournament=held.id)
    ((unequal,),) = context.rows(sql.UNEQUAL, tournament=held.id)
    ((players, kills, deaths, assists),) = context.rows(sql.APPEARANCES, tournament=held.id)
    return RecordedTotals(
        tournament=held,
        games=games,
        undecided_games=undecided,
        series=series,
        teams=teams,
        players=players,
        rows=int(wins) + int(losses),
        win_rows=int(wins),
        loss_rows=int(losses),
        unequal_games=unequal,
        kills=int(kills),
        deaths=int(deaths),
        assists=int(assists),
    )


@tournament_feature.handles(ListRecordedSeries)
def list_recorded_series(context: Context, query: ListRecordedSeries) -> Page[SeriesLine]:
    """Load the tournament, a page of series, and the games of these in two statements."""
    held = context.get(RecordedTournament, query.tournament)
    limit, keyed = page_size(query.limit), _BY_ID.within(query.tournament)
    (after,) = keyed.decode(query.after, default=(FIRST_ID,))
    found = context.rows(sql.SERIES_PAGE, tournament=held.id, after=after, size=limit + 1)
    ids = [each.id for each in found]
    lines = _lines(
        found,
        context.rows(sql.SERIES_SIDES_OF, tournament=held.id, series=ids) if ids else [],
        context.rows(sql.SERIES_GAMES_OF, tournament=held.id, series=ids) if ids else [],
    )
    return keyed.page(lines, limit, lambda line: (line.series.id,))


def _lines(
    found: list[RecordedSeries],
    sides: list[tuple[UUID, RecordedTeamId, str, int, int, int]],
    games: list[tuple[UUID, int, int]],
) -> list[SeriesLine]:
    by_series: dict[UUID, list[SeriesSide]] = defaultdict(list)
    for series, team, name, won, lost, played in sides:
        by_series[series].append(SeriesSide(team, name, int(won), int(lost), played))
    counts = {series: (played, undecided) for series, played, undecided in games}
    return [line_of(each, by_series[each.id], *counts.get(each.id, (0, 0))) for each in found]


def _all_lines(context: Context, held: RecordedTournament) -> list[SeriesLine]:
    return _lines(
        context.rows(sql.SERIES, tournament=held.id),
        context.rows(sql.SERIES_SIDES, tournament=held.id),
        context.rows(sql.SERIES_GAMES, tournament=held.id),
    )


@tournament_feature.handles(ReadRecordedStandings)
def read_recorded_standings(context: Context, query: ReadRecordedStandings) -> tuple[RecordedTable, ...]:
    """Load the tournament, and its series in three statements."""
    return tables_of(_all_lines(context, context.get(RecordedTournament, query.tournament)))


@tournament_feature.handles(ReadRecordedBracket)
def read_recorded_bracket(context: Context, query: ReadRecordedBracket) -> RecordedBracket:
    """Load the tournament, and its series in three statements."""
    held = context.get(RecordedTournament, query.tournament)
    matches = bracket_of(_all_lines(context, held))
    last = last_match(matches)
    if last is None or last.winner is None:
        return RecordedBracket(held, matches, None, "")
    return RecordedBracket(held, matches, last.winner, last.sides[0].name)


@tournament_feature.handles(ReadRecordedRosters)
def read_recorded_rosters(context: Context, query: ReadRecordedRosters) -> tuple[RosterLine, ...]:
    """Load the tournament, and count the games of everybody."""
    held = context.get(RecordedTournament, query.tournament)
    rows = context.rows(sql.ROSTERS, tournament=held.id)
    return tuple(
        RosterLine(team, name, member, games, int(won), first, last)
        for team, name, member, games, won, first, last in rows
    )


@tournament_feature.handles(ReadPlayingHistory)
def read_playing_history(context: Context, query: ReadPlayingHistory) -> tuple[HistoryLine, ...]:
    """Load the member, and count their games, by tournament and team."""
    member = context.get(Membership, query.member).id
    return tuple(
        HistoryLine(
            tournament, title, team, name, games, int(won), int(kills), int(deaths), int(assists), first, last
        )
        for tournament, title, team, name, games, won, kills, deaths, assists, first, last in context.rows(
            sql.HISTORY, member=member
        )
    )
