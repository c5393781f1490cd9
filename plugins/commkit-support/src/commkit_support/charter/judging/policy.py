"""The charter as it is made of its rows; no database."""

from collections.abc import Sequence
from typing import Any

from commkit_support.charter.records import ScopeCharter, ScopeTopic


def as_charter(rows: Sequence[tuple[Any, ...]]) -> ScopeCharter | None:
    """The charter of the rows of a version; None where there are none."""
    if not rows:
        return None
    topics = tuple(_topic(row[4:]) for row in rows if row[4] is not None)  # one row where it has no topic
    version, changed_by, changed_at, note = rows[0][:4]
    return ScopeCharter(version, topics, changed_by, changed_at, note)


def _topic(row: tuple[Any, ...]) -> ScopeTopic:
    name, title, why, action, finder, words = row
    return ScopeTopic(name, title, why, action, finder, tuple(words.splitlines()))
