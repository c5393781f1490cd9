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
        "commkit_minors_age",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("member", Id(), nullable=False),
        sa.Column("band", sa.String(length=16), nullable=False),
        sa.Column("protected", sa.Boolean(), nullable=False),
        sa.Column("time_zone", sa.String(length=64), nullable=False),
        sa.Column("checked_at", UtcDateTime(), nullable=True),
        sa.Column("valid_until", UtcDateTime(), nullable=False),
        sa.Column("next_check_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "member"], ["commkit_membership.community_id", "commkit_membership.id"]
        ),
        sa.PrimaryKeyConstraint("community_id", "member"),
    )
    op.create_table(
        "commkit_minors_contact",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("minor", Id(), nullable=False),
        sa.Column("contact", Id(), nullable=False),
        sa.Column("allowed_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "contact"], ["commkit_membership.community_id", "commkit_membership.id"]
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "minor"], ["commkit_membership.community_id", "commkit_membership.id"]
        ),
        sa.PrimaryKeyConstraint("community_id", "minor", "contact"),
    )
    op.create_index(
        "ix_commkit_minors_contact_contact",
        "commkit_minors_contact",
        ["community_id", "contact", "minor"],
        unique=False,
    )
    op.create_table(
        "commkit_minors_guardianship",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("minor", Id(), nullable=False),
        sa.Column("guardian", Id(), nullable=False),
        sa.Column("source", sa.String(length=16), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("accepted_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "guardian"], ["commkit_membership.community_id", "commkit_membership.id"]
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "minor"], ["commkit_membership.community_id", "commkit_membership.id"]
        ),
        sa.PrimaryKeyConstraint("community_id", "minor", "guardian"),
    )
    op.create_index(
        "ix_commkit_minors_guardianship_guardian",
        "commkit_minors_guardianship",
        ["community_id", "guardian", "minor"],
        unique=False,
    )
    op.create_table(
        "commkit_minors_limits",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("minor", Id(), nullable=False),
        sa.Column("quiet_from", sa.String(length=5), nullable=False),
        sa.Column("quiet_until", sa.String(length=5), nullable=False),
        sa.Column("conversations", sa.Boolean(), nullable=False),
        sa.Column("on_boards", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "minor"], ["commkit_membership.community_id", "commkit_membership.id"]
        ),
        sa.PrimaryKeyConstraint("community_id", "minor"),
    )
