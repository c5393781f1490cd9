"""The SQL of mentions."""

from sqlalchemy import bindparam, or_, select

from commkit.members import CURRENT_STATUSES, Group, group, group_member, membership
from commkit.posts.mentions.records import NamedMember
from commkit.rendering import MAX_MENTIONS
from commkit.runtime.storage.statements import statement, visible_statement

MEMBERS_BY_NAME = statement(
    lambda: select(membership.c.id, membership.c.name, membership.c.name_key).where(
        membership.c.community_id == bindparam("community_id"),
        or_(*(membership.c.name_key == bindparam(f"name_{n}") for n in range(MAX_MENTIONS))),
        or_(*(membership.c.status == status for status in CURRENT_STATUSES)),
    ),
    into=NamedMember,
)

GROUP_MEMBERS = visible_statement(
    lambda visible: (
        select(group_member.c.member)
        .select_from(
            group.join(
                group_member,
                (group_member.c.community_id == group.c.community_id) & (group_member.c.group == group.c.id),
            )
        )
        .where(
            group.c.community_id == bindparam("community_id"),
            or_(*(group.c.name == bindparam(f"name_{n}") for n in range(MAX_MENTIONS))),
            visible(Group, group),
        )
        .order_by(group_member.c.member)
        .limit(200)
    ),
)
