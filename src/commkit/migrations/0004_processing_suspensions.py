"""Suspensions of the processing of reports and appeals."""

import sqlalchemy as sa
from alembic import op

from commkit.runtime.storage.columns import Id, UtcDateTime, Words

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "commkit_processing_suspension",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("decision", Id(), nullable=False),
        sa.Column("member", Id(), nullable=False),
        sa.Column("action", sa.String(16), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("until", UtcDateTime(), nullable=False),
        sa.Column("since", UtcDateTime(), nullable=False),
        sa.Column("made", sa.Integer(), nullable=False),
        sa.Column("unfounded", sa.Integer(), nullable=False),
        sa.Column("evidence", Words(), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "decision"],
            ["commkit_decision.community_id", "commkit_decision.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "decision"),
    )
    op.create_index(
        "ix_commkit_processing_suspension_member",
        "commkit_processing_suspension",
        ["community_id", "member", "until"],
    )
