"""Keeps what was read of an export in a temporary file, from which it is read in another order.

The file has no name, so nothing is left of it, whatever becomes of the process. Only what is imported is written to it.
"""

import json
import tempfile
from collections.abc import Mapping
from typing import IO, Any


class Spool:
    """Records by the places at which they were written."""

    def __init__(self) -> None:
        self._opened: IO[bytes] | None = None
        self._end = 0

    @property
    def _file(self) -> IO[bytes]:
        if self._opened is None:
            self._opened = tempfile.TemporaryFile("w+b", prefix="commkit-")  # noqa: SIM115  # closed by `close`
        return self._opened

    def add(self, record: Mapping[str, Any]) -> int:
        """Write a record; gives its place."""
        place = self._end
        self._file.seek(place)
        self._end += self._file.write(json.dumps(record, default=str).encode() + b"\n")
        return place

    def read(self, place: int) -> dict[str, Any]:
        """The record at a place."""
        self._file.seek(place)
        record: dict[str, Any] = json.loads(self._file.readline())
        return record

    def close(self) -> None:
        """Delete the file."""
        if self._opened is not None:
            self._opened.close()
