"""The statements of groups."""

from sqlalchemy import bindparam, delete, exists, func, or_, select, update

from commkit.members.agents.tables import agent
from commkit.members.groups.records import Group
from commkit.members.groups.tables import group, group_member
from commkit.members.records import CURRENT_STATUSES, Membership, MembershipKind
from commkit.members.statements import VISIBLE_COLUMNS
from commkit.members.tables import CONTRIBUTION_OF, contribution, membership
from commkit.runtime.storage.columns import Id
from commkit.runtime.storage.statements import insert_if_absent, statement, visible_statement

_HERE = group.c.community_id == bindparam("community_id")
_THIS = _HERE & (group.c.id == bindparam("id", type_=Id))
_IN = group_member.c.community_id == bindparam("community_id")
_RECORD = (
    group.c.id,
    group.c.name,
    group.c.title,
    group.c.open,
    group.c.created_at,
    group.c.member_count,
    group.c.walled,
    group.c.kept_by,
)
_CURRENT = or_(*(membership.c.status == status for status in CURRENT_STATUSES))

ADD = statement(lambda: insert_if_absent(group))
COUNT = statement(lambda: select(func.count()).select_from(group).where(_HERE, group.c.kept_by == ""))
ONE = visible_statement(lambda visible: select(*_RECORD).where(_THIS, visible(Group, group)), into=Group)
BY_NAME = visible_statement(
    lambda visible: select(*_RECORD).where(_HERE, group.c.name == bindparam("name"), visible(Group, group)),
    into=Group,
)
ALL = visible_statement(
    lambda visible: select(*_RECORD).where(_HERE, visible(Group, group)).order_by(group.c.name), into=Group
)
ANY = statement(lambda: select(*_RECORD).where(_THIS), into=Group)
"""The group, whoever asks: for who keeps it, never to be shown."""
RENAME = statement(lambda: update(group).values(title=bindparam("new_title")).where(_THIS))
DELETE_ALL_MEMBERS = statement(
    lambda: delete(group_member).where(_IN, group_member.c.group == bindparam("id", type_=Id))
)
DELETE = statement(lambda: delete(group).where(_THIS))
ADD_MEMBER = statement(lambda: insert_if_absent(group_member))
DELETE_MEMBER = statement(
    lambda: delete(group_member).where(
        _IN,
        group_member.c.group == bindparam("group", type_=Id),
        group_member.c.member == bindparam("member", type_=Id),
    )
)
CHANGE_MEMBER_COUNT = statement(
    lambda: update(group).values(member_count=group.c.member_count + bindparam("change")).where(_THIS)
)
LOCK_CURRENT_MEMBERSHIP = statement(
    lambda: (
        update(membership)
        .values(trust_level=membership.c.trust_level)
        .where(
            membership.c.community_id == bindparam("community_id"),
            membership.c.id == bindparam("member", type_=Id),
            _CURRENT,
        )
        .returning(membership.c.kind)
    )
)
"""Lock the membership of somebody inside, and say whether they are a person; no row for somebody outside."""
_MEMBERSHIP_HERE = membership.c.community_id == bindparam("community_id")
MARK_MEMBER = statement(
    lambda: (
        update(membership)
        .values(version=membership.c.version + 1)
        .where(_MEMBERSHIP_HERE, membership.c.id == bindparam("member", type_=Id))
    )
)
"""Make open sessions of a member stale, who loses what the group is allowed."""
MARK_ALL_MEMBERS = statement(
    lambda: (
        update(membership)
        .values(version=membership.c.version + 1)
        .where(
            _MEMBERSHIP_HERE,
            exists(
                select(group_member.c.member).where(
                    group_member.c.community_id == membership.c.community_id,
                    group_member.c.group == bindparam("id", type_=Id),
                    group_member.c.member == membership.c.id,
                )
            ),
        )
    )
)
GROUPS_OF_MEMBER = statement(
    lambda: select(group_member.c.group).where(_IN, group_member.c.member == bindparam("member", type_=Id))
)
PAGE = statement(
    lambda: (
        select(*VISIBLE_COLUMNS)
        .select_from(
            group_member.join(
                membership,
                (membership.c.community_id == group_member.c.community_id)
                & (membership.c.id == group_member.c.member),
            ).outerjoin(contribution, CONTRIBUTION_OF)
        )
        .where(
            _IN,
            group_member.c.group == bindparam("group", type_=Id),
            group_member.c.member > bindparam("after", type_=Id),
            _CURRENT,
        )
        .order_by(group_member.c.member)
        .limit(bindparam("size"))
    ),
    into=Membership,
)


# --- many at once: what a feature does with the members of a group that it keeps ---------------------------------

_AMONG = membership.c.id.in_(bindparam("members", expanding=True, type_=Id))
LOCK_PERSONS = statement(
    lambda: (
        update(membership)
        .values(trust_level=membership.c.trust_level)
        .where(_MEMBERSHIP_HERE, _AMONG, _CURRENT, membership.c.kind == MembershipKind.PERSON)
        .returning(membership.c.id)
    )
)
"""Lock those of some members who are persons and inside, and say who they are."""
MARK_MEMBERS = statement(
    lambda: update(membership).values(version=membership.c.version + 1).where(_MEMBERSHIP_HERE, _AMONG)
)
_OF_GROUP = _IN & (group_member.c.group == bindparam("id", type_=Id))
MEMBERS_AMONG = statement(
    lambda: select(group_member.c.member).where(
        _OF_GROUP, group_member.c.member.in_(bindparam("members", expanding=True, type_=Id))
    )
)
ALL_MEMBERS = statement(lambda: select(group_member.c.member).where(_OF_GROUP))
DELETE_MEMBERS = statement(
    lambda: delete(group_member).where(
        _OF_GROUP, group_member.c.member.in_(bindparam("members", expanding=True, type_=Id))
    )
)
AGENTS_OF_MEMBERS = statement(
    lambda: (
        select(group_member.c.member)
        .select_from(
            group_member.join(
                agent,
                (agent.c.community_id == group_member.c.community_id) & (agent.c.id == group_member.c.member),
            )
        )
        .where(_OF_GROUP, agent.c.acts_for.in_(bindparam("members", expanding=True, type_=Id)))
    )
)
"""The agents in a group that act for some members: they leave it with these."""
