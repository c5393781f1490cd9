"""Fields of statements of reasons, answers of reviewers and when they fail, and indexes for numbers by period."""

import sqlalchemy as sa
from alembic import op

from commkit.runtime.storage.columns import Id, UtcDateTime

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Who reported what was decided before is not told apart any more: a report may have been a notice or none.
    op.add_column(
        "commkit_decision",
        sa.Column("source", sa.String(16), nullable=False, server_default="own_initiative"),
    )
    op.execute("UPDATE commkit_decision SET source = 'report' WHERE detected = 'report'")
    op.add_column(
        "commkit_decision", sa.Column("territory", sa.String(300), nullable=False, server_default="")
    )
    op.add_column("commkit_decision", sa.Column("out_of_court", sa.Text(), nullable=False, server_default=""))
    op.add_column("commkit_decision", sa.Column("judicial", sa.Text(), nullable=False, server_default=""))
    op.create_index("ix_commkit_report_at", "commkit_report", ["community_id", "at"])
    op.create_index("ix_commkit_appeal_at", "commkit_appeal", ["community_id", "at"])
    op.create_table(
        "commkit_review",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("post", Id(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("author", Id(), nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("outcome", sa.String(16), nullable=False),
        sa.Column("absent", sa.String(64), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=True),
        sa.Column("applied", sa.Boolean(), nullable=False),
        sa.Column("late_outcome", sa.String(16), nullable=True),
        sa.Column("late_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("community_id", "post", "version"),
    )
    op.create_index("ix_commkit_review_at", "commkit_review", ["at"])
    op.create_table(
        "commkit_review_outage",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("since", UtcDateTime(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("error", sa.String(64), nullable=False),
        sa.Column("next_at", UtcDateTime(), nullable=False),
        sa.Column("told_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("community_id"),
    )
