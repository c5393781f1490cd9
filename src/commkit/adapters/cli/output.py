"""The output of a command: results on stdout, as text or JSON; notes, warnings and progress on stderr."""

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Protocol

from rich.box import SIMPLE_HEAD
from rich.console import Console, RenderableType
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
)
from rich.table import Table
from rich.text import Text


class ProgressCallback(Protocol):
    """Updates a progress bar."""

    def __call__(self, done: int, total: int | None = None, *, what: str | None = None) -> None:
        """Show `done` of `total` (None: unknown), with a description."""
        ...


class Output:
    """Prints to stdout and stderr.

    Args:
        json: Whether stdout gets one JSON object and nothing else.
    """

    def __init__(self, *, json: bool) -> None:
        self.json = json
        self.stdout = Console(highlight=False, quiet=json)
        self.stderr = Console(stderr=True, highlight=False)

    def result(self, values: Any, *shown: RenderableType) -> None:
        """Print the result: `values` as JSON, or `shown` as text."""
        if self.json:
            # A stdout that cannot encode every character gets JSON escapes.
            ascii_only = not (sys.stdout.encoding or "utf").lower().startswith("utf")
            print(json.dumps(values, ensure_ascii=ascii_only, indent=2), flush=True)
        else:
            self.stdout.print(*shown, sep="\n")

    def note(self, text: str) -> None:
        """Print a note on stderr."""
        self.stderr.print(Text(text, style="dim"), soft_wrap=True)

    def warn(self, text: str) -> None:
        """Print a warning on stderr."""
        self.stderr.print(Text.assemble(("warning: ", "yellow"), text), soft_wrap=True)

    @contextmanager
    def progress(self, what: str) -> Iterator[ProgressCallback]:
        """Show a progress bar on stderr; nothing where stderr is not a terminal."""
        bar = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=self.stderr,
            transient=True,
            disable=not self.stderr.is_terminal,
        )
        with bar:
            task = bar.add_task(what, total=None)

            def advance(done: int, total: int | None = None, *, what: str | None = None) -> None:
                bar.update(task, completed=done, total=total, description=what)

            yield advance


def table(
    *columns: str, rows: Iterable[Sequence[object]], title: str | None = None, right: Sequence[str] = ()
) -> Table:
    """A table of text.

    Args:
        columns: The headings.
        rows: The cells; anything that is not a `Text` is printed without markup.
        title: The title.
        right: The headings whose cells are aligned right.
    """
    grid = Table(box=SIMPLE_HEAD, title=title, title_justify="left", title_style="bold", pad_edge=False)
    for column in columns:
        grid.add_column(column, justify="right" if column in right else "left", overflow="fold")
    for row in rows:
        grid.add_row(
            *(
                cell if isinstance(cell, Text) else Text(f"{cell:,}" if isinstance(cell, int) else str(cell))
                for cell in row
            )
        )
    return grid
