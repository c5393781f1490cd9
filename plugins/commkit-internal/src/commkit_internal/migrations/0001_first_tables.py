"""First tables."""

import sqlalchemy as sa
from alembic import op

from commkit.storage import Id, UtcDateTime

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "commkit_internal_kudos",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("giver", Id(), nullable=False),
        sa.Column("receiver", Id(), nullable=False),
        sa.Column("value", sa.String(length=64), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "id"),
    )
    op.create_index(
        "ix_commkit_internal_kudos_at", "commkit_internal_kudos", ["community_id", "at", "id"], unique=False
    )
    op.create_index(
        "ix_commkit_internal_kudos_giver_at",
        "commkit_internal_kudos",
        ["community_id", "giver", "at", "id"],
        unique=False,
    )
    op.create_index(
        "ix_commkit_internal_kudos_receiver",
        "commkit_internal_kudos",
        ["community_id", "receiver", "id"],
        unique=False,
    )
    op.create_table(
        "commkit_internal_unit",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("parent", Id(), nullable=True),
        sa.Column("manager", Id(), nullable=True),
        sa.Column("group", Id(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("closed_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("community_id", "id"),
    )
    op.create_index(
        "ix_commkit_internal_unit_manager",
        "commkit_internal_unit",
        ["community_id", "manager", "id"],
        unique=False,
    )
    op.create_index(
        "ix_commkit_internal_unit_parent",
        "commkit_internal_unit",
        ["community_id", "parent", "id"],
        unique=False,
    )
    op.create_index(
        "uq_commkit_internal_unit_name",
        "commkit_internal_unit",
        ["community_id", "parent", "name"],
        unique=True,
        sqlite_where=sa.text("closed_at IS NULL AND parent IS NOT NULL"),
        postgresql_where=sa.text("closed_at IS NULL AND parent IS NOT NULL"),
    )
    op.create_index(
        "uq_commkit_internal_unit_top_name",
        "commkit_internal_unit",
        ["community_id", "name"],
        unique=True,
        sqlite_where=sa.text("closed_at IS NULL AND parent IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL AND parent IS NULL"),
    )
    op.create_table(
        "commkit_internal_placement",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("member", Id(), nullable=False),
        sa.Column("unit", Id(), nullable=False),
        sa.Column("placed_by", Id(), nullable=True),
        sa.Column("since", UtcDateTime(), nullable=False),
        sa.Column("until", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "unit"],
            ["commkit_internal_unit.community_id", "commkit_internal_unit.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "id"),
    )
    op.create_index(
        "ix_commkit_internal_placement_member",
        "commkit_internal_placement",
        ["community_id", "member", "id"],
        unique=False,
    )
    op.create_index(
        "ix_commkit_internal_placement_unit_member",
        "commkit_internal_placement",
        ["community_id", "unit", "member", "id"],
        unique=False,
    )
    op.create_index(
        "uq_commkit_internal_placement_current",
        "commkit_internal_placement",
        ["community_id", "member"],
        unique=True,
        sqlite_where=sa.text("until IS NULL"),
        postgresql_where=sa.text("until IS NULL"),
    )
    op.create_table(
        "commkit_internal_unit_history",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("unit", Id(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("parent", Id(), nullable=True),
        sa.Column("manager", Id(), nullable=True),
        sa.Column("is_closed", sa.Boolean(), nullable=False),
        sa.Column("changed_by", Id(), nullable=True),
        sa.Column("since", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "unit"],
            ["commkit_internal_unit.community_id", "commkit_internal_unit.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "id"),
    )
    op.create_index(
        "ix_commkit_internal_unit_history_unit",
        "commkit_internal_unit_history",
        ["community_id", "unit", "id"],
        unique=False,
    )
