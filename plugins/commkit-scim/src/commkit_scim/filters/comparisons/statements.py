"""Comparisons of times, texts and ids, alike on SQLite and PostgreSQL."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from scim2_models.path import (
    CompareOperator,
)
from sqlalchemy import ColumnElement, and_, false, func, literal, not_, true

from commkit.storage import Id
from commkit_scim.filters.policy import invalid_filter

Condition = ColumnElement[bool]


def same_id(column: ColumnElement[Any], op: CompareOperator, text: str) -> Condition:
    """Compare an id; a text that is none is nobody's.

    Raises:
        Invalid: It is compared otherwise than with eq and ne.
    """
    if op not in (CompareOperator.eq, CompareOperator.ne):
        raise invalid_filter("ids are compared with eq and ne")
    try:
        same: Condition = column == literal(UUID(text), Id)
    except ValueError:
        same = false()
    return same if op is CompareOperator.eq else not_(same)


def compare_times(column: ColumnElement[Any], op: CompareOperator, value: Any) -> Condition:
    """Compare a moment.

    Raises:
        Invalid: The value is none, or they are compared as texts are.
    """
    if not isinstance(value, datetime):
        raise invalid_filter("compare times with times")
    found = _ORDERS.get(op)
    if found is None:
        raise invalid_filter("times are compared with eq, ne, gt, ge, lt and le")
    return found(column, value)


_ORDERS: dict[CompareOperator, Callable[[ColumnElement[Any], Any], Condition]] = {
    CompareOperator.eq: lambda column, value: column == value,
    CompareOperator.ne: lambda column, value: column != value,
    CompareOperator.gt: lambda column, value: column > value,
    CompareOperator.ge: lambda column, value: column >= value,
    CompareOperator.lt: lambda column, value: column < value,
    CompareOperator.le: lambda column, value: column <= value,
}


def compare_texts(column: ColumnElement[Any], op: CompareOperator, value: str) -> Condition:
    """Compare texts; without LIKE, which SQLite and PostgreSQL read differently."""
    if op in _ORDERS:
        return _ORDERS[op](column, value)
    if op is CompareOperator.co:
        return true() if not value else func.replace(column, value, "") != column
    if op is CompareOperator.sw:
        return func.substr(column, 1, len(value)) == value
    return and_(
        func.length(column) >= len(value), func.substr(column, func.length(column) - len(value) + 1) == value
    )
