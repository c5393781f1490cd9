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
        "commkit_ama_question_times",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("thread", Id(), nullable=False),
        sa.Column("opens_at", UtcDateTime(), nullable=True),
        sa.Column("closes_at", UtcDateTime(), nullable=True),
        sa.Column("ends_at", UtcDateTime(), nullable=True),
        sa.Column("phase", sa.String(length=16), nullable=False),
        sa.Column("scheduled", Id(), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "thread"],
            ["commkit_post.community_id", "commkit_post.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "thread"),
    )
    op.create_table(
        "commkit_ama_guest",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("thread", Id(), nullable=False),
        sa.Column("member", Id(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("named_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "thread"],
            ["commkit_post.community_id", "commkit_post.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "thread", "member"),
    )
    op.create_index(
        "ix_commkit_ama_guest_member", "commkit_ama_guest", ["community_id", "member", "thread"], unique=False
    )
