"""The actor lock: who decides about others does it only while they are what the session saw when it began."""

from sqlalchemy import bindparam, select

from commkit.members.tables import membership
from commkit.runtime.model.errors import Denied
from commkit.runtime.sessions.context import Context
from commkit.runtime.storage.columns import Id
from commkit.runtime.storage.statements import statement

_LOCK_UNCHANGED_ACTOR = statement(
    select(membership.c.id)
    .where(
        membership.c.community_id == bindparam("community_id"),
        membership.c.id == bindparam("me", type_=Id),
        membership.c.role == bindparam("expected_role"),
        membership.c.status == bindparam("expected_status"),
    )
    .with_for_update(read=True)
)


def lock_actor(context: Context) -> None:
    """See that the actor still is what they were when the session began, and keep it so until the commit.

    Call it last, after the rows it is about were changed: who holds others' rows first waits for nobody twice.

    Raises:
        Denied: They were demoted or restricted in the meantime.
    """
    mine = context.membership
    if mine is None:  # the host itself
        return
    if not context.rows(
        _LOCK_UNCHANGED_ACTOR, me=mine.id, expected_role=mine.role, expected_status=mine.status
    ):
        raise Denied(
            "members.membership_changed", "your membership was changed in the meantime; open a new session"
        )
