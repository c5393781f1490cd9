"""The statements of agents."""

from typing import Any

from sqlalchemy import ColumnElement, bindparam, case, exists, func, or_, select, update

from commkit.members.agents.records import Agent
from commkit.members.agents.tables import agent
from commkit.members.groups.tables import group_member
from commkit.members.records import RESTRICTED_STATUSES, Membership
from commkit.members.tables import CONTRIBUTION_OF, RECORD, contribution, membership
from commkit.runtime.storage.columns import Id
from commkit.runtime.storage.statements import statement, upsert

_HERE = agent.c.community_id == bindparam("community_id")
_PRESENT = _HERE & agent.c.removed_at.is_(None)
_ITS = (membership.c.community_id == agent.c.community_id) & (membership.c.id == agent.c.id)
_ACTS_FOR = agent.c.acts_for == bindparam("member", type_=Id)
_SEES_KEY = or_(agent.c.acts_for == bindparam("me", type_=Id), bindparam("sees_all"))
_COLUMNS = (
    agent.c.id,
    case((_SEES_KEY, membership.c.key), else_=""),
    membership.c.name,
    membership.c.role,
    membership.c.status,
    agent.c.acts_for,
    agent.c.scopes,
    agent.c.added_at,
)


def _shown(*conditions: ColumnElement[bool]) -> Any:
    return select(*_COLUMNS).select_from(agent.join(membership, _ITS)).where(_PRESENT, *conditions)


ONE = statement(lambda: _shown(agent.c.id == bindparam("id", type_=Id)), into=Agent)
PAGE = statement(
    lambda: _shown(agent.c.id > bindparam("after", type_=Id)).order_by(agent.c.id).limit(bindparam("size")),
    into=Agent,
)

LimitsRow = tuple[tuple[str, ...], Any, Membership | None]
"""The scopes of an agent, whom it acts for, and the membership of that member."""


def _limits_row(scopes: tuple[str, ...], acts_for: Any, *theirs: Any) -> LimitsRow:
    return scopes, acts_for, Membership(*theirs) if theirs[0] is not None else None


LIMITS = statement(
    lambda: (
        select(agent.c.scopes, agent.c.acts_for, *RECORD)
        .select_from(
            agent.outerjoin(
                membership,
                (membership.c.community_id == agent.c.community_id) & (membership.c.id == agent.c.acts_for),
            ).outerjoin(contribution, CONTRIBUTION_OF)
        )
        .where(_PRESENT, agent.c.id == bindparam("id", type_=Id))
    ),
    into=_limits_row,
)

_new = upsert(agent)
ADD = statement(
    lambda: _new.on_conflict_do_update(
        index_elements=["community_id", "id"],
        set_={name: _new.excluded[name] for name in ("acts_for", "scopes", "added_at", "removed_at")},
    )
)
"""Adds the row, or makes that of an agent that was removed its own again."""

SET_SCOPES = statement(
    lambda: (
        update(agent)
        .values(scopes=bindparam("new_scopes"))
        .where(_PRESENT, agent.c.id == bindparam("id", type_=Id))
    )
)
SET_REMOVED = statement(
    lambda: (
        update(agent)
        .values(removed_at=bindparam("now"))
        .where(_PRESENT, agent.c.id == bindparam("id", type_=Id))
    )
)
COUNT_OF_MEMBER = statement(lambda: select(func.count()).select_from(agent).where(_PRESENT, _ACTS_FOR))
KNOWN = statement(
    lambda: (
        select(agent.c.id, agent.c.acts_for)
        .select_from(membership.outerjoin(agent, _ITS))
        .where(
            membership.c.community_id == bindparam("community_id"),
            membership.c.id == bindparam("id", type_=Id),
        )
    )
)
"""Whom somebody who was here before acted for; without an id where they are no agent any more, or never were."""
RESTRICTED_OF_MEMBER = statement(
    lambda: (
        select(agent.c.id)
        .join(membership, _ITS)
        .where(
            _HERE,
            _ACTS_FOR,
            or_(*(membership.c.status == status for status in RESTRICTED_STATUSES)),
            or_(membership.c.restricted_until.is_(None), membership.c.restricted_until > bindparam("now")),
        )
        .limit(1)
    )
)
"""Whether an agent of a member is silenced, suspended or banned, also one that they removed."""
IS_REMOVED = statement(
    lambda: select(agent.c.id).where(
        _HERE, agent.c.id == bindparam("id", type_=Id), agent.c.removed_at.is_not(None)
    )
)
FALLING = statement(
    lambda: (
        select(agent.c.id, agent.c.acts_for)
        .where(_PRESENT, or_(_ACTS_FOR, agent.c.id == bindparam("member", type_=Id)))
        .order_by(agent.c.id)
    )
)
"""The agents that fall with a membership: its own, where an agent has it, and those that act for it."""

