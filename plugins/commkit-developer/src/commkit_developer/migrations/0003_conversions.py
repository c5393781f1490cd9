"""Conversions."""

import sqlalchemy as sa
from alembic import op

from commkit.storage import Id, UtcDateTime

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "commkit_developer_conversion",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("post", Id(), nullable=False),
        sa.Column("thread", Id(), nullable=False),
        sa.Column("before", sa.String(length=64), nullable=False),
        sa.Column("parent", Id(), nullable=False),
        sa.Column("after", sa.String(length=64), nullable=False),
        sa.Column("converted_by", Id(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("converted_at", UtcDateTime(), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.Column("undone", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "parent"],
            ["commkit_post.community_id", "commkit_post.id"],
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "post"],
            ["commkit_post.community_id", "commkit_post.id"],
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "thread"],
            ["commkit_post.community_id", "commkit_post.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "id"),
    )
    op.create_index(
        "ix_commkit_developer_conversion_converted_at",
        "commkit_developer_conversion",
        ["community_id", "converted_at", "id"],
        unique=False,
    )
    op.create_index(
        "ix_commkit_developer_conversion_thread",
        "commkit_developer_conversion",
        ["community_id", "thread", "id"],
        unique=False,
    )
    op.create_index(
        "uq_commkit_developer_conversion_standing",
        "commkit_developer_conversion",
        ["community_id", "post"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )
