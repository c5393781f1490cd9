"""The SQL of lists by a field, and the joins by which nouns filter and sort their lists by one."""

from typing import Any

from attrs import frozen
from sqlalchemy import (
    ColumnElement,
    FromClause,
    LargeBinary,
    String,
    and_,
    bindparam,
    exists,
    literal,
    literal_column,
    select,
    tuple_,
    union_all,
)

from commkit.fields.tables import field_value
from commkit.fields.visibility import shown
from commkit.runtime.model.fields import SUBJECTS, FieldSubject
from commkit.runtime.storage.columns import Id
from commkit.runtime.storage.statements import Statement, statement, visible_statement
from commkit.runtime.storage.visibility import Visible

CHOICES_AT_ONCE = 8
"""Choices whose objects one statement reads."""
MOST_STORED = 1_000
"""Different choices that a field has values of, at most: those declared now, and those declared before."""

_HERE = field_value.c.community_id == bindparam("community_id")


def _sorted(subject: FieldSubject, *, descending: bool) -> Statement[tuple[Any, ...]]:
    def build(visible: Visible) -> Any:
        columns = (field_value.c.sort_key, field_value.c.object)
        return (
            select(*reversed(columns), field_value.c.kind, field_value.c.value)
            .where(
                _HERE,
                field_value.c.subject == literal(subject),
                within(field_value),
                shown(visible, subject, field_value),
            )
            .order_by(*(column.desc() if descending else column for column in columns))
            .limit(bindparam("size"))
        )

    return visible_statement(build)


SORTED = {
    (subject, order): _sorted(subject, descending=order == "descending")
    for subject in SUBJECTS
    for order in ("ascending", "descending")
}
"""Objects in the order of a field, between two places in it."""


def _least_key(*conditions: ColumnElement[bool]) -> Any:
    return (
        select(field_value.c.sort_key)
        .where(
            _HERE,
            field_value.c.subject == bindparam("subject", type_=String),
            field_value.c.field == bindparam("field", type_=String),
            field_value.c.sort_key.is_not(None),
            *conditions,
        )
        .order_by(field_value.c.sort_key)
        .limit(literal_column("1"))
        .scalar_subquery()
    )


def _stored_keys() -> Any:
    """Goes from each key to the next one by the index, so that it costs what there are of different ones."""
    stored = select(_least_key().label("sort_key")).cte("stored", recursive=True)
    found = stored.union_all(
        select(_least_key(field_value.c.sort_key > stored.c.sort_key)).where(stored.c.sort_key.is_not(None))
    )
    return (
        select(found.c.sort_key).where(found.c.sort_key.is_not(None)).limit(literal_column(str(MOST_STORED)))
    )


STORED_KEYS = statement(_stored_keys)
"""The different sort keys that a field has values of, whoever sees these: for the order of a list only."""


def _by_choice(subject: FieldSubject, *, descending: bool) -> Statement[tuple[Any, ...]]:
    def build(visible: Visible) -> Any:
        return (
            union_all(*(_of_choice(visible, number) for number in range(CHOICES_AT_ONCE)))
            .order_by(literal_column("place"), literal_column("object" + " DESC" * descending))
            .limit(bindparam("size"))
        )

    def _of_choice(visible: Visible, number: int) -> Any:
        object, after = field_value.c.object, bindparam(f"after_{number}", type_=Id)
        found = (
            select(
                literal_column(str(number)).label("place"),
                object,
                field_value.c.sort_key,
                field_value.c.kind,
                field_value.c.value,
            )
            .where(
                _HERE,
                field_value.c.subject == literal(subject),
                field_value.c.field == bindparam("field", type_=String),
                field_value.c.kind == literal("choice"),
                field_value.c.sort_key.is_not(None),
                field_value.c.sort_key == bindparam(f"key_{number}", type_=LargeBinary),
                object < after if descending else object > after,
                shown(visible, subject, field_value),
            )
            .order_by(object.desc() if descending else object)
            .limit(bindparam("size"))
            .subquery(f"choice_{number}")
        )
        return select(found)

    return visible_statement(build, into=_without_place)


def _without_place(_: int, *columns: Any) -> tuple[Any, ...]:
    return columns


BY_CHOICE = {
    (subject, order): _by_choice(subject, descending=order == "descending")
    for subject in SUBJECTS
    for order in ("ascending", "descending")
}
"""Objects with one of some choices, in the order in which these are given, each behind an id."""


def within(row: FromClause) -> ColumnElement[bool]:
    """The condition that a value is one of a field, between two places in its order; both ends are left out.

    Parameters: `field`, `field_kind`, `from_key`, `from_id`, `to_key`, `to_id`; see `field_range`.

    Args:
        row: The table of values, or an alias of it.
    """
    place = tuple_(row.c.sort_key, row.c.object)
    return and_(
        row.c.field == bindparam("field", type_=String),
        row.c.kind == bindparam("field_kind", type_=String),
        row.c.sort_key.is_not(None),  # what the index holds
        place > _place("from"),
        place < _place("to"),
    )


def _place(name: str) -> Any:
    return tuple_(bindparam(f"{name}_key", type_=LargeBinary), bindparam(f"{name}_id", type_=Id))


@frozen
class FieldJoin:
    """A join of objects with their values of one field, for the lists of a noun.

    Attributes:
        table: The table of values under an alias.
        on: The condition of the join.
        within: The condition of the range; see `within`.
        sort_key: The column to sort by, ahead of the id of the object. Of choices, which have the order in which they
            are declared, it only brings equal ones together; `ListByField` sorts them.
    """

    table: FromClause
    on: ColumnElement[bool]
    within: ColumnElement[bool]
    sort_key: ColumnElement[Any]


def join_field(subject: FieldSubject, row: FromClause) -> FieldJoin:
    """Join objects with their values of one field, to filter and sort them by it, by its index.

        values = join_field("post", post)
        select(...).select_from(post.join(values.table, values.on)).where(values.within, visible(Post, post), ...)
            .order_by(values.sort_key, values.table.c.object)

    The parameters are those that `field_range` gives.

    Args:
        subject: What the objects are.
        row: Their table, with `community_id` and `id`.
    """
    table = field_value.alias("by_field")
    on = and_(
        table.c.community_id == bindparam("community_id"),
        table.c.subject == literal(subject),
        table.c.object == row.c.id,
    )
    return FieldJoin(table, on, within(table), table.c.sort_key)


def where_field(subject: FieldSubject, row: FromClause) -> ColumnElement[bool]:
    """The condition that an object has a value of one field in a range, for lists that are sorted by something else.

    The parameters are those that `field_range` gives.

    Args:
        subject: What the objects are.
        row: Their table, with `community_id` and `id`.
    """
    joined = join_field(subject, row)
    return exists().where(joined.on, joined.within).correlate_except(joined.table)
