"""The SQL of drafts. Each statement but those of the worker is restricted to the author's own drafts."""

from typing import Any

from attrs import evolve
from sqlalchemy import bindparam, delete, func, insert, select, update

from commkit.posts.drafts.records import Draft
from commkit.posts.drafts.tables import draft
from commkit.runtime.storage.columns import Id
from commkit.runtime.storage.statements import statement, visible_statement
from commkit.runtime.values.serialization import from_json

_HERE = draft.c.community_id == bindparam("community_id")

_ONE = _HERE & (draft.c.id == bindparam("id"))

_MINE = _HERE & (draft.c.author == bindparam("me"))

RECORD = tuple(draft.c[name] for name in Draft.__annotations__)
"""The columns of a `Draft`, in its order; see `as_draft`."""


def as_draft(*row: Any) -> Draft:
    """The draft of a row; its fields are kept as JSON."""
    *values, fields = row
    return evolve(Draft(*values), fields=from_json(fields))


_WRITTEN = {column.name: bindparam(column.name, type_=column.type) for column in draft.c}

_other = draft.alias("other")

ADD = statement(
    lambda: insert(draft).from_select(
        list(_WRITTEN),
        select(*_WRITTEN.values()).where(
            select(func.count())
            .select_from(_other)
            .where(_other.c.community_id == bindparam("community_id"), _other.c.author == _WRITTEN["author"])
            .scalar_subquery()
            < bindparam("most")
        ),
    )
)
"""Adds nothing if the author has `most` drafts; several commands at the same time may exceed it a little."""

ONE = visible_statement(lambda visible: select(*RECORD).where(_ONE, visible(Draft, draft)), into=as_draft)

NEWEST = visible_statement(
    lambda visible: (
        select(*RECORD)
        .where(_MINE, visible(Draft, draft), draft.c.id < bindparam("after"))
        .order_by(draft.c.id.desc())
        .limit(bindparam("size"))
    ),
    into=as_draft,
)

SAVE = statement(
    lambda: (
        update(draft)
        .values(
            kind=bindparam("new_kind"),
            title=bindparam("new_title"),
            body=bindparam("new_body"),
            tags=bindparam("new_tags"),
            markup=bindparam("new_markup"),
            made_with=bindparam("new_made_with"),
            space=bindparam("new_space", type_=Id),
            audience=bindparam("new_audience", type_=Id),
            fields=bindparam("new_fields"),
            version=draft.c.version + 1,
            updated_at=bindparam("now"),
        )
        .where(_MINE, draft.c.id == bindparam("id"), draft.c.version == bindparam("seen"))
    )
)

DELETE = statement(lambda: delete(draft).where(_ONE, draft.c.version == bindparam("seen")))
SAVE_SCHEDULE = statement(
    lambda: (
        update(draft)
        .values(
            due_at=bindparam("new_due"),
            scheduled=bindparam("new_scheduled"),
            scheduled_check=bindparam("new_scheduled_check"),
            failure_code="",
        )
        .where(_ONE, draft.c.scheduled.is_not_distinct_from(bindparam("expected_scheduled", type_=Id)))
    )
)
"""Changes no row if the draft was scheduled in the meantime, so that no scheduled command is left without its draft."""
