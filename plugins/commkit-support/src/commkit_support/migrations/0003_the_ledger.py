"""The ledger."""

import sqlalchemy as sa
from alembic import op

from commkit.storage import Id, UtcDateTime

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "commkit_support_ticket",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("member", Id(), nullable=False),
        sa.Column("reference", sa.String(length=200), nullable=False),
        sa.Column("opened_at", UtcDateTime(), nullable=False),
        sa.Column("recorded_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "id"),
        sa.UniqueConstraint("community_id", "reference", name="uq_commkit_support_ticket_reference"),
    )
    op.create_index(
        "ix_commkit_support_ticket_member_opened_at",
        "commkit_support_ticket",
        ["community_id", "member", "opened_at", "id"],
        unique=False,
    )
    op.create_table(
        "commkit_support_ledger",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("question", Id(), nullable=False),
        sa.Column("member", Id(), nullable=False),
        sa.Column("turn", sa.BigInteger(), nullable=False),
        sa.Column("community", sa.BigInteger(), nullable=False),
        sa.Column("help_desk", sa.BigInteger(), nullable=False),
        sa.Column("evidence", sa.String(length=16), nullable=False),
        sa.Column("answer", Id(), nullable=True),
        sa.Column("issue", Id(), nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("final_at", UtcDateTime(), nullable=False),
        sa.Column("because", sa.String(length=16), nullable=True),
        sa.Column("ticket", Id(), nullable=True),
        sa.CheckConstraint("community + help_desk = 0", name="ck_commkit_support_ledger_sides_are_equal"),
        sa.CheckConstraint(
            "turn > 0 AND community = CASE turn % 2 WHEN 1 THEN 1 ELSE -1 END",
            name="ck_commkit_support_ledger_bookings_and_reversals_alternate",
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "issue"],
            ["commkit_support_known_issue.community_id", "commkit_support_known_issue.id"],
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "question"],
            ["commkit_post.community_id", "commkit_post.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "id"),
        sa.UniqueConstraint(
            "community_id",
            "member",
            "question",
            "turn",
            name="uq_commkit_support_ledger_member_question_turn",
        ),
    )
    op.create_index(
        "ix_commkit_support_ledger_at", "commkit_support_ledger", ["community_id", "at", "id"], unique=False
    )
    op.create_index(
        "ix_commkit_support_ledger_member_final_at",
        "commkit_support_ledger",
        ["community_id", "member", "final_at", "id"],
        unique=False,
    )
    op.create_index(
        "ix_commkit_support_ledger_question_member",
        "commkit_support_ledger",
        ["community_id", "question", "member", "id"],
        unique=False,
    )
