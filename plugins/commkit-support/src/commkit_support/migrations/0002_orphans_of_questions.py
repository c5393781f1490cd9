"""Orphans are those of questions and answers; clocks know none of their own."""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_column("commkit_support_clock", "orphaned_at")
