"""Moments that a statement computes, alike in both databases."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

from commkit.runtime.storage.columns import UtcDateTime


def later(moment: ColumnElement[Any], duration: ColumnElement[timedelta]) -> ColumnElement[datetime]:
    """A moment and a duration after it, for conditions of a statement.

    Args:
        moment: A column or parameter of type `UtcDateTime`.
        duration: One of type `Duration`: `bindparam("window", type_=Duration)`.
    """
    return _Later(moment, duration)


class _Later(FunctionElement[datetime]):
    """The sum: durations are whole microseconds, and so are moments on SQLite."""

    type = UtcDateTime()
    inherit_cache = True
    name = "later"


@compiles(_Later, "sqlite")
def _on_sqlite(element: _Later, compiler: Any, **options: Any) -> str:
    moment, duration = (compiler.process(clause, **options) for clause in element.clauses)
    return f"({moment} + {duration})"


@compiles(_Later, "postgresql")
def _on_postgresql(element: _Later, compiler: Any, **options: Any) -> str:
    moment, duration = (compiler.process(clause, **options) for clause in element.clauses)
    return f"({moment} + {duration} * interval '1 microsecond')"
