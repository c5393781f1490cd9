"""Founding of privileges."""

import sqlalchemy as sa
from alembic import op

from commkit.storage import Id, UtcDateTime

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "commkit_reputation_founded",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("privilege", sa.String(length=100), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "privilege"),
    )
    op.add_column(
        "commkit_reputation_privilege", sa.Column("permission", sa.String(length=100), nullable=True)
    )
    op.add_column("commkit_reputation_privilege", sa.Column("founding", sa.Boolean(), nullable=True))
    op.create_index(
        "ix_commkit_reputation_privilege_holder",
        "commkit_reputation_privilege",
        ["community_id", "privilege", "founding", "member"],
        unique=False,
    )
