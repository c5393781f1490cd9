"""Holding: who decides about others does it only while they are what the session saw when it began."""

from sqlalchemy import bindparam, select

from commkit.members.tables import membership
from commkit.runtime.model.errors import Denied
from commkit.runtime.sessions.session import Session
from commkit.runtime.storage.columns import Id
from commkit.runtime.storage.statements import statement

_STILL = statement(
    select(membership.c.id)
    .where(
        membership.c.community_id == bindparam("community_id"),
        membership.c.id == bindparam("me", type_=Id),
        membership.c.role == bindparam("seen_role"),
        membership.c.standing == bindparam("seen_standing"),
    )
    .with_for_update(read=True)
)


def hold_to_role(session: Session) -> None:
    """See that the actor still is what they were when the session began, and keep it so until the commit.

    Call it last, after the rows it is about were changed: who holds others' rows first waits for nobody twice.

    Raises:
        Denied: They were demoted or restricted in the meantime.
    """
    mine = session.membership
    if mine is None:  # the host itself
        return
    if not session.rows(_STILL, me=mine.id, seen_role=mine.role, seen_standing=mine.standing):
        raise Denied("members.changed", "your membership was changed in the meantime; open a new session")
