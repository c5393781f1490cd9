"""Issues of trackers."""

import sqlalchemy as sa
from alembic import op

from commkit.storage import Id, UtcDateTime

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "commkit_developer_issue",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("key", sa.String(length=100), nullable=False),
        sa.Column("url", sa.String(length=2000), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("private", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("release", sa.String(length=40), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("news", sa.BigInteger(), nullable=False),
        sa.Column("asked_by", Id(), nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.Column("released_at", UtcDateTime(), nullable=True),
        sa.Column("failure_reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "id"),
    )
    op.create_index(
        "uq_commkit_developer_issue_key",
        "commkit_developer_issue",
        ["community_id", "key"],
        unique=True,
        sqlite_where=sa.text("key <> ''"),
        postgresql_where=sa.text("key <> ''"),
    )
    op.create_table(
        "commkit_developer_thread_link",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("question", Id(), nullable=False),
        sa.Column("issue", Id(), nullable=False),
        sa.Column("linked_by", Id(), nullable=True),
        sa.Column("linked_at", UtcDateTime(), nullable=False),
        sa.Column("told", sa.BigInteger(), nullable=False),
        sa.Column("answer", Id(), nullable=True),
        sa.Column("confirmed_at", UtcDateTime(), nullable=True),
        sa.Column("works", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "issue"],
            ["commkit_developer_issue.community_id", "commkit_developer_issue.id"],
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "question"],
            ["commkit_post.community_id", "commkit_post.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "question"),
    )
    op.create_index(
        "ix_commkit_developer_thread_link_issue",
        "commkit_developer_thread_link",
        ["community_id", "issue", "question"],
        unique=False,
    )
    op.create_index(
        "ix_commkit_developer_thread_link_linked_at",
        "commkit_developer_thread_link",
        ["community_id", "linked_at", "question"],
        unique=False,
    )
