"""The statements that find what is held, and what of an erased person is left to erase."""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    String,
    Table,
    bindparam,
    false,
    func,
    literal,
    or_,
    select,
    tuple_,
    update,
)

from commkit.privacy.person_columns.statements import blank_values, named_person
from commkit.runtime.composing.holds import Holds
from commkit.runtime.storage.personal import Declared, Erasure, declared
from commkit.runtime.storage.retention import RowCondition
from commkit.runtime.storage.statements import Statement, statement
from commkit.runtime.storage.tables import scheduled_command

HASTEN = statement(
    lambda: (
        update(scheduled_command)
        .values(due_at=bindparam("due"))
        .where(
            scheduled_command.c.community_id == bindparam("community_id"),
            scheduled_command.c.command == bindparam("name"),
            scheduled_command.c.done_at.is_(None),
        )
    )
)
"""Lets all waiting commands of a class be carried out by the worker at its next look."""


@lru_cache(maxsize=1024)
def left_of_person(table: Table, holds: Holds, names: str = "") -> Statement[tuple[Any, ...]]:
    """How many rows of a table in the session's community have something about a person: held ones, and others.

    Args:
        table: One with a `community_id`.
        holds: What the features of the Kit hold.
        names: `member` or `key` where only rows count that name the person so.
    """
    held = holds.held(table)
    return statement(
        lambda: (
            select(func.count().filter(held), func.count().filter(~held))
            .select_from(table)
            .where(
                table.c.community_id == bindparam("community_id"),
                or_(false(), *_something_of_person(table, names)),
            )
        )
    )


def _something_of_person(table: Table, names: str) -> Iterator[ColumnElement[bool]]:
    """For each column that names people: that it names the person, and an erasure would change or delete the row."""
    said = [(column, about) for column in table.columns if (about := declared(column)) is not None]
    for naming, declaration in said:
        if not declaration.names or names not in ("", declaration.names):
            continue
        here = naming == _named(naming, declaration)
        own = [(column, about) for column, about in said if column is naming or about.of == naming.name]
        if any(about.erasure is Erasure.ROW for _, about in own):
            yield here
        elif changed := [*_differences(table, dict(blank_values(own)))]:
            yield here & or_(*changed)


def _named(naming: Column[Any], declaration: Declared) -> ColumnElement[Any]:
    person = named_person(naming, declaration)
    return literal(declaration.prefix, String) + person if declaration.prefix else person


def _differences(table: Table, blank: Mapping[str, Any]) -> Iterator[ColumnElement[bool]]:
    for name, value in blank.items():
        yield table.c[name].is_not(None) if value is None else table.c[name] != value


@lru_cache(maxsize=1024)
def in_community(of: Statement[Any], table: Table) -> Statement[Any]:
    """An erasing statement of a table, in the session's community only."""
    return statement(lambda: of.construct.where(table.c.community_id == bindparam("community_id")))


def key_of(table: Table) -> Sequence[Column[Any]]:
    """The primary key of a table within a community."""
    return [column for column in table.primary_key.columns if column.name != "community_id"]


def exported_of(table: Table) -> list[Column[Any]]:
    """The columns of a table, but for secrets."""
    return [
        column for column in table.columns if (about := declared(column)) is None or not _is_secret(about)
    ]


def _is_secret(about: Any) -> bool:
    return not about.exported and not about.names


@lru_cache(maxsize=1024)
def rows_of(table: Table, holds: Holds, leave_out: RowCondition, behind: bool) -> Statement[tuple[Any, ...]]:
    """Rows of a table that are held, in the order of its key; behind one of them, or from the first on."""
    key = key_of(table)

    def build() -> Any:
        rows = select(*key, *exported_of(table)).where(
            table.c.community_id == bindparam("community_id"), holds.held(table), ~leave_out(table)
        )
        if behind:
            start = [bindparam(f"behind_{column.name}", type_=column.type) for column in key]
            rows = rows.where(tuple_(*key) > tuple_(*start))
        return rows.order_by(*key).limit(bindparam("size"))

    return statement(build)


@lru_cache(maxsize=1024)
def count_of(table: Table, holds: Holds, only: RowCondition) -> Statement[tuple[Any, ...]]:
    """How many rows of a table are held and meet a condition."""
    return statement(
        lambda: (
            select(func.count())
            .select_from(table)
            .where(table.c.community_id == bindparam("community_id"), holds.held(table), only(table))
        )
    )
