"""The tables of spaces."""

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from commkit.communities import community
from commkit.members import group, membership
from commkit.runtime.storage.columns import COMMUNITY, Choice, Id, UtcDateTime, Words, community_id
from commkit.runtime.storage.personal import Erasure, person, plain
from commkit.spaces.records import SpaceJoinPolicy

metadata = MetaData()

space = Table(
    "commkit_space",
    metadata,
    community_id(),
    Column("id", Id, primary_key=True, info=plain("The space's id.")),
    Column("slug", String(64), nullable=False, info=plain("Its name in addresses.")),
    Column("title", String(200), nullable=False, info=plain("Its title.")),
    Column("purpose", Text, nullable=False, info=plain("What it is for.")),
    Column("parent", Id, info=plain("The space that it is a part of.")),
    Column("position", Integer, nullable=False, info=plain("Its place among the spaces beside it.")),
    Column("kinds", Words, nullable=False, info=plain("The kinds of posts that may be opened in it.")),
    Column("rules", Text, nullable=False, info=plain("Its rules.")),
    Column("audience", Id, info=plain("The group that sees what stands in it.")),
    Column(
        "listed",
        Boolean(create_constraint=False),
        nullable=False,
        info=plain("Whether it is in the list of spaces."),
    ),
    Column(
        "join_policy",
        Choice(SpaceJoinPolicy),
        nullable=False,
        info=plain("How members come into its audience."),
    ),
    Column("kept_by", String(64), nullable=False, info=plain("The plugin that keeps it.")),
    Column("created_at", UtcDateTime, nullable=False, info=plain("When it was created.")),
    Column("archived_at", UtcDateTime, info=plain("When it was closed for writing.")),
    UniqueConstraint("community_id", "slug", name="uq_commkit_space_slug"),
    ForeignKeyConstraint(["community_id"], [community.c.community_id]),
    ForeignKeyConstraint(["community_id", "audience"], [group.c.community_id, group.c.id]),
    info=COMMUNITY,
)
"""The spaces, one row each."""

Index(
    "ix_commkit_space_listed",
    space.c.community_id,
    space.c.position,
    space.c.id,
    sqlite_where=text("listed = 1"),
    postgresql_where=text("listed"),
)
Index("ix_commkit_space_parent", space.c.community_id, space.c.parent)
Index("ix_commkit_space_audience", space.c.community_id, space.c.audience)

space_request = Table(
    "commkit_space_request",
    metadata,
    community_id(),
    Column("space", Id, primary_key=True, info=plain("The space.")),
    Column("member", Id, primary_key=True, info=person("Who asks to join it.", erase=Erasure.ROW)),
    Column("at", UtcDateTime, nullable=False, info=plain("Since when.")),
    ForeignKeyConstraint(["community_id", "space"], [space.c.community_id, space.c.id]),
    ForeignKeyConstraint(["community_id", "member"], [membership.c.community_id, membership.c.id]),
    info=COMMUNITY,
)
"""Who asks to join which space; one row each."""

space_moderator = Table(
    "commkit_space_moderator",
    metadata,
    community_id(),
    Column("space", Id, primary_key=True, info=plain("The space.")),
    Column("member", Id, primary_key=True, info=person("Who moderates it.", erase=Erasure.ROW)),
    Column("since", UtcDateTime, nullable=False, info=plain("Since when.")),
    ForeignKeyConstraint(["community_id", "space"], [space.c.community_id, space.c.id]),
    ForeignKeyConstraint(["community_id", "member"], [membership.c.community_id, membership.c.id]),
    info=COMMUNITY,
)
"""Who moderates which space; one row each."""

Index(
    "ix_commkit_space_moderator_member",
    space_moderator.c.community_id,
    space_moderator.c.member,
)
Index("ix_commkit_space_request_member", space_request.c.community_id, space_request.c.member)
