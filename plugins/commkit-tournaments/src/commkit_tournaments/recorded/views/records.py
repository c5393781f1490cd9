"""What is computed from recorded games. Nothing of it is kept: it is counted whenever it is asked for."""

from datetime import datetime

from attrs import frozen

from commkit import MemberId
from commkit_tournaments.recorded.records import (
    RecordedSeries,
    RecordedTeamId,
    RecordedTournament,
    RecordedTournamentId,
)


@frozen
class RecordedTotals:
    """A recorded tournament in numbers.

    Attributes:
        tournament: The tournament; while `imported_at` is None its import has not come to the end of the file.
        games: Its games.
        undecided_games: Those of them that no team won by all of its rows while all others lost by theirs.
        series: Its series.
        teams: Its teams.
        players: Members who played in it.
        rows: The rows of the source that were taken: one for each player and game.
        win_rows: Those of them that say `won`.
        loss_rows: Those of them that say `lost`.
        unequal_games: Games with more rows of one kind than of the other.
        kills: All kills that the source names.
        deaths: All deaths that the source names.
        assists: All assists that the source names.
    """

    tournament: RecordedTournament
    games: int
    undecided_games: int
    series: int
    teams: int
    players: int
    rows: int
    win_rows: int
    loss_rows: int
    unequal_games: int
    kills: int
    deaths: int
    assists: int


@frozen
class SeriesSide:
    """A team in a series.

    Attributes:
        team: The team.
        name: What it is called.
        games_won: Decided games that it won.
        games_lost: Decided games that it lost.
        games: Games that it played.
    """

    team: RecordedTeamId
    name: str
    games_won: int
    games_lost: int
    games: int


@frozen
class SeriesLine:
    """A series with its result.

    Attributes:
        series: The series.
        sides: Its teams, the one with the most games won first, then by name.
        winner: Who won more games than any other; None where that is nobody.
        games: Games that were played.
        undecided: Games that nobody won for certain.
    """

    series: RecordedSeries
    sides: tuple[SeriesSide, ...]
    winner: RecordedTeamId | None
    games: int
    undecided: int


@frozen
class RecordedStanding:
    """Where a team stands in a group, or in a league.

    Attributes:
        place: The place, from 1; teams that nothing tells apart share it.
        team: The team.
        name: What it is called.
        series_won: Series won.
        series_lost: Series lost.
        series_undecided: Series without a winner.
        tie_breaks_won: Series won against those who stood alike.
        games_won: Games won; those of tie-breaks are not counted.
        games_lost: Games lost; those of tie-breaks are not counted.
    """

    place: int
    team: RecordedTeamId
    name: str
    series_won: int
    series_lost: int
    series_undecided: int
    tie_breaks_won: int
    games_won: int
    games_lost: int


@frozen
class RecordedTable:
    """The standings of a group; series that belong to no group or bracket are one table, as those of a league.

    Attributes:
        part: The group; empty for the league.
        lines: The teams, the best first.
    """

    part: str
    lines: tuple[RecordedStanding, ...]


@frozen
class RecordedBracket:
    """The matches of the brackets of a recorded tournament.

    Attributes:
        tournament: The tournament.
        matches: Its matches, by bracket, round and number.
        winner: Who won the last match of the finals, or of the only bracket; None where that is nobody.
        winner_name: What they are called; empty where that is nobody.
    """

    tournament: RecordedTournament
    matches: tuple[SeriesLine, ...]
    winner: RecordedTeamId | None
    winner_name: str


@frozen
class RosterLine:
    """A member in a team of a tournament.

    Attributes:
        team: The team.
        name: What it is called.
        member: The member.
        games: Games that they played for it there.
        won: Games that they won by their row.
        first_at: When the first of these games ended.
        last_at: When the last of them ended.
    """

    team: RecordedTeamId
    name: str
    member: MemberId
    games: int
    won: int
    first_at: datetime
    last_at: datetime


@frozen
class HistoryLine:
    """What a member played for one team in one tournament.

    Attributes:
        tournament: The tournament.
        title: What it is called.
        team: The team.
        name: What it is called.
        games: Games that they played for it there.
        won: Games that they won by their row.
        kills: Kills that the source names.
        deaths: Deaths that the source names.
        assists: Assists that the source names.
        first_at: When the first of these games ended.
        last_at: When the last of them ended.
    """

    tournament: RecordedTournamentId
    title: str
    team: RecordedTeamId
    name: str
    games: int
    won: int
    kills: int
    deaths: int
    assists: int
    first_at: datetime
    last_at: datetime
