"""Results of series, standings and brackets from the games that teams won; no database."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from attrs import evolve

from commkit_tournaments.recorded.records import RecordedSeries, RecordedStage, RecordedTeamId
from commkit_tournaments.recorded.views.records import (
    RecordedStanding,
    RecordedTable,
    SeriesLine,
    SeriesSide,
)

_FINALS = "final"
_ORDER = {"winners": 0, "losers": 1}


def line_of(series: RecordedSeries, sides: Iterable[SeriesSide], games: int, undecided: int) -> SeriesLine:
    """The result of a series: who won more games than any other. Nothing is made of games that nobody won.

    Args:
        series: The series.
        sides: Its teams.
        games: Games that were played.
        undecided: Games that nobody won for certain.
    """
    ordered = tuple(sorted(sides, key=lambda side: (-side.games_won, side.name)))
    ahead = ordered and ordered[0].games_won > max((side.games_won for side in ordered[1:]), default=0)
    return SeriesLine(series, ordered, ordered[0].team if ahead else None, games, undecided)


def tables_of(lines: Sequence[SeriesLine]) -> tuple[RecordedTable, ...]:
    """The standings of all groups, by their names, and of what belongs to no group or bracket.

    Teams are ordered by series won, series won in tie-breaks, games won less games lost, and series won against those
    who are alike in all of that. Who is alike then, too, shares the place.

    Args:
        lines: The series of the tournament.
    """
    parts: dict[str, list[SeriesLine]] = defaultdict(list)
    for line in lines:
        if line.series.stage is RecordedStage.OTHER:
            parts[""].append(line)
        elif line.series.stage is not RecordedStage.BRACKET:
            parts[line.series.part].append(line)
    return tuple(RecordedTable(part, _table(parts[part])) for part in sorted(parts))


def _table(lines: Sequence[SeriesLine]) -> tuple[RecordedStanding, ...]:
    found: dict[RecordedTeamId, RecordedStanding] = {}
    for line in lines:
        for side in line.sides:
            before = found.get(side.team) or RecordedStanding(0, side.team, side.name, 0, 0, 0, 0, 0, 0)
            found[side.team] = _with(before, line, side)
    alike: dict[tuple[int, int, int], list[RecordedStanding]] = defaultdict(list)
    for each in found.values():
        alike[each.series_won, each.tie_breaks_won, each.games_won - each.games_lost].append(each)
    placed: list[RecordedStanding] = []
    for key in sorted(alike, reverse=True):
        placed += _among(alike[key], lines, len(placed))
    return tuple(placed)


def _with(before: RecordedStanding, line: SeriesLine, side: SeriesSide) -> RecordedStanding:
    won = line.winner == side.team
    if line.series.stage is RecordedStage.TIE_BREAK:
        return evolve(before, tie_breaks_won=before.tie_breaks_won + won)
    return evolve(
        before,
        series_won=before.series_won + won,
        series_lost=before.series_lost + (not won and line.winner is not None),
        series_undecided=before.series_undecided + (line.winner is None),
        games_won=before.games_won + side.games_won,
        games_lost=before.games_lost + side.games_lost,
    )


def _among(alike: list[RecordedStanding], lines: Sequence[SeriesLine], above: int) -> list[RecordedStanding]:
    """Those who are alike, by the series that they won against each other; `above` stand above them."""
    teams = {each.team for each in alike}
    won = Counter(line.winner for line in lines if teams.issuperset(side.team for side in line.sides))
    ordered = sorted(alike, key=lambda each: (-won[each.team], each.name))
    counts = [won[each.team] for each in ordered]
    # Whoever has as many shares the place of the first of them.
    return [
        evolve(each, place=above + 1 + counts.index(count))
        for each, count in zip(ordered, counts, strict=True)
    ]


def bracket_of(lines: Sequence[SeriesLine]) -> tuple[SeriesLine, ...]:
    """The matches of all brackets, by bracket, round and number, finals last.

    Args:
        lines: The series of the tournament.
    """
    matches = [line for line in lines if line.series.stage is RecordedStage.BRACKET]
    return tuple(
        sorted(
            matches,
            key=lambda line: (
                _FINALS in line.series.part,
                _ORDER.get(line.series.part, 2),
                line.series.part,
                line.series.round,
                line.series.number,
                line.series.external_id,
            ),
        )
    )


def last_match(matches: Sequence[SeriesLine]) -> SeriesLine | None:
    """The match that the winner of the tournament won: the last of the finals, or of the only bracket.

    Args:
        matches: The matches of all brackets, as `bracket_of` orders them.
    """
    finals = [line for line in matches if _FINALS in line.series.part] or list(matches)
    if len({line.series.part for line in finals}) != 1:
        return None  # several brackets, and none of them says that it is the last
    return finals[-1]
