"""Life circles."""

import sqlalchemy as sa
from alembic import op

from commkit.storage import Id, UtcDateTime

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "commkit_internal_circle",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("join_policy", sa.String(length=16), nullable=False),
        sa.Column("space", Id(), nullable=False),
        sa.Column("group", Id(), nullable=False),
        sa.Column("started_at", UtcDateTime(), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("community_id", "id"),
    )
    op.create_index(
        "ix_commkit_internal_circle_group",
        "commkit_internal_circle",
        ["community_id", "group", "id"],
        unique=False,
    )
    op.create_table(
        "commkit_internal_circle_invitation",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("circle", Id(), nullable=False),
        sa.Column("member", Id(), nullable=False),
        sa.Column("invited_by", Id(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "circle"],
            ["commkit_internal_circle.community_id", "commkit_internal_circle.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "circle", "member"),
    )
    op.create_index(
        "ix_commkit_internal_circle_invitation_member",
        "commkit_internal_circle_invitation",
        ["community_id", "member", "circle"],
        unique=False,
    )
