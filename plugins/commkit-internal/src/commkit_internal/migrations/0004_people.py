"""Expertise, onboarding and anniversaries."""

import sqlalchemy as sa
from alembic import op

from commkit.storage import Id, UtcDateTime

revision = "0004"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "commkit_internal_expertise_endorsement",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("member", Id(), nullable=False),
        sa.Column("topic", sa.String(length=64), nullable=False),
        sa.Column("endorser", Id(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "member", "topic", "endorser"),
    )
    op.create_index(
        "ix_commkit_internal_expertise_endorsement_topic",
        "commkit_internal_expertise_endorsement",
        ["community_id", "topic", "member", "endorser"],
        unique=False,
    )
    op.create_table(
        "commkit_internal_expertise_standing",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("member", Id(), nullable=False),
        sa.Column("topic", sa.String(length=64), nullable=False),
        sa.Column("standing", sa.String(length=16), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "member", "topic"),
    )
    op.create_index(
        "ix_commkit_internal_expertise_standing_topic",
        "commkit_internal_expertise_standing",
        ["community_id", "topic", "member"],
        unique=False,
    )
