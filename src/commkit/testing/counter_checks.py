"""How a counter is declared for tests: the stored number, and the rows that it counts."""

from collections.abc import Callable
from typing import Any

from attrs import frozen
from sqlalchemy import Column, ColumnElement, Executable, FromClause, bindparam, func, select

from commkit.runtime.model.types import CommunityType
from commkit.runtime.storage.columns import Id

HERE = bindparam("community_id", type_=Id())
"""The community whose counters are checked."""


@frozen
class CounterCheck:
    """A stored number, and the rows that it counts.

    Attributes:
        name: `posts.reply_count`.
        select: From the community's type to a select of (whose, stored, counted), one row for each place where the
            number is stored; the parameter `community_id` is bound by the session.
        at_least: Whether the stored number may also be greater than what is counted.
    """

    name: str
    select: Callable[[CommunityType], Executable]
    at_least: bool = False


@frozen
class CounterMismatch:
    """A counter that does not equal its count.

    Attributes:
        counter: Its name.
        whose: The id or the name of the row that holds it.
        stored: The stored number.
        counted: The number of its rows.
    """

    counter: str
    whose: Any
    stored: Any
    counted: Any


def row_count_check(
    stored: Column[Any],
    rows: FromClause,
    *where: ColumnElement[bool],
    name: str = "",
    of: ColumnElement[Any] | None = None,
    at_least: bool = False,
) -> CounterCheck:
    """The check of a column that holds how many rows of another table there are.

    Args:
        stored: The column that holds the number.
        rows: The table whose rows it counts; an alias where it is the same one.
        *where: Which of them count; that both are of one community is added.
        name: Its name; by default those of its table and column.
        of: What is added up, where it is a sum and no count.
        at_least: Whether the stored number may also be greater.
    """
    holder = stored.table
    counts = func.count() if of is None else func.coalesce(func.sum(of), 0)
    found = (
        select(counts)
        .select_from(rows)
        .where(rows.c.community_id == HERE, *where)
        .correlate(holder)
        .scalar_subquery()
    )
    whose = [column for column in holder.primary_key if column.name != "community_id"] or [
        holder.c.community_id
    ]
    query = select(whose[-1], stored, found).where(holder.c.community_id == HERE)
    return CounterCheck(name or f"{holder.name}.{stored.name}", lambda _: query, at_least)
