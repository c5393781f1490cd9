"""The community a session is in and what its actor is there, found by one statement at the start of every session."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, FromClause, bindparam, select

from commkit.communities import COMMUNITY_COLUMNS, Community, Visibility, community, directory
from commkit.members.agents import statements as agents_sql
from commkit.members.agents.policy import bounded_by_principal
from commkit.members.records import Membership, MembershipKind, MembershipStatus
from commkit.members.tables import CONTRIBUTION_OF, contribution, member, membership
from commkit.members.tables import RECORD as MEMBERSHIP_COLUMNS
from commkit.runtime.composing.agent_grants import AgentLimits
from commkit.runtime.model.errors import FieldError, Invalid, NotFound
from commkit.runtime.model.ids import CommunityId
from commkit.runtime.model.types import BANNED, MEMBER, OUTSIDER, SILENCED, SUSPENDED, SYSTEM_ROLE, VISITOR
from commkit.runtime.sessions.composition import SYSTEM, Access
from commkit.runtime.sessions.context import Context
from commkit.runtime.storage.statements import statement
from commkit.runtime.values.texts import Text

AccessRow = tuple[Community, str, Membership | None]
_COMMUNITY_WIDTH = len(COMMUNITY_COLUMNS)
_KEY = Text(max=255, multiline=False)


def _access_row(*columns: Any) -> AccessRow:
    its = columns[_COMMUNITY_WIDTH + 1 :]
    return (
        Community(*columns[:_COMMUNITY_WIDTH]),
        columns[_COMMUNITY_WIDTH],
        Membership(*its) if its[0] is not None else None,
    )


def _look_up(source: FromClause, condition: ColumnElement[bool]) -> Any:
    mine = (membership.c.community_id == community.c.community_id) & (membership.c.key == bindparam("actor"))
    return (
        select(*COMMUNITY_COLUMNS, community.c.settings, *MEMBERSHIP_COLUMNS)
        .select_from(source.outerjoin(membership, mine).outerjoin(contribution, CONTRIBUTION_OF))
        .where(condition)
    )


_LISTED = directory.join(community, community.c.community_id == directory.c.community_id)
_BY_SLUG = statement(lambda: _look_up(_LISTED, directory.c.slug == bindparam("slug")), into=_access_row)
_BY_ID = statement(
    lambda: _look_up(community, community.c.community_id == bindparam("community_id")), into=_access_row
)
_ACCOUNT = statement(lambda: select(member.c.id, member.c.kind).where(member.c.key == bindparam("actor")))


def resolve(context: Context, place: str | CommunityId | None) -> Access:
    """Find the community and the actor's membership in it.

    Args:
        context: Whose actor it is about.
        place: The slug or the id of a community; None for the lobby.

    Raises:
        NotFound: There is no such community, or it is secret and the actor is not inside.
        Invalid: The actor's key is no text that could be kept.
    """
    actor = _key(context.actor) if isinstance(context.actor, str) else None
    if place is None:
        return _lobby(context, actor)
    if isinstance(place, UUID):
        found = context.one(_BY_ID, community_id=place, actor=actor)
    elif place.isascii() and place.isprintable():
        found = context.one(_BY_SLUG, slug=place, actor=actor)
    else:
        found = None  # addresses come from outside; what no slug can be is not asked of the database
    if found is None:
        raise _not_found()
    here, settings, mine = found
    role = SYSTEM_ROLE if context.actor is SYSTEM else role_of(here, mine, context.now)
    agent = None
    if mine is not None and mine.kind is MembershipKind.AGENT:
        mine, role, agent = _as_agent(context, here, mine, role)
    # Whoever creates a secret community or accepts an invitation to one is not inside yet, but has a role in the lobby;
    # a session that is being opened has none.
    if role == OUTSIDER and here.visibility is Visibility.SECRET and context.role == VISITOR:
        raise _not_found()
    return Access(
        role=role,
        trust=trust_of(mine, role),
        member=mine.id if mine and mine.status is not MembershipStatus.LEFT else None,
        community_id=here.id,
        type=here.type,
        community=here,
        membership=mine,
        settings=settings,
        agent=agent,
    )


def _as_agent(
    context: Context, here: Community, mine: Membership, role: str
) -> tuple[Membership, str, AgentLimits]:
    """The membership and the role of an agent as they stand now, and what bounds it; one more statement."""
    limits = context.one(agents_sql.LIMITS, community_id=here.id, id=mine.id)
    if limits is None:  # it was removed
        return mine, role, AgentLimits()
    scopes, acts_for, principal = limits
    if acts_for is None:
        return mine, role, AgentLimits(scopes)
    theirs = role_of(here, principal, context.now)
    mine, role = bounded_by_principal(mine, role, principal, theirs)
    return (
        mine,
        role,
        AgentLimits(
            scopes,
            acts_for=acts_for,
            role=theirs,
            trust=trust_of(principal, theirs),
            version=principal.version if principal is not None else 0,
        ),
    )


def role_of(here: Community, mine: Membership | None, now: datetime) -> str:
    """The role that decides the permissions: the membership's, unless its status says less."""
    has_run_out = mine is not None and mine.restricted_until is not None and mine.restricted_until <= now
    if (
        mine is None
        or mine.status in (MembershipStatus.LEFT, MembershipStatus.REQUESTED)
        or (mine.status is MembershipStatus.BANNED and has_run_out)
    ):
        return VISITOR if here.visibility is Visibility.PUBLIC else OUTSIDER
    if mine.status is MembershipStatus.ACTIVE or has_run_out:
        return mine.role
    return {MembershipStatus.SILENCED: SILENCED, MembershipStatus.SUSPENDED: SUSPENDED}.get(
        mine.status, BANNED
    )


def trust_of(mine: Membership | None, role: str) -> int:
    """The trust level that decides the permissions: the membership's, unless its role here is an outsider's."""
    return mine.trust_level if mine is not None and role not in (VISITOR, OUTSIDER) else 0


def _key(actor: str) -> str:
    faults: list[FieldError] = []
    if _KEY.check(actor, "actor", faults) != actor or faults:
        raise Invalid.field("actor", "bad_key", "give the user's key as 1 to 255 characters on one line")
    return actor


def _lobby(context: Context, actor: str | None) -> Access:
    if context.actor is SYSTEM:
        return Access(role=SYSTEM_ROLE)
    if actor is None:
        return Access(role=VISITOR)
    account = context.one(_ACCOUNT, actor=actor)
    if account is None:
        return Access(role=MEMBER)
    id, kind = account
    if kind is MembershipKind.AGENT:  # it is one of a community, and nobody outside
        return Access(role=VISITOR, member=id, agent=AgentLimits())
    return Access(role=MEMBER, member=id)


def _not_found() -> NotFound:
    return NotFound("communities.not_found", "there is no such community, or it is not for you to see")
