"""Canonical answers."""

import sqlalchemy as sa
from alembic import op

from commkit.storage import Id, UtcDateTime

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "commkit_qa_canonical",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("question", Id(), nullable=False),
        sa.Column("answer", Id(), nullable=False),
        sa.Column("subject", sa.String(length=100), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("marked_by", Id(), nullable=True),
        sa.Column("marked_at", UtcDateTime(), nullable=False),
        sa.Column("withdrawn_by", Id(), nullable=True),
        sa.Column("withdrawn_at", UtcDateTime(), nullable=True),
        sa.Column("cause", sa.String(length=16), nullable=True),
        sa.Column("withdrawal", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "answer"],
            ["commkit_post.community_id", "commkit_post.id"],
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "question"],
            ["commkit_post.community_id", "commkit_post.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "id"),
    )
    op.create_index(
        "ix_commkit_qa_canonical_answer",
        "commkit_qa_canonical",
        ["community_id", "answer"],
        unique=False,
        sqlite_where=sa.text("withdrawn_at IS NULL"),
        postgresql_where=sa.text("withdrawn_at IS NULL"),
    )
    op.create_index(
        "ix_commkit_qa_canonical_history",
        "commkit_qa_canonical",
        ["community_id", "question", "id"],
        unique=False,
    )
    op.create_index(
        "ix_commkit_qa_canonical_standing",
        "commkit_qa_canonical",
        ["community_id", "id"],
        unique=False,
        sqlite_where=sa.text("withdrawn_at IS NULL"),
        postgresql_where=sa.text("withdrawn_at IS NULL"),
    )
    op.create_index(
        "uq_commkit_qa_canonical_question",
        "commkit_qa_canonical",
        ["community_id", "question"],
        unique=True,
        sqlite_where=sa.text("withdrawn_at IS NULL"),
        postgresql_where=sa.text("withdrawn_at IS NULL"),
    )
