"""Confirmations of answers."""

import sqlalchemy as sa
from alembic import op

from commkit.storage import Id, UtcDateTime

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "commkit_qa_confirmation",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("answer", Id(), nullable=False),
        sa.Column("member", Id(), nullable=False),
        sa.Column("version", sa.String(length=100), nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "answer"],
            ["commkit_post.community_id", "commkit_post.id"],
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "member"],
            ["commkit_membership.community_id", "commkit_membership.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "answer", "member"),
    )
