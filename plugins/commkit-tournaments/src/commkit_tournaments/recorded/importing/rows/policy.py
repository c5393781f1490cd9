"""The columns of a table of matches, found by their names, and the values of a row; no database.

Columns differ from season to season. Of each kind there are several names; what is of no kind is ignored, and named in
the report. Names are compared in small letters, with a blank for everything that is no letter or digit: `win?`, `Win`
and `WIN ` are the same.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from attrs import frozen

from commkit import Invalid

GAME, SERIES, ENDED, TEAM, PLAYER, WIN = "match id", "series id", "end time", "team", "player", "win?"
SCORE, MODE, MAP, SECONDS = "score", "mode", "map", "duration (s)"
KILLS, DEATHS, ASSISTS = "kills", "deaths", "assists"
NEEDED = (GAME, SERIES, ENDED, TEAM, PLAYER, WIN)
"""The columns without which nothing can be read."""
_NAMES: Mapping[str, tuple[str, ...]] = {
    GAME: ("match id", "game id", "matchid", "gameid", "match", "game"),
    SERIES: ("series id", "seriesid", "series"),
    ENDED: ("end time", "end time utc", "ended at", "end", "time", "date"),
    TEAM: ("team", "team name"),
    PLAYER: ("player", "player name", "gamertag", "player id"),
    WIN: ("win", "won", "result", "win loss", "w l"),
    SCORE: ("score", "team score"),
    MODE: ("mode", "game mode"),
    MAP: ("map", "map name"),
    SECONDS: ("duration s", "duration", "duration seconds", "seconds"),
    KILLS: ("kills",),
    DEATHS: ("deaths",),
    ASSISTS: ("assists",),
}
_WINS, _LOSSES = ("w", "win", "won", "1", "true"), ("l", "loss", "lost", "0", "false")
_UNKNOWN = ("", "?", "-", "n/a", "na", "none", "null")
"""What stands where nothing was measured; zeros are taken as zeros."""
_LONGEST_ID, _LONGEST_PLAYER, _LARGEST = 100, 40, 10**9
_ROUNDED = re.compile(r"[+-]?\d+([.,]\d+)?e[+-]?\d+", re.IGNORECASE)


class RowRejected(Exception):  # not an error of the import: a result of the row
    """A row that is skipped.

    Args:
        reason: The reason, by which skipped rows are counted.
        detail: The value that it is about.
    """

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.detail = detail[:100]


@frozen
class Columns:
    """Where the columns of a table stand.

    Attributes:
        at: The place of each column that is known, by its kind.
        ignored: The names of all others, as the table has them.
        count: How many columns there are.
    """

    at: Mapping[str, int]
    ignored: tuple[str, ...]
    count: int


def columns_of(header: Sequence[str]) -> Columns:
    """The columns of a header; of several of one kind, that with the name that stands first in the list of names.

    Raises:
        Invalid: A needed column is missing; the error names all that are.
    """
    names = [plain_name(name) for name in header]
    at = {}
    for kind, known in _NAMES.items():
        found = next((names.index(name) for name in known if name in names), None)
        if found is not None:
            at[kind] = found
    missing = [kind for kind in NEEDED if kind not in at]
    if missing:
        named = ", ".join(repr(kind) for kind in missing)
        raise Invalid.field(
            "file", "no_column", f"it has no column {named}; name its columns so, and try again"
        )
    taken = set(at.values())
    return Columns(at, tuple(name for place, name in enumerate(header) if place not in taken), len(header))


def plain_name(name: str) -> str:
    """The name of a column as names are compared.

    Args:
        name: The name in the table.
    """
    return " ".join(re.sub(r"[^a-z0-9]+", " ", name.lower()).split())


@frozen
class Row:
    """A row with the values that are of use.

    Attributes:
        line: The line of the file where it begins, from 1.
        game: The id of its game.
        series: The name of its series.
        ended_at: When the game ended.
        team: The team.
        player: The player.
        won: Whether it says that they won.
        score: The score of the team; None where there is none.
        seconds: How long the game took; None where it is not there.
        mode: The mode; empty where it is not there.
        map: The map; empty where it is not there.
        kills: Kills; None where they are not there.
        deaths: Deaths; None where they are not there.
        assists: Assists; None where they are not there.
        unread: The columns whose value is no number, though one is expected; they are as if they were not there.
    """

    line: int
    game: str
    series: str
    ended_at: datetime
    team: str
    player: str
    won: bool
    score: int | None
    seconds: int | None
    mode: str
    map: str
    kills: int | None
    deaths: int | None
    assists: int | None
    unread: tuple[str, ...]


def row_of(columns: Columns, cells: Sequence[str], line: int) -> Row:
    """The values of a row.

    Raises:
        RowRejected: It cannot be taken.
    """
    if len(cells) != columns.count:
        few = "few" if len(cells) < columns.count else "many"
        raise RowRejected(f"too {few} fields", f"{len(cells)} of {columns.count}")
    unread: list[str] = []

    def number(kind: str) -> int | None:
        found = _number(_cell(columns, cells, kind))
        if found is None and _cell(columns, cells, kind).lower() not in _UNKNOWN:
            unread.append(kind)
        return found

    return Row(
        line=line,
        game=_id(columns, cells, GAME),
        series=_text(columns, cells, SERIES, _LONGEST_ID),
        ended_at=_time(_cell(columns, cells, ENDED)),
        team=_text(columns, cells, TEAM, _LONGEST_ID),
        player=_text(columns, cells, PLAYER, _LONGEST_PLAYER),
        won=_won(_cell(columns, cells, WIN)),
        score=number(SCORE),
        seconds=number(SECONDS),
        mode=_words(columns, cells, MODE),
        map=_words(columns, cells, MAP),
        kills=number(KILLS),
        deaths=number(DEATHS),
        assists=number(ASSISTS),
        unread=tuple(unread),
    )


def _cell(columns: Columns, cells: Sequence[str], kind: str) -> str:
    place = columns.at.get(kind)
    return cells[place].strip() if place is not None else ""


def _text(columns: Columns, cells: Sequence[str], kind: str, longest: int) -> str:
    found = _cell(columns, cells, kind)
    if not found:
        raise RowRejected(f"no {kind}")
    if len(found) > longest:
        raise RowRejected(f"{kind} too long", found)
    if not found.isprintable():
        raise RowRejected(f"{kind} with control characters", found)
    return found


def _id(columns: Columns, cells: Sequence[str], kind: str) -> str:
    """An id stays a text. One that a spreadsheet rounded names many games, so that no game can be made of it."""
    found = _text(columns, cells, kind, _LONGEST_ID)
    if _ROUNDED.fullmatch(found):
        raise RowRejected(f"{kind} rounded", found)
    return found


def _words(columns: Columns, cells: Sequence[str], kind: str) -> str:
    found = _cell(columns, cells, kind)
    return "".join(letter for letter in found if letter.isprintable())[:_LONGEST_ID]


def _won(value: str) -> bool:
    said = value.lower()
    if said not in (*_WINS, *_LOSSES):
        raise RowRejected("neither won nor lost", value)
    return said in _WINS


def _number(value: str) -> int | None:
    try:
        found = float(value.replace(",", "."))
        return int(found) if 0 <= found <= _LARGEST else None
    except ValueError:
        return None


def _time(value: str) -> datetime:
    try:
        found = datetime.fromisoformat(re.sub(r"\s*(UTC|GMT|Z)$", "+00:00", value, flags=re.IGNORECASE))
        found = found if found.tzinfo is not None else found.replace(tzinfo=UTC)
        found = found.astimezone(UTC)
    except (ValueError, OverflowError):
        raise RowRejected("no end time" if not value else "end time malformed", value) from None
    if found.year < 1970:
        raise RowRejected("end time malformed", value)
    return found
