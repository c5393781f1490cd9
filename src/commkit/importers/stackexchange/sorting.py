"""Sorts the rows of a table without keeping them: sorted pieces in temporary files, which are merged.

The history of a post is spread over the whole table, and is imported as one. The files have no names, so nothing is
left of them, whatever becomes of the process. They take as much space as the unpacked table.
"""

import heapq
import json
import tempfile
from collections.abc import Callable, Iterable, Iterator
from operator import itemgetter
from typing import IO, Any

from commkit.importers.stackexchange.dump import Row

Key = tuple[int, str, int]
"""What rows are sorted by."""

_PIECE_ROWS = 1_000
_PIECE_CHARACTERS = 1024 * 1024
_MERGED = 32
"""Files that are merged at once; of each size as many are open, fewer than every system allows."""


def sorted_rows(rows: Iterable[Row], key: Callable[[Row], Key]) -> Iterator[Row]:
    """The rows in the order of their keys; where reading fails, those before it, and then the error."""
    levels: list[list[IO[str]]] = []
    failure: Exception | None = None
    piece: list[tuple[Key, Row]] = []
    size = 0
    try:
        try:
            for row in rows:
                piece.append((key(row), row))
                size += sum(map(len, row.values()))
                if len(piece) >= _PIECE_ROWS or size >= _PIECE_CHARACTERS:
                    _add(levels, piece)
                    piece, size = [], 0
        except Exception as error:
            failure = error
        piece.sort(key=itemgetter(0))
        files = [file for level in reversed(levels) for file in level]  # of equal rows the first comes first
        for _, row in heapq.merge(*map(_read, files), piece, key=itemgetter(0)):
            yield row
    finally:
        for level in levels:
            _close(level)
    if failure is not None:
        raise failure


def _add(levels: list[list[IO[str]]], piece: list[tuple[Key, Row]]) -> None:
    """Write a piece; where there are many files of a size by then, they become one of the next size."""
    piece.sort(key=itemgetter(0))
    file = _write(piece)
    for level in levels:
        level.append(file)
        if len(level) < _MERGED:
            return
        file = _write(heapq.merge(*map(_read, level), key=itemgetter(0)))
        _close(level)
    levels.append([file])


def _close(files: list[IO[str]]) -> None:
    for file in files:
        file.close()
    files.clear()


def _write(rows: Iterable[tuple[Key, Row]]) -> IO[str]:
    file = tempfile.TemporaryFile("w+", encoding="utf-8", prefix="commkit-", newline="\n")  # noqa: SIM115  # read later
    file.writelines(f"{json.dumps(row)}\n" for row in rows)
    return file


def _read(file: IO[str]) -> Iterator[tuple[Any, Row]]:
    file.seek(0)
    for line in file:
        key, row = json.loads(line)
        yield tuple(key), row
