"""First tables."""

import sqlalchemy as sa
from alembic import op

from commkit.storage import Id, UtcDateTime, Words

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "commkit_gaming_guild",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("tag", sa.String(length=5), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("capacity", sa.BigInteger(), nullable=False),
        sa.Column("members", sa.BigInteger(), nullable=False),
        sa.Column("recruiting", sa.Boolean(), nullable=False),
        sa.Column("officer_rights", Words(), nullable=False),
        sa.Column("veteran_rights", Words(), nullable=False),
        sa.Column("recruit_rights", Words(), nullable=False),
        sa.Column("hall", Id(), nullable=False),
        sa.Column("group", Id(), nullable=False),
        sa.Column("founded_at", UtcDateTime(), nullable=False),
        sa.Column("disbanded_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "group"],
            ["commkit_group.community_id", "commkit_group.id"],
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "hall"],
            ["commkit_space.community_id", "commkit_space.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "id"),
        sa.UniqueConstraint("community_id", "group", name="uq_commkit_gaming_guild_group"),
        sa.UniqueConstraint("community_id", "tag", name="uq_commkit_gaming_guild_tag"),
    )
    op.create_table(
        "commkit_gaming_guild_alliance",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("first", Id(), nullable=False),
        sa.Column("second", Id(), nullable=False),
        sa.Column("offered_by", Id(), nullable=False),
        sa.Column("offered_at", UtcDateTime(), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "first"],
            ["commkit_gaming_guild.community_id", "commkit_gaming_guild.id"],
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "offered_by"],
            ["commkit_gaming_guild.community_id", "commkit_gaming_guild.id"],
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "second"],
            ["commkit_gaming_guild.community_id", "commkit_gaming_guild.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "first", "second"),
    )
    op.create_index(
        "ix_commkit_gaming_guild_alliance_second",
        "commkit_gaming_guild_alliance",
        ["community_id", "second", "first"],
        unique=False,
    )
    op.create_table(
        "commkit_gaming_guild_application",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("guild", Id(), nullable=False),
        sa.Column("member", Id(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "guild"],
            ["commkit_gaming_guild.community_id", "commkit_gaming_guild.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "id"),
        sa.UniqueConstraint(
            "community_id", "guild", "member", name="uq_commkit_gaming_guild_application_guild_member"
        ),
    )
    op.create_index(
        "ix_commkit_gaming_guild_application_member",
        "commkit_gaming_guild_application",
        ["community_id", "member", "id"],
        unique=False,
    )
    op.create_table(
        "commkit_gaming_guild_invitation",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("guild", Id(), nullable=False),
        sa.Column("member", Id(), nullable=False),
        sa.Column("invited_by", Id(), nullable=False),
        sa.Column("sent_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "guild"],
            ["commkit_gaming_guild.community_id", "commkit_gaming_guild.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "guild", "member"),
    )
    op.create_index(
        "ix_commkit_gaming_guild_invitation_invited_by",
        "commkit_gaming_guild_invitation",
        ["community_id", "invited_by", "guild", "member"],
        unique=False,
    )
    op.create_index(
        "ix_commkit_gaming_guild_invitation_member",
        "commkit_gaming_guild_invitation",
        ["community_id", "member", "guild"],
        unique=False,
    )
    op.create_table(
        "commkit_gaming_guild_member",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("guild", Id(), nullable=False),
        sa.Column("member", Id(), nullable=False),
        sa.Column("rank", sa.String(length=16), nullable=False),
        sa.Column("joined_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "guild"],
            ["commkit_gaming_guild.community_id", "commkit_gaming_guild.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "guild", "member"),
    )
    op.create_index(
        "ix_commkit_gaming_guild_member_member",
        "commkit_gaming_guild_member",
        ["community_id", "member", "guild"],
        unique=False,
    )
