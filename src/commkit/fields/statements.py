"""The SQL of fields: values of a page of objects, and how they are kept and given away."""

from functools import lru_cache
from typing import Any

from sqlalchemy import bindparam, delete, exists, func, literal, select, update

from commkit.fields.tables import field_value
from commkit.fields.visibility import shown
from commkit.runtime.composing.holds import Holds
from commkit.runtime.model.fields import SUBJECTS, FieldSubject
from commkit.runtime.storage.columns import Id
from commkit.runtime.storage.statements import Statement, statement, upsert, visible_statement

_HERE = field_value.c.community_id == bindparam("community_id")
_OF_OBJECT = (
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

REMOVE = statement(lambda: delete(field_value).where(_OF_OBJECT, field_value.c.field == bindparam("field")))

COUNTS = statement(
    lambda: (
        select(field_value.c.subject, field_value.c.field, field_value.c.kind, func.count())
        .where(_HERE)
        .group_by(field_value.c.subject, field_value.c.field, field_value.c.kind)
    )
)
"""How many values each field has, whatever its objects."""

_kept = field_value.alias("kept")

MOVE = statement(
    lambda: (
        update(field_value)
        .values(object=bindparam("into", type_=Id))
        .where(
            _OF_OBJECT,
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
"""Gives the values of an object to another one, but for those that this one has."""


@lru_cache(maxsize=64)
def disown(holds: Holds) -> Statement[Any]:
    """Makes somebody's values of a field nobody's, but for those that are held; what is still theirs goes with them.

    Args:
        holds: What the features of the Kit hold.
    """
    return statement(
        lambda: (
            update(field_value)
            .values(owner=None)
            .where(
                _HERE,
                field_value.c.owner == bindparam("whose", type_=Id),
                field_value.c.subject == bindparam("of_subject"),
                field_value.c.field == bindparam("name"),
                field_value.c.kind == bindparam("of_kind"),
                holds.not_held(field_value),
            )
        )
    )


REMOVE_ALL = statement(lambda: delete(field_value).where(_OF_OBJECT))


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
"""The values of the objects of some ids that the reader may see."""


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
"""Texts of objects, whoever asks: for indexes and checks, never to be shown."""
