"""The actor lock: a command is kept only while its actor still is what the session saw when it began.

Every command ends with its audit row. That row is inserted by a SELECT over the rows that gave the actor the right:
the community's, the actor's membership (an agent's, and that of whom it acts for), or in the lobby their account. The
SELECT asks that they have not changed, and locks them (`FOR SHARE`) until the commit. A demotion, restriction,
departure or erasure of the actor, an archiving of the community or a change of its type, that commits first leaves
nothing to select: no row is inserted, and the command is refused. One that comes later waits for the commit. On SQLite
a writing session is alone from its beginning; there the same statement decides.

What the lock reads is changed by nothing else: counts of what members write are in `commkit_contribution`, so people
who react to each other's posts at once do not wait for each other here.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, FromClause, bindparam, insert, select

from commkit.communities import community
from commkit.members.tables import member, membership
from commkit.runtime.model.errors import Denied
from commkit.runtime.model.ids import LOBBY
from commkit.runtime.sessions.context import Context
from commkit.runtime.sessions.errors import TYPE_CHANGED
from commkit.runtime.storage.columns import Id
from commkit.runtime.storage.statements import Statement, statement
from commkit.runtime.storage.tables import audit

_VALUES = {column.name: bindparam(column.name, type_=column.type) for column in audit.c}
_ID = community.c.community_id == bindparam("community_id", type_=Id)
_COMMUNITY = _ID & (community.c.type == bindparam("expected_type"))
"""The session acts by the dispatch table of this type."""
_OPEN = community.c.archived_at.is_(None)
_MEMBERSHIP = (
    (membership.c.community_id == community.c.community_id)
    & (membership.c.id == bindparam("actor_id", type_=Id))
    & (membership.c.key == bindparam("actor_key"))
    & (membership.c.version == bindparam("expected_version"))
)


_principal = membership.alias("principal")
_PRINCIPAL = (
    (_principal.c.community_id == community.c.community_id)
    & (_principal.c.id == bindparam("principal_id", type_=Id))
    & (_principal.c.version == bindparam("principal_version"))
)
_WITH_PRINCIPAL = community.join(_principal, _PRINCIPAL).join(membership, _MEMBERSHIP)
"""The member first, then their agent: in this order, whoever takes a right from a member locks them, too."""


def _add_where(source: FromClause, *conditions: ColumnElement[bool]) -> Statement[Any]:
    found = select(*_VALUES.values()).select_from(source).where(*conditions).with_for_update(read=True)
    return statement(lambda: insert(audit).from_select(list(_VALUES), found))


ADD = statement(lambda: insert(audit))
ADD_IN_COMMUNITY = _add_where(community, _COMMUNITY)
ADD_IN_OPEN_COMMUNITY = _add_where(community, _COMMUNITY, _OPEN)
ADD_FOR_MEMBER = _add_where(community.join(membership, _MEMBERSHIP), _COMMUNITY)
ADD_FOR_MEMBER_IN_OPEN_COMMUNITY = _add_where(community.join(membership, _MEMBERSHIP), _COMMUNITY, _OPEN)
ADD_FOR_AGENT = _add_where(_WITH_PRINCIPAL, _COMMUNITY)
ADD_FOR_AGENT_IN_OPEN_COMMUNITY = _add_where(_WITH_PRINCIPAL, _COMMUNITY, _OPEN)
_ACCOUNT = (member.c.key == bindparam("actor_key")) & (member.c.id == bindparam("actor_id", type_=Id))
ADD_FOR_ACCOUNT = _add_where(member, _ACCOUNT)
LOCK_ACCOUNT = statement(lambda: select(member.c.id).where(_ACCOUNT).with_for_update(read=True))


def add_audit_entry(context: Context, entry: Mapping[str, Any], *, locked: bool, when_archived: bool) -> None:
    """Add the audit row of a command, if its actor still may send it, and keep it so until the commit.

    Args:
        context: Where the command was carried out.
        entry: The columns of the row.
        locked: Whether the command asks for the lock.
        when_archived: Whether it is carried out in an archived community too.

    Raises:
        Denied: The actor's membership or account is not what it was, or the community was archived or got another
            type.
    """
    if not locked:
        context.run(ADD, **entry)
        return
    if context.origin == LOBBY and context.community_id != LOBBY:
        _lock_account(context)
    adding = _statement_for(context, when_archived=when_archived)
    mine, agent = context.membership, context.agent
    principal: dict[str, object] = {}
    if agent is not None and agent.acts_for is not None:
        principal = {"principal_id": agent.acts_for, "principal_version": agent.version}
    added = context.run(
        adding,
        **entry,
        actor_id=mine.id if mine is not None else context.member_or_none,
        actor_key=context.actor if isinstance(context.actor, str) else None,
        expected_version=mine.version if mine is not None else None,
        expected_type=context.community_type.name,
        **principal,
    )
    if not added:
        raise _refused(context)


def _lock_account(context: Context) -> None:
    """Hold the account of who came from the lobby into a community; their membership there may be newer than it."""
    if context.origin_member is not None and not context.rows(
        LOCK_ACCOUNT, actor_key=context.actor, actor_id=context.origin_member
    ):
        raise _account_changed()


def _statement_for(context: Context, *, when_archived: bool) -> Statement[Any]:
    if context.community_id == LOBBY:
        return ADD if context.member_or_none is None else ADD_FOR_ACCOUNT
    must_be_open = context.community.archived_at is None and not when_archived
    if context.membership is None:
        return ADD_IN_OPEN_COMMUNITY if must_be_open else ADD_IN_COMMUNITY
    if context.agent is not None and context.agent.acts_for is not None:
        return ADD_FOR_AGENT_IN_OPEN_COMMUNITY if must_be_open else ADD_FOR_AGENT
    return ADD_FOR_MEMBER_IN_OPEN_COMMUNITY if must_be_open else ADD_FOR_MEMBER


_NOW = statement(lambda: select(community.c.archived_at, community.c.type).where(_ID))


def _refused(context: Context) -> Denied:
    if context.community_id == LOBBY:
        return _account_changed()
    archived_at, type = context.one(_NOW) or (None, context.community_type.name)
    if type != context.community_type.name:
        return Denied(
            TYPE_CHANGED, "the type of this community was changed in the meantime; open a new session"
        )
    if context.community.archived_at is None and archived_at is not None:
        return Denied("communities.archived", "this community was archived in the meantime")
    return Denied(
        "members.membership_changed", "your membership was changed in the meantime; open a new session"
    )


def _account_changed() -> Denied:
    return Denied("members.account_changed", "your account was erased in the meantime; sign in again")
