"""How many commands each actor sent."""

import sqlalchemy as sa
from alembic import op

from commkit.runtime.storage.columns import Id, UtcDateTime

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "commkit_rate",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("actor", sa.String(length=255), nullable=False),
        sa.Column("rate", sa.String(length=100), nullable=False),
        sa.Column("hits", sa.Integer(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "actor", "rate"),
    )
    op.create_index("ix_commkit_rate_expires", "commkit_rate", ["expires_at"])
