"""Idea calls."""

import sqlalchemy as sa
from alembic import op

from commkit.storage import Id, UtcDateTime

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "commkit_internal_idea_call",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("owner", Id(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("scale", sa.BigInteger(), nullable=False),
        sa.Column("marks_needed", sa.BigInteger(), nullable=False),
        sa.Column("opened_at", UtcDateTime(), nullable=False),
        sa.Column("collect_until", UtcDateTime(), nullable=False),
        sa.Column("evaluate_until", UtcDateTime(), nullable=False),
        sa.Column("report_by", UtcDateTime(), nullable=False),
        sa.Column("reported_at", UtcDateTime(), nullable=True),
        sa.Column("reminded_at", UtcDateTime(), nullable=True),
        sa.Column("broken_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("community_id", "id"),
    )
    op.create_index(
        "ix_commkit_internal_idea_call_owner",
        "commkit_internal_idea_call",
        ["community_id", "owner", "id"],
        unique=False,
    )
    op.create_table(
        "commkit_internal_idea_criterion",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("call", Id(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("weight", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "call"],
            ["commkit_internal_idea_call.community_id", "commkit_internal_idea_call.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "call", "number"),
    )
    op.create_table(
        "commkit_internal_idea_evaluator",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("call", Id(), nullable=False),
        sa.Column("member", Id(), nullable=False),
        sa.Column("since", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "call"],
            ["commkit_internal_idea_call.community_id", "commkit_internal_idea_call.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "call", "member"),
    )
    op.create_index(
        "ix_commkit_internal_idea_evaluator_member",
        "commkit_internal_idea_evaluator",
        ["community_id", "member", "call"],
        unique=False,
    )
    op.create_table(
        "commkit_internal_idea",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("call", Id(), nullable=False),
        sa.Column("submitted_at", UtcDateTime(), nullable=False),
        sa.Column("outcome", sa.String(length=16), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("decided_by", Id(), nullable=True),
        sa.Column("decided_at", UtcDateTime(), nullable=True),
        sa.Column("replied_at", UtcDateTime(), nullable=True),
        sa.Column("evaluators", sa.BigInteger(), nullable=True),
        sa.Column("points", sa.BigInteger(), nullable=True),
        sa.Column("squares", sa.BigInteger(), nullable=True),
        sa.Column("rank", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "call"],
            ["commkit_internal_idea_call.community_id", "commkit_internal_idea_call.id"],
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "id"],
            ["commkit_suggestion.community_id", "commkit_suggestion.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "id"),
    )
    op.create_index(
        "ix_commkit_internal_idea_call", "commkit_internal_idea", ["community_id", "call", "id"], unique=False
    )
    op.create_table(
        "commkit_internal_idea_mark",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("call", Id(), nullable=False),
        sa.Column("idea", Id(), nullable=False),
        sa.Column("evaluator", Id(), nullable=False),
        sa.Column("criterion", sa.BigInteger(), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.Column("points", sa.BigInteger(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "call"],
            ["commkit_internal_idea_call.community_id", "commkit_internal_idea_call.id"],
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "idea"],
            ["commkit_internal_idea.community_id", "commkit_internal_idea.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "id"),
        sa.UniqueConstraint(
            "community_id",
            "idea",
            "evaluator",
            "criterion",
            name="uq_commkit_internal_idea_mark_idea_evaluator_criterion",
        ),
    )
    op.create_index(
        "ix_commkit_internal_idea_mark_call",
        "commkit_internal_idea_mark",
        ["community_id", "call", "id"],
        unique=False,
    )
    op.create_index(
        "ix_commkit_internal_idea_mark_evaluator",
        "commkit_internal_idea_mark",
        ["community_id", "evaluator", "id"],
        unique=False,
    )
