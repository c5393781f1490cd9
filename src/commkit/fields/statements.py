"""The SQL of fields: values of a page of things, things in the order of a field, and what lists of nouns join."""

from typing import Any

from attrs import frozen
from sqlalchemy import (
    ColumnElement,
    FromClause,
    LargeBinary,
    String,
    and_,
    bindparam,
    delete,
    exists,
    func,
    literal,
    select,
    tuple_,
    update,
)

from commkit.fields.tables import field_value
from commkit.fields.visibility import shown
from commkit.runtime.model.fields import SUBJECTS, FieldSubject
from commkit.runtime.storage.columns import Id
from commkit.runtime.storage.statements import Statement, statement, upsert, visible_statement
from commkit.runtime.storage.visibility import Visible

_HERE = field_value.c.community_id == bindparam("community_id")
_OF_THING = (
    _HERE
    & (field_value.c.subject == bindparam("subject"))
    & (field_value.c.object == bindparam("object", type_=Id))
)
_CHANGED = ("kind", "value", "sort_key", "owner")
_new = upsert(field_value)

SAVE = statement(
    lambda: _new.on_conflict_do_update(
        index_elements=["community_id", "subject", "object", "field"],
        set_={name: _new.excluded[name] for name in _CHANGED},
    )
)

REMOVE = statement(lambda: delete(field_value).where(_OF_THING, field_value.c.field == bindparam("field")))

COUNT = statement(
    lambda: (
        select(field_value.c.subject, field_value.c.field, field_value.c.kind, func.count())
        .where(_HERE)
        .group_by(field_value.c.subject, field_value.c.field, field_value.c.kind)
    )
)
"""How many values each field has, whatever its things."""

_kept = field_value.alias("kept")

MOVE = statement(
    lambda: (
        update(field_value)
        .values(object=bindparam("into", type_=Id))
        .where(
            _OF_THING,
            ~exists()
            .where(
                _kept.c.community_id == bindparam("community_id"),
                _kept.c.subject == bindparam("subject"),
                _kept.c.object == bindparam("into", type_=Id),
                _kept.c.field == field_value.c.field,
            )
            .correlate_except(_kept),
        )
    )
)
"""Gives the values of a thing to another one, but for those that this one has."""

DISOWN = statement(
    lambda: (
        update(field_value)
        .values(owner=None)
        .where(
            _HERE,
            field_value.c.owner == bindparam("whose", type_=Id),
            field_value.c.subject == bindparam("of_subject"),
            field_value.c.field == bindparam("name"),
            field_value.c.kind == bindparam("of_kind"),
        )
    )
)
"""Makes somebody's values of a field nobody's; what is still theirs goes with them."""

REMOVE_ALL = statement(lambda: delete(field_value).where(_OF_THING))


def _values(subject: FieldSubject) -> Statement[tuple[Any, ...]]:
    return visible_statement(
        lambda visible: select(
            field_value.c.object, field_value.c.field, field_value.c.kind, field_value.c.value
        ).where(
            _HERE,
            field_value.c.subject == literal(subject),
            field_value.c.object.in_(bindparam("ids", expanding=True, type_=Id)),
            shown(visible, subject, field_value),
        )
    )


VALUES = {subject: _values(subject) for subject in SUBJECTS}
"""The values of the things of some ids that the reader may see."""


TEXTS = statement(
    lambda: (
        select(field_value.c.object, field_value.c.field, field_value.c.value)
        .where(
            _HERE,
            field_value.c.subject == bindparam("subject"),
            field_value.c.object.in_(bindparam("ids", expanding=True, type_=Id)),
            field_value.c.kind == literal("text"),
        )
        .order_by(field_value.c.object, field_value.c.field)
    )
)
"""Texts of things, whoever asks: for indexes and checks, never to be shown."""


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
"""Things in the order of a field, between two places in it."""


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
    """A join of things with their values of one field, for the lists of a noun.

    Attributes:
        table: The table of values under an alias.
        on: The condition of the join.
        within: The condition of the range; see `within`.
        sort_key: The column to sort by, ahead of the id of the thing.
    """

    table: FromClause
    on: ColumnElement[bool]
    within: ColumnElement[bool]
    sort_key: ColumnElement[Any]


def join_field(subject: FieldSubject, row: FromClause) -> FieldJoin:
    """Join things with their values of one field, to filter and sort them by it, by its index.

        values = join_field("post", post)
        select(...).select_from(post.join(values.table, values.on)).where(values.within, visible(Post, post), ...)
            .order_by(values.sort_key, values.table.c.object)

    The parameters are those that `field_range` gives.

    Args:
        subject: What the things are.
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
    """The condition that a thing has a value of one field in a range, for lists that are sorted by something else.

    The parameters are those that `field_range` gives.

    Args:
        subject: What the things are.
        row: Their table, with `community_id` and `id`.
    """
    joined = join_field(subject, row)
    return exists().where(joined.on, joined.within).correlate_except(joined.table)
