"""How far a table is copied: the primary key of the last row, as a text from which the same values come back."""

import json
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

Position = tuple[Any, ...]

_CODECS: dict[type[Any], tuple[Callable[[Any], Any], Callable[[Any], Any]]] = {
    UUID: (str, UUID),
    str: (str, str),
    int: (int, int),
    bool: (bool, bool),
    bytes: (bytes.hex, bytes.fromhex),
    date: (date.isoformat, date.fromisoformat),
    datetime: (datetime.isoformat, datetime.fromisoformat),
}
_NAMES = {kind.__name__: kind for kind in _CODECS}


def dump_position(position: Sequence[Any]) -> str:
    """The position as a text."""
    return json.dumps([[type(value).__name__, _CODECS[type(value)][0](value)] for value in position])


def load_position(text: str) -> Position:
    """The position of a text."""
    return tuple(_CODECS[_NAMES[name]][1](value) for name, value in json.loads(text))
