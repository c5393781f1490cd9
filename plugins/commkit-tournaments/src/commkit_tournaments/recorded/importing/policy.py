"""How a table of matches is read: one row for each player and game; no database.

The format is that of the Call of Duty World League: a game has the rows of all of its players, each with the team, and
`W` or `L`. What rows say is kept as it is: where they contradict each other, it is found and told, and nobody wins.
"""

import csv
import gzip
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from io import BytesIO, TextIOWrapper

from attrs import define, field

from commkit import Invalid
from commkit_tournaments.recorded.importing.records import (
    MOST_PLAYERS,
    ExternalGame,
    ExternalPlayer,
    ExternalSide,
    ImportFinding,
)
from commkit_tournaments.recorded.importing.rows.policy import (
    Columns,
    Row,
    RowRejected,
    columns_of,
    row_of,
)

MAX_BYTES = 64 * 1024 * 1024
"""Bytes of a table at most, unpacked."""
MOST_SERIES = 5_000
"""Series of a table at most: a tournament is read as a whole."""
MOST_FINDINGS = 1_000
"""Findings of a table that are told with their lines; all of them are counted."""


@define
class ReadTable:
    """What was read of a table.

    Attributes:
        file: Its name.
        columns: Its columns.
        rows: How many rows it has.
        games: The games by their ids, in the order of time.
        skipped: Rows that are skipped, by reason.
        findings: The first findings, with their lines.
        reasons: All findings, by reason.
        renamed: Rows whose team is called by another name.
    """

    file: str
    columns: Columns
    rows: int = 0
    games: list[ExternalGame] = field(factory=list)
    skipped: Counter[str] = field(factory=Counter)
    findings: list[ImportFinding] = field(factory=list)
    reasons: Counter[str] = field(factory=Counter)
    renamed: int = 0

    def find(self, line: int, reason: str, detail: str = "", *, skipped: bool = False) -> None:
        """Note something about a line."""
        self.reasons[reason] += 1
        if skipped:
            self.skipped[reason] += 1
        if len(self.findings) < MOST_FINDINGS:
            self.findings.append(ImportFinding(self.file, line, reason, detail, skipped))


_Rows = dict[str, Row]
"""The rows of a game by player."""


def unpacked(name: str, data: bytes) -> bytes:
    """The bytes of a table; those of a file `.gz` are unpacked.

    Raises:
        Invalid: It is damaged or too large.
    """
    if not name.lower().endswith(".gz"):
        return data
    try:
        with gzip.GzipFile(fileobj=BytesIO(data)) as file:
            found = file.read(MAX_BYTES + 1)
    except (OSError, EOFError, zlib.error):
        raise Invalid.field("file", "damaged", "it is damaged; fetch it again") from None
    if len(found) > MAX_BYTES:
        raise Invalid.field("file", "too_large", "it is larger than 64 MiB; split it by tournament")
    return found


def read_table(file: str, data: bytes, same_teams: Mapping[str, str]) -> ReadTable:
    """Read a table.

    Args:
        file: Its name, for findings.
        data: Its bytes: CSV with commas, semicolons or tabs, UTF-8 with or without a byte order mark.
        same_teams: What teams are called, by other names of them.

    Raises:
        Invalid: It is not UTF-8, no CSV, or lacks a needed column.
    """
    games: dict[str, _Rows] = {}
    series: dict[str, set[str]] = defaultdict(set)
    lines = _lines_of(data)
    _, header = next(lines, (0, []))
    table = ReadTable(file, columns_of(header))
    for line, cells in lines:
        table.rows += 1
        try:
            row = row_of(table.columns, cells, line)
            team = same_teams.get(row.team, row.team)
            table.renamed += team != row.team
            _take(table, games, series, row, team)
        except RowRejected as rejected:
            table.find(line, rejected.reason, rejected.detail, skipped=True)
    for id, by_player in games.items():
        rows = list(by_player.values())
        game = _game(table, id, rows, same_teams)
        _judge(table, id, game, rows[0])
        table.games.append(game)
    table.games.sort(key=lambda game: (game.ended_at, game.external_id))
    # Those of games come after all of those of rows.
    table.findings.sort(key=lambda each: each.line)
    return table


