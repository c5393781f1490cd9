"""Queues of reviewers."""

import sqlalchemy as sa
from alembic import op

from commkit.storage import Id, UtcDateTime

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "commkit_developer_post_review",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("queue", sa.String(length=16), nullable=False),
        sa.Column("post", Id(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("reviewer", Id(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("claimed_at", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.Column("verdict", sa.String(length=16), nullable=True),
        sa.Column("audit", sa.Boolean(), nullable=True),
        sa.Column("passed", sa.Boolean(), nullable=True),
        sa.PrimaryKeyConstraint("community_id", "id"),
    )
    op.create_index(
        "ix_commkit_developer_post_review_post",
        "commkit_developer_post_review",
        ["community_id", "post", "id"],
        unique=False,
    )
    op.create_index(
        "ix_commkit_developer_post_review_reviewer",
        "commkit_developer_post_review",
        ["community_id", "reviewer", "id"],
        unique=False,
    )
    op.create_index(
        "uq_commkit_developer_post_review_claimed",
        "commkit_developer_post_review",
        ["community_id", "reviewer", "queue"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_table(
        "commkit_developer_review_item",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("queue", sa.String(length=16), nullable=False),
        sa.Column("post", Id(), nullable=False),
        sa.Column("opened_at", UtcDateTime(), nullable=False),
        sa.Column("claim", Id(), nullable=True),
        sa.Column("claimed_until", UtcDateTime(), nullable=True),
        sa.Column("closed_at", UtcDateTime(), nullable=True),
        sa.Column("decided", sa.Boolean(), nullable=False),
        sa.Column("known", sa.String(length=16), nullable=True),
        sa.Column("version", sa.BigInteger(), nullable=True),
        sa.Column("state", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "post"],
            ["commkit_post.community_id", "commkit_post.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "id"),
    )
    op.create_index(
        "ix_commkit_developer_review_item_known",
        "commkit_developer_review_item",
        ["community_id", "queue", "id"],
        unique=False,
        sqlite_where=sa.text("known IS NOT NULL"),
        postgresql_where=sa.text("known IS NOT NULL"),
    )
    op.create_index(
        "ix_commkit_developer_review_item_post",
        "commkit_developer_review_item",
        ["community_id", "post", "id"],
        unique=False,
    )
    op.create_index(
        "ix_commkit_developer_review_item_queue",
        "commkit_developer_review_item",
        ["community_id", "queue", "id"],
        unique=False,
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    op.create_index(
        "uq_commkit_developer_review_item_waiting",
        "commkit_developer_review_item",
        ["community_id", "post", "queue"],
        unique=True,
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    op.create_table(
        "commkit_developer_review_pause",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("member", Id(), nullable=False),
        sa.Column("began_at", UtcDateTime(), nullable=True),
        sa.Column("ends_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("community_id", "member"),
    )
    op.create_table(
        "commkit_developer_review_audit",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("review", Id(), nullable=False),
        sa.Column("expected", sa.String(length=16), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "review"],
            ["commkit_developer_post_review.community_id", "commkit_developer_post_review.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "review"),
    )
