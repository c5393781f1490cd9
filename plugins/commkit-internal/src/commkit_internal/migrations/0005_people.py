"""Expertise, onboarding and anniversaries."""

import sqlalchemy as sa
from alembic import op

from commkit.storage import Id, UtcDateTime

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "commkit_internal_anniversary",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("member", Id(), nullable=False),
        sa.Column("joined_on", sa.Date(), nullable=False),
        sa.Column("audience", sa.String(length=16), nullable=False),
        sa.Column("shows_years", sa.Boolean(), nullable=False),
        sa.Column("next_on", sa.Date(), nullable=False),
        sa.Column("told_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("community_id", "id"),
    )
    op.create_index(
        "ix_commkit_internal_anniversary_next_on",
        "commkit_internal_anniversary",
        ["community_id", "next_on", "id"],
        unique=False,
    )
    op.create_index(
        "uq_commkit_internal_anniversary_member",
        "commkit_internal_anniversary",
        ["community_id", "member"],
        unique=True,
    )
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
    op.create_table(
        "commkit_internal_onboarding_task",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("onboarding", Id(), nullable=False),
        sa.Column("member", Id(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("due_at", UtcDateTime(), nullable=False),
        sa.Column("reminded_at", UtcDateTime(), nullable=True),
        sa.Column("done_at", UtcDateTime(), nullable=True),
        sa.Column("done_by", Id(), nullable=True),
        sa.PrimaryKeyConstraint("community_id", "id"),
    )
    op.create_index(
        "ix_commkit_internal_onboarding_task_member",
        "commkit_internal_onboarding_task",
        ["community_id", "member", "id"],
        unique=False,
    )
    op.create_index(
        "ix_commkit_internal_onboarding_task_onboarding",
        "commkit_internal_onboarding_task",
        ["community_id", "onboarding", "id"],
        unique=False,
    )
    op.create_table(
        "commkit_internal_onboarding_plan",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("unit", Id(), nullable=True),
        sa.Column("role", sa.String(length=64), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("closed_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "unit"],
            ["commkit_internal_unit.community_id", "commkit_internal_unit.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "id"),
    )
    op.create_table(
        "commkit_internal_onboarding",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("plan", Id(), nullable=False),
        sa.Column("member", Id(), nullable=False),
        sa.Column("buddy", Id(), nullable=True),
        sa.Column("started_by", Id(), nullable=True),
        sa.Column("started_at", UtcDateTime(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "plan"],
            ["commkit_internal_onboarding_plan.community_id", "commkit_internal_onboarding_plan.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "id"),
    )
    op.create_index(
        "ix_commkit_internal_onboarding_buddy",
        "commkit_internal_onboarding",
        ["community_id", "buddy", "id"],
        unique=False,
    )
    op.create_index(
        "ix_commkit_internal_onboarding_member",
        "commkit_internal_onboarding",
        ["community_id", "member", "id"],
        unique=False,
    )
    op.create_index(
        "ix_commkit_internal_onboarding_started_at",
        "commkit_internal_onboarding",
        ["community_id", "started_at", "id"],
        unique=False,
    )
    op.create_index(
        "uq_commkit_internal_onboarding_running",
        "commkit_internal_onboarding",
        ["community_id", "member"],
        unique=True,
        sqlite_where=sa.text("state = 'running'"),
        postgresql_where=sa.text("state = 'running'"),
    )
    op.create_table(
        "commkit_internal_onboarding_plan_task",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("plan", Id(), nullable=False),
        sa.Column("day", sa.BigInteger(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "plan"],
            ["commkit_internal_onboarding_plan.community_id", "commkit_internal_onboarding_plan.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "id"),
    )
    op.create_index(
        "ix_commkit_internal_onboarding_plan_task_plan",
        "commkit_internal_onboarding_plan_task",
        ["community_id", "plan", "id"],
        unique=False,
    )
