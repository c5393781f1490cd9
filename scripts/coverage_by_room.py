"""Prints branch coverage by room (folder), and fails where too little is covered.

    python scripts/coverage_by_room.py build/coverage.json

What is asked for stands in pyproject.toml under `[tool.commkit.coverage]`: `least`, the percentage of all lines and
branches together, and `whole`, patterns of the files in which every line and every branch must be covered. A pattern
that no file matches is a fault too: a file that was renamed must not slip out of sight.
"""

import json
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from fnmatch import fnmatch
from pathlib import Path, PurePosixPath
from typing import Any

from attrs import define, frozen

ROOT = Path(__file__).parent.parent


@define
class Tally:
    """What was counted in a room: lines that can run and branches, and those of them that ran."""

    lines: int = 0
    lines_covered: int = 0
    branches: int = 0
    branches_covered: int = 0

    def add(self, summary: Mapping[str, int]) -> None:
        """Add a file's summary, as coverage.py writes it."""
        self.lines += summary["num_statements"]
        self.lines_covered += summary["covered_lines"]
        self.branches += summary["num_branches"]
        self.branches_covered += summary["covered_branches"]

    @property
    def percent(self) -> float:
        """Of lines and branches together; an empty room is covered."""
        there = self.lines + self.branches
        return 100 * (self.lines_covered + self.branches_covered) / there if there else 100.0


@frozen
class Wanted:
    """What is asked for.

    Attributes:
        least: The percentage of all that must be covered, at least.
        whole: Patterns of the files of which everything must be covered.
    """

    least: float
    whole: tuple[str, ...]

    @classmethod
    def read(cls, pyproject: Path) -> "Wanted":
        """What `[tool.commkit.coverage]` says."""
        section = tomllib.loads(pyproject.read_text())["tool"]["commkit"]["coverage"]
        return cls(section["least"], tuple(section["whole"]))


def room_of(file: str) -> str:
    """The room of a file: its folder, without the `src` it stands in."""
    folder = PurePosixPath(file).parent
    return str(PurePosixPath(*(part for part in folder.parts if part != "src")))


def by_room(files: Mapping[str, Any]) -> dict[str, Tally]:
    """The tally of each room, by name."""
    rooms: dict[str, Tally] = defaultdict(Tally)
    for name, found in files.items():
        rooms[room_of(name)].add(found["summary"])
    return dict(sorted(rooms.items()))


def faults(files: Mapping[str, Any], wanted: Wanted) -> Iterable[str]:
    """What keeps the coverage from being enough, one sentence each."""
    total = Tally()
    for found in files.values():
        total.add(found["summary"])
    if total.percent < wanted.least:
        yield f"{total.percent:.1f} % of all is covered, and {wanted.least} % is asked for"
    for pattern in wanted.whole:
        names = [name for name in files if fnmatch(name, pattern)]
        if not names:
            yield f"no file matches {pattern}: name the file as it is called now"
        for name in sorted(names):
            lines = files[name]["missing_lines"]
            branches = [f"{start} to {end}" for start, end in files[name]["missing_branches"]]
            if lines or branches:
                missing = [f"lines {', '.join(map(str, lines))}"] if lines else []
                missing += [f"branches {', '.join(branches)}"] if branches else []
                yield f"{name} must be covered wholly, and lacks {' and '.join(missing)}"


def table(rooms: Mapping[str, Tally]) -> Iterable[str]:
    """The rooms as lines of text."""
    width = max(map(len, rooms), default=4)
    yield f"{'room':<{width}} {'lines':>7} {'missed':>7} {'branches':>9} {'missed':>7} {'covered':>8}"
    for name, tally in rooms.items():
        yield (
            f"{name:<{width}} {tally.lines:>7} {tally.lines - tally.lines_covered:>7} {tally.branches:>9} "
            f"{tally.branches - tally.branches_covered:>7} {tally.percent:>7.1f}%"
        )


def main(arguments: list[str], pyproject: Path = ROOT / "pyproject.toml") -> int:
    """Print the rooms and the faults; gives the exit code."""
    if len(arguments) != 1:
        print("usage: coverage_by_room.py coverage.json", file=sys.stderr)
        return 2
    files = json.loads(Path(arguments[0]).read_text())["files"]
    print(*table(by_room(files)), sep="\n")
    found = list(faults(files, Wanted.read(pyproject)))
    for fault in found:
        print(f"coverage: {fault}", file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
