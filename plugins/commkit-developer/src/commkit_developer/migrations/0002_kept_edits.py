"""Kept edits."""

import sqlalchemy as sa
from alembic import op

from commkit.storage import UtcDateTime

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("commkit_developer_suggested_edit", sa.Column("kept_at", UtcDateTime(), nullable=True))
    op.add_column(
        "commkit_developer_suggested_edit", sa.Column("rolled_back_at", UtcDateTime(), nullable=True)
    )
