"""The usual statements of a table: add, one, page, update, delete; each what one would write by hand.

_KUDOS = crud(given, Kudos, where=("to",))

context.run(_KUDOS.add, kudos)
context.one(_KUDOS.one, id=id)
_KUDOS.read_page(context, after=query.after, limit=query.limit, to=query.member)
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Generic, TypeVar
from uuid import UUID

import attrs
from attrs import frozen
from sqlalchemy import (
    Column,
    ColumnElement,
    Integer,
    Table,
    Update,
    bindparam,
    delete,
    insert,
    select,
    tuple_,
    update,
)

from commkit.runtime.storage.columns import Id, UtcDateTime
from commkit.runtime.storage.pages import (
    EARLIEST,
    FIRST_ID,
    LARGEST,
    LAST_ID,
    LATEST,
    Keyset,
    Page,
    page_size,
)
from commkit.runtime.storage.record_fields import unfit
from commkit.runtime.storage.statements import Statement, statement, visible_statement
from commkit.runtime.storage.table_names import TABLE_PREFIX
from commkit.runtime.storage.unit import UnitOfWork

T = TypeVar("T")

_LEADING = "community_id"
_ENDS: tuple[tuple[type, type, Any, Any], ...] = (
    (Id, UUID, FIRST_ID, LAST_ID),
    (UtcDateTime, datetime, EARLIEST, LATEST),
    (Integer, int, -LARGEST - 1, LARGEST),
)
"""Types of columns that pages can be sorted by: the type in the cursor, what is ahead of all, what is behind all."""


@frozen(eq=False)
class Crud(Generic[T]):
    """The usual statements of a table whose rows are one record each.

    `one` and `page` may ask what features hide; `update` and `delete` change the row they are told, so load it first.

    Attributes:
        add: Inserts a record: `context.run(crud.add, record)`.
        one: The record with a key: `context.one(crud.one, id=id)`; None where there is none, or none to see.
        page: A page of records, see `read_page`; its parameters are the fields of `where`, `after_<field>` for each of
            `order`, and `size`.
        update: Writes all fields of a record but its key: `context.run(crud.update, record)`.
        delete: Deletes the row with a key: `context.run(crud.delete, id=id)`.
        order: The fields that pages are sorted by.
        keyset: The codec of the pages' cursors.
        start: The place in front of the first page.
    """

    add: Statement[Any]
    one: Statement[T]
    page: Statement[T]
    update: Statement[Any]
    delete: Statement[Any]
    order: tuple[str, ...]
    keyset: Keyset[Any]
    start: tuple[Any, ...]

    def read_page(
        self, context: UnitOfWork, *, after: str | None = None, limit: int = 20, **where: Any
    ) -> Page[T]:
        """Read a page, in one statement.

        Args:
            context: What reads.
            after: The `next` of the page before; None for the first page.
            limit: Records on the page, 1 to 100.
            **where: The values of the fields that `crud` was given as `where`.

        Raises:
            Invalid: The cursor is of another list, or of other values of `where`.
        """
        limit = page_size(limit)
        cursors = self.keyset.within(*(value for _, value in sorted(where.items())))
        start = cursors.decode(after, default=self.start)
        places = {f"after_{name}": value for name, value in zip(self.order, start, strict=True)}
        rows = context.rows(self.page, size=limit + 1, **places, **where)
        return cursors.page(rows, limit, self._place)

    def _place(self, record: T) -> tuple[Any, ...]:
        return tuple(getattr(record, name) for name in self.order)


def crud(
    table: Table,
    record: type[T],
    *,
    where: Sequence[str] = (),
    order: Sequence[str] = (),
    newest_first: bool = True,
    composed: bool = False,
) -> Crud[T]:
    """The usual statements of a table.

    Args:
        table: The table, by `record_table` or by hand; each field of the record is a column of it.
        record: What a row becomes.
        where: Fields whose values a page is asked for, such as the member whose kudos it shows.
        order: Fields that a page is sorted by; the key stands behind them, so that the order is total. An index with
            `where` and `order` makes deep pages as fast as the first.
        newest_first: Whether pages fall; ids rise with time.
        composed: Whether features may hide its rows: the record's loader names the table, and `one` and `page` show
            what no feature hides; see `Feature.hides`.

    Raises:
        PluginError: The record does not fit the table, or the table cannot be paged so.
    """
    _check_record(table, record)
    key = tuple(column.name for column in table.primary_key if column.name != _LEADING)
    sorted_by = (*order, *(name for name in key if name not in order))
    _check_page(table, record, where, sorted_by)
    ends = [_end(table, record, name) for name in sorted_by]
    columns = [table.c[attribute.name] for attribute in attrs.fields(record)]  # type: ignore[arg-type]  # checked above
    this = [_given(table, _LEADING), *(_given(table, name) for name in key)]

    def read(*conditions: ColumnElement[bool]) -> Any:
        return select(*columns).where(*conditions)

    def read_page(*conditions: ColumnElement[bool]) -> Any:
        given = (_given(table, name) for name in (_LEADING, *where))
        return (
            read(*given, *conditions, _behind(table, sorted_by, falling=newest_first))
            .order_by(*(_sorted(table.c[name], falling=newest_first) for name in sorted_by))
            .limit(bindparam("size"))
        )

    if composed:
        one = visible_statement(lambda visible: read(*this, visible(record, table)), into=record)
        page = visible_statement(lambda visible: read_page(visible(record, table)), into=record)
    else:
        one, page = statement(lambda: read(*this), into=record), statement(read_page, into=record)
    return Crud(
        add=statement(lambda: insert(table)),
        one=one,
        page=page,
        update=statement(lambda: _written(table, record, key).where(*this)),
        delete=statement(lambda: delete(table).where(*this)),
        order=sorted_by,
        keyset=Keyset(tuple(part for part, _, _ in ends), table.name),
        start=tuple(last if newest_first else first for _, first, last in ends),
    )


def _given(table: Table, name: str) -> ColumnElement[bool]:
    return table.c[name] == bindparam(name)


def _behind(table: Table, names: Sequence[str], *, falling: bool) -> ColumnElement[bool]:
    """The rows behind the place where the page before ended."""
    places = [bindparam(f"after_{name}", type_=table.c[name].type) for name in names]
    if len(names) == 1:
        column = table.c[names[0]]
        return column < places[0] if falling else column > places[0]
    here = tuple_(*(table.c[name] for name in names))
    return here < tuple_(*places) if falling else here > tuple_(*places)


def _sorted(column: Column[Any], *, falling: bool) -> ColumnElement[Any]:
    return column.desc() if falling else column.asc()


def _written(table: Table, record: type, key: Sequence[str]) -> Update:
    names = [attribute.name for attribute in attrs.fields(record) if attribute.name not in (_LEADING, *key)]
    if not names:
        raise unfit(
            _plugin_of(table), record, "has nothing but its key; delete and add it instead of an update"
        )
    return update(table).values({name: bindparam(name, type_=table.c[name].type) for name in names})


def _plugin_of(table: Table) -> str:
    return table.name.removeprefix(TABLE_PREFIX).partition("_")[0]


def _check_record(table: Table, record: type) -> None:
    plugin = _plugin_of(table)
    if not attrs.has(record):
        raise unfit(plugin, record, "is no attrs class; decorate it with attrs.frozen")
    if _LEADING not in table.primary_key.columns:
        raise unfit(plugin, record, f"would be kept in {table.name}, whose key has no community_id")
    names = {attribute.name for attribute in attrs.fields(record)}
    columns = {column.name for column in table.c}
    if missing := sorted(names - columns):
        raise unfit(plugin, record, f"has fields that are no columns of {table.name}: {', '.join(missing)}")
    if missing := sorted(columns - names - {_LEADING}):
        raise unfit(
            plugin, record, f"lacks columns of {table.name}: {', '.join(missing)}; write those statements"
        )
    for attribute in attrs.fields(record):
        if attribute.kw_only or not attribute.init:
            raise unfit(plugin, record, "is not given by its place", name=attribute.name)


def _check_page(table: Table, record: type, where: Sequence[str], order: Sequence[str]) -> None:
    plugin = _plugin_of(table)
    taken = {"after", "limit", "size", "context", _LEADING, *(f"after_{name}" for name in order)}
    for name in (*where, *order):
        if name not in table.c or name == _LEADING:
            raise unfit(plugin, record, f"cannot be paged by {name!r}, which is no field of it")
        if table.c[name].nullable:
            raise unfit(
                plugin,
                record,
                "may be None, and no row is equal to or behind NULL; page by another field",
                name=name,
            )
    for name in where:
        if name in taken:
            raise unfit(plugin, record, "has the name of a parameter of a page; rename the field", name=name)


def _end(table: Table, record: type, name: str) -> tuple[type, Any, Any]:
    for kind, part, first, last in _ENDS:
        if isinstance(table.c[name].type, kind):
            return part, first, last
    raise unfit(
        _plugin_of(table),
        record,
        "cannot be sorted by: ids, times and whole numbers can; write that page by hand",
        name=name,
    )
