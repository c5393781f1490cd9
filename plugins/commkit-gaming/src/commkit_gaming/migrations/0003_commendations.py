"""Commendations, and who shows them."""

import sqlalchemy as sa
from alembic import op

from commkit.storage import Id, UtcDateTime

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "commkit_gaming_commendation",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("giver", Id(), nullable=False),
        sa.Column("receiver", Id(), nullable=False),
        sa.Column("kind", sa.String(length=100), nullable=False),
        sa.Column("evidence", sa.String(length=100), nullable=False),
        sa.Column("about", Id(), nullable=False),
        sa.Column("returned", sa.Boolean(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("withdrawn_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("community_id", "id"),
        sa.UniqueConstraint(
            "community_id",
            "giver",
            "receiver",
            "evidence",
            "about",
            name="uq_commkit_gaming_commendation_giver_receiver_evidence_about",
        ),
    )
    op.create_index(
        "ix_commkit_gaming_commendation_at",
        "commkit_gaming_commendation",
        ["community_id", "at", "id"],
        unique=False,
    )
    op.create_index(
        "ix_commkit_gaming_commendation_giver_at",
        "commkit_gaming_commendation",
        ["community_id", "giver", "at", "id"],
        unique=False,
    )
    op.create_index(
        "ix_commkit_gaming_commendation_giver_receiver_at",
        "commkit_gaming_commendation",
        ["community_id", "giver", "receiver", "at", "id"],
        unique=False,
    )
    op.create_index(
        "ix_commkit_gaming_commendation_receiver",
        "commkit_gaming_commendation",
        ["community_id", "receiver", "id"],
        unique=False,
    )
    op.create_table(
        "commkit_gaming_commendation_choice",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("member", Id(), nullable=False),
        sa.Column("since", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "member"),
    )
