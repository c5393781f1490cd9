"""More of members and communities: groups, blocks, invitations by mail and within a quota, charters."""

import sqlalchemy as sa
from alembic import op

from commkit.runtime.storage.columns import Id, UtcDateTime

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_COMMUNITY = ["commkit_community.community_id"]
_MEMBERSHIP = ["commkit_membership.community_id", "commkit_membership.id"]


def upgrade() -> None:
    op.create_table(
        "commkit_group",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("open", sa.Boolean(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("member_count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["community_id"], _COMMUNITY),
        sa.PrimaryKeyConstraint("community_id", "id"),
        sa.UniqueConstraint("community_id", "name", name="uq_commkit_group_name"),
    )
    op.create_table(
        "commkit_group_member",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("group", Id(), nullable=False),
        sa.Column("member", Id(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "group"], ["commkit_group.community_id", "commkit_group.id"]
        ),
        sa.ForeignKeyConstraint(["community_id", "member"], _MEMBERSHIP),
        sa.PrimaryKeyConstraint("community_id", "group", "member"),
    )
    op.create_index(
        "ix_commkit_group_member_member", "commkit_group_member", ["community_id", "member", "group"]
    )
    op.create_table(
        "commkit_block",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("member", Id(), nullable=False),
        sa.Column("blocked", Id(), nullable=False),
        sa.Column("level", sa.String(length=16), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["community_id", "member"], _MEMBERSHIP),
        sa.ForeignKeyConstraint(["community_id", "blocked"], _MEMBERSHIP),
        sa.PrimaryKeyConstraint("community_id", "member", "blocked"),
    )
    op.create_index("ix_commkit_block_blocked", "commkit_block", ["community_id", "blocked", "member"])
    op.create_table(
        "commkit_invitation_quota",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("member", Id(), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("used", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["community_id"], _COMMUNITY),
        sa.PrimaryKeyConstraint("community_id", "member", "month"),
    )
    op.add_column("commkit_invitation", sa.Column("email", sa.String(length=320), nullable=True))
    op.create_index(
        "ix_commkit_membership_invited_by",
        "commkit_membership",
        ["community_id", "invited_by"],
        sqlite_where=sa.text("invited_by IS NOT NULL"),
        postgresql_where=sa.text("invited_by IS NOT NULL"),
    )
    op.create_table(
        "commkit_charter",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("rules", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("closes_at", UtcDateTime(), nullable=True),
        sa.Column("scheduled", Id(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("farewell", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["community_id"], _COMMUNITY),
        sa.PrimaryKeyConstraint("community_id"),
    )