_its, _sibling = agent.alias("own_agent"), agent.alias("sibling_agent")


def principal_of(community_id: ColumnElement[Any], who: ColumnElement[Any]) -> ColumnElement[Any]:
    """The member that an agent acts for, or acted for until it was removed; of everybody else, themselves.

    Args:
        community_id: The community.
        who: The member id of an agent or of somebody else.
    """
    acts_for = (
        select(_its.c.acts_for)
        .where(_its.c.community_id == community_id, _its.c.id == who)
        .correlate_except(_its)
        .scalar_subquery()
    )
    return func.coalesce(acts_for, who)


def is_same_principal(
    community_id: ColumnElement[Any], one: ColumnElement[Any], other: ColumnElement[Any]
) -> ColumnElement[bool]:
    """Whether two members are one in their interests: the same, an agent and its person, two agents of one person."""
    return principal_of(community_id, one) == principal_of(community_id, other)


def is_met_by_block(
    community_id: ColumnElement[Any], blocked: ColumnElement[Any], who: ColumnElement[Any]
) -> ColumnElement[bool]:
    """Whether a block of somebody holds against a member.

    That of a person holds against their agents, that of an agent against the others of the same person, also those
    that come after it: else whoever is blocked would send another one. That of an agent is none of its person.

    Args:
        community_id: The community.
        blocked: Whom the block is of.
        who: The member it may hold against.
    """
    theirs = select(_its.c.acts_for).where(_its.c.community_id == community_id, _its.c.id == who)
    siblings = (
        select(_sibling.c.id)
        .join(
            _its, (_its.c.community_id == _sibling.c.community_id) & (_its.c.acts_for == _sibling.c.acts_for)
        )
        .where(_its.c.community_id == community_id, _its.c.id == who)
    )
    return or_(
        blocked == who,
        blocked.in_(theirs.correlate_except(_its)),
        blocked.in_(siblings.correlate_except(_its, _sibling)),
    )


OF_PRINCIPAL = statement(
    lambda: select(agent.c.id).where(_HERE, agent.c.acts_for == bindparam("principal", type_=Id))
)
"""The agents, present and past, of a member."""

IS_OF_PRINCIPAL = statement(
    lambda: select(agent.c.id).where(
        _HERE, agent.c.id == bindparam("id", type_=Id), agent.c.acts_for == bindparam("principal", type_=Id)
    )
)
"""Whether somebody is an agent, or was one, of a member."""

_in_group = group_member.alias("other")


def _is_in_group(whose: ColumnElement[Any]) -> ColumnElement[bool]:
    return exists().where(
        _in_group.c.community_id == agent.c.community_id,
        _in_group.c.group == bindparam("group", type_=Id),
        _in_group.c.member == whose,
    )


IS_AHEAD_OF_MEMBER = statement(
    lambda: select(agent.c.id).where(
        _PRESENT,
        agent.c.id == bindparam("member", type_=Id),
        agent.c.acts_for.is_not(None),
        ~_is_in_group(agent.c.acts_for),
    )
)
"""Whether somebody is an agent that would be in a group without the member it acts for."""
AGENTS_IN_GROUP = statement(
    lambda: select(agent.c.id).where(_PRESENT, _ACTS_FOR, _is_in_group(agent.c.id)).order_by(agent.c.id)
)
"""The agents in a group that act for a member."""

STAFF_OF_MEMBER = statement(
    lambda: (
        select(agent.c.id, membership.c.role, membership.c.staff)
        .join(membership, _ITS)
        .where(_PRESENT, _ACTS_FOR)
        .order_by(agent.c.id)
    )
)
"""The agents of a member with their roles, and whether they are shown as staff."""
SET_STAFF = statement(
    lambda: (
        update(membership)
        .values(staff=bindparam("new_staff"))
        .where(
            membership.c.community_id == bindparam("community_id"),
            membership.c.id == bindparam("id", type_=Id),
        )
    )
)
ERASE_NAMES = statement(
    lambda: (
        update(membership)
        .values(name="[erased]", name_key="")
        .where(
            membership.c.community_id == bindparam("community_id"),
            membership.c.id.in_(
                select(agent.c.id).where(
                    agent.c.community_id == bindparam("community_id"),
                    agent.c.acts_for == bindparam("member", type_=Id),
                )
            ),
        )
        .returning(membership.c.key)
    )
)
"""The names of the agents of a member, also of those that were removed."""
