"""The SQL of scheduled drafts."""

from sqlalchemy import bindparam, select, tuple_, update

from commkit.posts.drafts.records import Draft
from commkit.posts.drafts.statements import RECORD, as_draft
from commkit.posts.drafts.tables import draft
from commkit.runtime.storage.columns import Id, UtcDateTime
from commkit.runtime.storage.statements import statement, visible_statement

_HERE = draft.c.community_id == bindparam("community_id")

_ONE = _HERE & (draft.c.id == bindparam("id"))

_MINE = _HERE & (draft.c.author == bindparam("me"))

ANY = statement(lambda: select(*RECORD).where(_ONE), into=as_draft)
"""Anybody's draft: for the worker, never to be shown."""

DUE = visible_statement(
    lambda visible: (
        select(*RECORD)
        .where(
            _MINE,
            visible(Draft, draft),
            draft.c.due_at.is_not(None),
            tuple_(draft.c.due_at, draft.c.id)
            > tuple_(bindparam("after_at", type_=UtcDateTime), bindparam("after", type_=Id)),
        )
        .order_by(draft.c.due_at, draft.c.id)
        .limit(bindparam("size"))
    ),
    into=as_draft,
)


REFUSE = statement(
    lambda: (
        update(draft)
        .values(due_at=None, scheduled=None, scheduled_check=None, failure_code=bindparam("code"))
        .where(_ONE)
    )
)
