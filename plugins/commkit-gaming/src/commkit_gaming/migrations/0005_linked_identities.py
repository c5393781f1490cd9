"""Accounts on game platforms that members linked, and proofs of them."""

import sqlalchemy as sa
from alembic import op

from commkit.storage import Id, UtcDateTime

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "commkit_gaming_game_account",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("member", Id(), nullable=False),
        sa.Column("platform", sa.String(length=40), nullable=False),
        sa.Column("account", sa.String(length=64), nullable=False),
        sa.Column("handle", sa.String(length=100), nullable=False),
        sa.Column("shown_to", sa.String(length=16), nullable=False),
        sa.Column("linked_at", UtcDateTime(), nullable=False),
        sa.Column("valid_until", UtcDateTime(), nullable=False),
        sa.Column("next_check_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("community_id", "id"),
        sa.UniqueConstraint("community_id", "account", name="uq_commkit_gaming_game_account_account"),
        sa.UniqueConstraint(
            "community_id", "member", "platform", name="uq_commkit_gaming_game_account_member_platform"
        ),
    )
    op.create_index(
        "ix_commkit_gaming_game_account_valid_until",
        "commkit_gaming_game_account",
        ["community_id", "valid_until", "id"],
        unique=False,
    )
    op.create_table(
        "commkit_gaming_account_proof",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("member", Id(), nullable=False),
        sa.Column("platform", sa.String(length=40), nullable=False),
        sa.Column("proof", sa.String(length=4000), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("brought_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "member", "platform"),
        sa.UniqueConstraint("community_id", "id", name="uq_commkit_gaming_account_proof_id"),
    )