def _lines_of(data: bytes) -> Iterator[tuple[int, list[str]]]:
    """The rows of a file with the lines where they begin; empty ones are left out."""
    head = data[:4096].split(b"\n", 1)[0]
    delimiter = max(b",;\t", key=lambda sign: head.count(bytes([sign])))
    text = TextIOWrapper(BytesIO(data), encoding="utf-8-sig", newline="")
    reader = csv.reader(text, delimiter=chr(delimiter), strict=True)
    line = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield line, cells
            line = reader.line_num + 1
    except UnicodeDecodeError:
        raise Invalid.field("file", "not_utf8", "it is not UTF-8; save it as UTF-8") from None
    except csv.Error as error:
        raise Invalid.field("file", "no_csv", f"it is no CSV in line {reader.line_num} ({error})") from None


def _take(
    table: ReadTable, games: dict[str, _Rows], series: dict[str, set[str]], row: Row, team: str
) -> None:
    """Take a row into its game.

    Raises:
        RowRejected: It does not fit the rows of its game that stand above it.
    """
    rows = games.get(row.game)
    if rows is None:
        if row.series not in series and len(series) >= MOST_SERIES:
            raise RowRejected("too many series", row.series)
        games[row.game] = rows = {}
    elif row.series != next(iter(rows.values())).series:
        raise RowRejected("another series than the rows of its game above", f"{row.game}: {row.series}")
    before = rows.get(row.player)
    if before is not None:
        what = "duplicate row" if before.team == row.team else "player in two teams of one game"
        raise RowRejected(what, f"{row.game}: {row.player}")
    if len(rows) >= MOST_PLAYERS:
        raise RowRejected("too many players of one game", row.game)
    rows[row.player] = row
    teams = series[row.series]
    if team not in teams:
        teams.add(team)
        if len(teams) > 2:
            table.find(
                row.line, "more than two teams in a series", f"{row.series}: {', '.join(sorted(teams))}"
            )
    for name in row.unread:
        table.find(row.line, f"{name} is no number", row.player)


def _judge(table: ReadTable, id: str, game: ExternalGame, first: Row) -> None:
    """Note what the rows of a game do not agree about; nothing of it is decided."""
    wins = sum(each.won for side in game.sides for each in side.players)
    losses = sum(len(side.players) for side in game.sides) - wins
    if wins != losses:
        table.find(first.line, "unequal rows of W and L", f"{id}: {wins} W, {losses} L")
    if len(game.sides) != 2:
        table.find(first.line, "not two teams in a game", f"{id}: {_names(game)}")
    elif {side.players[0].won for side in game.sides} != {True, False}:
        table.find(first.line, "nobody won a game for certain", f"{id}: {_names(game)}")
    for side in game.sides:
        if len({each.won for each in side.players}) > 1:
            table.find(first.line, "W and L in one team", f"{id}: {side.team}")


def _names(game: ExternalGame) -> str:
    return ", ".join(side.team for side in game.sides)


def _game(table: ReadTable, id: str, rows: Sequence[Row], same_teams: Mapping[str, str]) -> ExternalGame:
    """A game of its rows; what all rows share is taken from the first of them."""
    first = rows[0]
    teams: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        teams[same_teams.get(row.team, row.team)].append(row)
        if (row.ended_at, row.map, row.mode) != (first.ended_at, first.map, first.mode):
            table.find(row.line, "another time, map or mode than the first row of its game", id)
    sides = []
    for team, members in teams.items():
        scores = {row.score for row in members}
        if len(scores) > 1:
            table.find(members[0].line, "several scores of one team", f"{id}: {team}")
        sides.append(
            ExternalSide(
                team=team,
                score=members[0].score if len(scores) == 1 else None,
                players=tuple(_player(row) for row in members),
            )
        )
    return ExternalGame(
        external_id=id,
        series=first.series,
        ended_at=first.ended_at,
        seconds=first.seconds,
        mode=first.mode,
        map=first.map,
        sides=tuple(sides),
    )


def _player(row: Row) -> ExternalPlayer:
    return ExternalPlayer(
        player=row.player, won=row.won, kills=row.kills, deaths=row.deaths, assists=row.assists
    )


def people_of(games: list[ExternalGame]) -> dict[str, datetime]:
    """Everybody who played, with the first moment that is known of them.

    Args:
        games: The games, in the order of time.
    """
    seen: dict[str, datetime] = {}
    for game in games:
        for side in game.sides:
            for each in side.players:
                seen.setdefault(each.player, game.ended_at)
    return seen
