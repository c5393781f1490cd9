"""The tables of groups."""

from sqlalchemy import Boolean, Column, ForeignKeyConstraint, Index, Integer, String, Table, UniqueConstraint

from commkit.communities import community
from commkit.members.tables import membership, metadata
from commkit.runtime.storage.columns import COMMUNITY, Id, UtcDateTime, community_id
from commkit.runtime.storage.personal import Erasure, person, plain

group = Table(
    "commkit_group",
    metadata,
    community_id(),
    Column("id", Id, primary_key=True, info=plain("The group's id.")),
    Column("name", String(64), nullable=False, info=plain("The name it is mentioned by.")),
    Column("title", String(200), nullable=False, info=plain("Its title.")),
    Column(
        "open",
        Boolean(create_constraint=False),
        nullable=False,
        info=plain("Whether members join by themselves."),
    ),
    Column(
        "walled",
        Boolean(create_constraint=False),
        nullable=False,
        info=plain("Whether nobody else sees what it is the audience of, whatever their role."),
    ),
    Column("kept_by", String(64), nullable=False, info=plain("The plugin that keeps it.")),
    Column("created_at", UtcDateTime, nullable=False, info=plain("When it was created.")),
    Column("member_count", Integer, nullable=False, info=plain("Number of members.")),
    UniqueConstraint("community_id", "name", name="uq_commkit_group_name"),
    ForeignKeyConstraint(["community_id"], [community.c.community_id]),
    info=COMMUNITY,
)
"""The groups, one row each."""

group_member = Table(
    "commkit_group_member",
    metadata,
    community_id(),
    Column("group", Id, primary_key=True, info=plain("The group.")),
    Column("member", Id, primary_key=True, info=person("Who is a member of it.", erase=Erasure.ROW)),
    Column("at", UtcDateTime, nullable=False, info=plain("Since when.")),
    ForeignKeyConstraint(["community_id", "group"], [group.c.community_id, group.c.id]),
    ForeignKeyConstraint(["community_id", "member"], [membership.c.community_id, membership.c.id]),
    info=COMMUNITY,
)
"""Which member is in which group."""

Index(
    "ix_commkit_group_member_member",
    group_member.c.community_id,
    group_member.c.member,
    group_member.c.group,
)
