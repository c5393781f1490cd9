"""A map, and the report about it, drawn from the data alone as plain text."""

from collections.abc import Iterator
from math import cos, pi, sin

from commkit_opinion.maps.records import OpinionGroup, OpinionMap, Stance

_ASPECT = 2.0
"""A character is about twice as high as it is wide."""
_STEPS = 72


def draw_map(map: OpinionMap, *, width: int = 64, height: int = 20) -> str:
    """Draw the groups as circles of their spread, with their numbers in the middle, and the reader as `*`.

    Args:
        map: The map.
        width: Characters of a line, at least 20.
        height: Lines, at least 8.

    Returns:
        The lines; a sentence where there are no groups to draw.
    """
    if not map.groups:
        return map.limits[0] if map.limits else "There are no groups to draw."
    width, height = max(width, 20), max(height, 8)
    reach = max(_reaches(map)) or 1.0
    # One unit is as long to the side as upwards, so that a circle looks like one.
    unit = min((width - 1) / 2 / _ASPECT, (height - 1) / 2) / reach
    cells = [[" "] * width for _ in range(height)]

    def put(x: float, y: float, text: str) -> None:
        column = round((width - 1) / 2 + x * unit * _ASPECT) - (len(text) - 1) // 2
        line = round((height - 1) / 2 - y * unit)
        for place, letter in enumerate(text):
            if 0 <= line < height and 0 <= column + place < width:
                cells[line][column + place] = letter

    def put_own(x: float, y: float) -> None:
        """Beside the number of a group where that stands in the way: on the next line that has room."""
        column, line = round((width - 1) / 2 + x * unit * _ASPECT), round((height - 1) / 2 - y * unit)
        lines = sorted(range(height), key=lambda other: abs(other - line))
        cells[next((other for other in lines if cells[other][column] in " ."), line)][column] = "*"

    for group in map.groups:
        for step in range(_STEPS):
            angle = 2 * pi * step / _STEPS
            put(group.x + group.spread * cos(angle), group.y + group.spread * sin(angle), ".")
    for group in map.groups:
        put(group.x, group.y, f"{group.number} ({group.size})")
    if map.own is not None:
        put_own(map.own.x, map.own.y)
    return "\n".join("".join(line).rstrip() for line in cells)


def _reaches(map: OpinionMap) -> Iterator[float]:
    for group in map.groups:
        yield abs(group.x) + group.spread
        yield abs(group.y) + group.spread
    if map.own is not None:
        yield max(abs(map.own.x), abs(map.own.y))


def render_report(map: OpinionMap, *, title: str = "") -> str:
    """Write the report: samples, the map, what tells groups apart, consensus, method and limits.

    Args:
        map: The map.
        title: The title of the consultation.
    """
    lines = [title, ""] if title else []
    lines.append(_samples(map))
    if map.groups:
        lines += ["", draw_map(map)]
    for group in map.groups:
        lines += ["", *_of_group(group)]
    if map.consensus:
        lines += ["", "Consensus, by the lowest share of a group:"]
        lines += [
            f"  {one.lowest:.0%} {_VERBS[one.stance]} (n = {one.voters}): {one.statement.body}"
            for one in map.consensus
        ]
    lines += ["", f"Method. {map.method}", "", "Limits."]
    lines += [f"- {sentence}" for sentence in map.limits]
    return "\n".join(lines)


_VERBS = {Stance.AGREE: "agree", Stance.DISAGREE: "disagree"}


def _samples(map: OpinionMap) -> str:
    if map.people is None and map.placed is None:
        people = f"fewer than {map.threshold} people"
    else:
        told = [] if map.people is None else [f"{map.people:,} people"]
        told += [] if map.placed is None else [f"{map.placed:,} with a place"]
        people = ", ".join(told)
    votes = "" if map.votes is None else f", {map.votes:,} votes"
    at = f", as of {map.computed_at:%Y-%m-%d %H:%M} UTC" if map.computed_at is not None else ""
    return f"{people}; {map.statements:,} statements{votes}{at}."


def _of_group(group: OpinionGroup) -> Iterator[str]:
    yield f"Group {group.number}, {group.size:,} people:"
    for one in group.representative:
        yield (
            f"  {one.share:.0%} {_VERBS[one.stance]} (n = {one.voters}; others {one.others:.0%}, "
            f"n = {one.other_voters}): {one.statement.body}"
        )
