"""Legal holds."""

import sqlalchemy as sa
from alembic import op

from commkit.storage import Id, UtcDateTime

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "commkit_internal_legal_hold",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("opened_by", Id(), nullable=True),
        sa.Column("opened_at", UtcDateTime(), nullable=False),
        sa.Column("released_at", UtcDateTime(), nullable=True),
        sa.Column("released_by", Id(), nullable=True),
        sa.PrimaryKeyConstraint("community_id", "id"),
    )
    op.create_table(
        "commkit_internal_held_member",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("hold", Id(), nullable=False),
        sa.Column("member", Id(), nullable=False),
        sa.Column("member_name", sa.String(length=200), nullable=False),
        sa.Column("held_at", UtcDateTime(), nullable=False),
        sa.Column("released_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "hold"],
            ["commkit_internal_legal_hold.community_id", "commkit_internal_legal_hold.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "id"),
        sa.UniqueConstraint(
            "community_id", "hold", "member", name="uq_commkit_internal_held_member_hold_member"
        ),
    )
    op.create_index(
        "ix_commkit_internal_held_member_member",
        "commkit_internal_held_member",
        ["community_id", "member", "id"],
        unique=False,
    )
    op.create_table(
        "commkit_internal_held_thread",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("hold", Id(), nullable=False),
        sa.Column("thread", Id(), nullable=False),
        sa.Column("held_at", UtcDateTime(), nullable=False),
        sa.Column("released_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "hold"],
            ["commkit_internal_legal_hold.community_id", "commkit_internal_legal_hold.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "id"),
        sa.UniqueConstraint(
            "community_id", "hold", "thread", name="uq_commkit_internal_held_thread_hold_thread"
        ),
    )
    op.create_index(
        "ix_commkit_internal_held_thread_thread",
        "commkit_internal_held_thread",
        ["community_id", "thread", "id"],
        unique=False,
    )
