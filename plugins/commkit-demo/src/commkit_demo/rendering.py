"""What the numbers of all communities of the demo look like in the terminal."""

from datetime import timedelta
from math import ceil

from rich.columns import Columns
from rich.console import Group, RenderableType
from rich.panel import Panel
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from commkit.adapters.cli.command_api import table

_BAR = 12
_TILES = 7
NONE = "\N{EN DASH}"
"""What stands for a number that there is not."""


def screen(title: str, tiles: tuple[tuple[str, str], ...], *sides: RenderableType | None) -> RenderableType:
    """A community in numbers: its name, its numbers, and below them what stands side by side, if it is there."""
    shown = [side for side in sides if side is not None]
    return Group(
        Rule(Text(title, style="bold"), style="cyan"), _tiles_grid(tiles), Columns(shown, padding=(0, 2))
    )


def _tiles_grid(tiles: tuple[tuple[str, str], ...]) -> RenderableType:
    """Numbers side by side, each with its name, in as few rows of nearly one length as there can be."""
    grid = Table.grid(expand=True)
    rows = ceil(len(tiles) / _TILES)
    columns = ceil(len(tiles) / rows)
    for _ in range(columns):
        grid.add_column()
    cells = [
        Text.assemble((value, "bold cyan"), "\n", (name, "dim"), justify="center") for name, value in tiles
    ]
    for first in range(0, len(cells), columns):
        shown = cells[first : first + columns]
        grid.add_row(*(Panel(text, border_style="dim", padding=0) for text in shown))
    return grid


def tags_table(tags: tuple[tuple[str, int], ...]) -> RenderableType | None:
    """The busiest tags with their threads; None without any."""
    if not tags:
        return None
    most = max(count for _, count in tags)
    rows = [(name, bar(count, most), count) for name, count in tags]
    return table("busiest tags", "", "threads", rows=rows, right=("threads",))


def bar(count: int, most: int) -> Text:
    """A bar as long as a count is beside the greatest one; nothing for none."""
    return Text("█" * (max(round(count / most * _BAR), 1) if count else 0), style="cyan")


def share(part: int, whole: int) -> str:
    """A share in percent."""
    return f"{part / whole:.0%}" if whole else NONE


def duration(seconds: float | None) -> str:
    """A length of time in its two largest units."""
    if seconds is None:
        return NONE
    length = timedelta(seconds=round(seconds))
    hours, minutes = divmod(length.seconds // 60, 60)
    if length.days:
        return f"{length.days} d {hours} h"
    return f"{hours} h {minutes} min" if hours else f"{minutes} min"
