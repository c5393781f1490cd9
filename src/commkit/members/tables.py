"""Where members, memberships and invitations are kept."""

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

from commkit.communities.tables import community
from commkit.members.records import Standing
from commkit.runtime.columns import ACCOUNT, COMMUNITY, Choice, Id, Moment, community_id

metadata = MetaData()

member = Table(
    "commkit_member",
    metadata,
    Column("key", String(255), primary_key=True),
    Column("id", Id, nullable=False),
    Column("created_at", Moment, nullable=False),
    info=ACCOUNT,
)

membership = Table(
    "commkit_membership",
    metadata,
    community_id(),
    Column("id", Id, primary_key=True),
    Column("key", String(255), nullable=False),
    Column("name", String(200), nullable=False),
    Column("role", String(64), nullable=False),
    Column("staff", Boolean(create_constraint=False), nullable=False),
    Column("trust", Integer, nullable=False),
    Column("standing", Choice(Standing), nullable=False),
    Column("standing_until", Moment),
    Column("standing_reason", Text, nullable=False),
    Column("joined_at", Moment, nullable=False),
    Column("invited_by", Id),
    Column("post_count", Integer, nullable=False),
    Column("reaction_count", Integer, nullable=False),
    Column("removed_count", Integer, nullable=False),
    UniqueConstraint("community_id", "key", name="uq_commkit_membership_key"),
    ForeignKeyConstraint(["community_id"], [community.c.community_id]),
    info=COMMUNITY,
)
"""One row for each member of each community; for foreign keys of plugins."""

Index("ix_commkit_membership_key", membership.c.key)
Index(
    "ix_commkit_membership_until",
    membership.c.community_id,
    membership.c.standing_until,
    sqlite_where=text("standing_until IS NOT NULL"),
    postgresql_where=text("standing_until IS NOT NULL"),
)

invitation = Table(
    "commkit_invitation",
    metadata,
    community_id(),
    Column("id", Id, primary_key=True),
    Column("token_hash", String(64), nullable=False),
    Column("role", String(64), nullable=False),
    Column("uses_left", Integer, nullable=False),
    Column("created_by", Id),
    Column("created_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("revoked_at", Moment),
    UniqueConstraint("community_id", "token_hash", name="uq_commkit_invitation_token"),
    ForeignKeyConstraint(["community_id"], [community.c.community_id]),
    info=COMMUNITY,
)

RECORD = (
    membership.c.id,
    membership.c.key,
    membership.c.name,
    membership.c.role,
    membership.c.staff,
    membership.c.trust,
    membership.c.standing,
    membership.c.standing_until,
    membership.c.standing_reason,
    membership.c.joined_at,
    membership.c.invited_by,
    membership.c.post_count,
    membership.c.reaction_count,
    membership.c.removed_count,
)
"""The columns of a `Membership`, in its order."""
