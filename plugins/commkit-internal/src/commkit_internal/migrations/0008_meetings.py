"""Meetings: minutes, decisions and tasks; and how long threads of a kind are kept."""

import sqlalchemy as sa
from alembic import op

from commkit.storage import Id, UtcDateTime

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "commkit_internal_minutes",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("event", Id(), nullable=False),
        sa.Column("occurrence", Id(), nullable=False),
        sa.Column("keeper", Id(), nullable=True),
        sa.Column("started_at", UtcDateTime(), nullable=False),
        sa.Column("approved_at", UtcDateTime(), nullable=True),
        sa.Column("approved_by", Id(), nullable=True),
        sa.Column("approved_version", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "event"],
            ["commkit_event.community_id", "commkit_event.id"],
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "id"],
            ["commkit_post.community_id", "commkit_post.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "id"),
        sa.UniqueConstraint("community_id", "occurrence", name="uq_commkit_internal_minutes_occurrence"),
    )
    op.create_index(
        "ix_commkit_internal_minutes_event",
        "commkit_internal_minutes",
        ["community_id", "event", "id"],
        unique=False,
    )
    op.create_table(
        "commkit_internal_minutes_writer",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("event", Id(), nullable=False),
        sa.Column("member", Id(), nullable=False),
        sa.Column("named_by", Id(), nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "event"],
            ["commkit_event.community_id", "commkit_event.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "event", "member"),
    )
    op.create_index(
        "ix_commkit_internal_minutes_writer_member",
        "commkit_internal_minutes_writer",
        ["community_id", "member", "event"],
        unique=False,
    )
    op.create_table(
        "commkit_internal_retention_rule",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("days", sa.BigInteger(), nullable=False),
        sa.Column("set_by", Id(), nullable=True),
        sa.Column("set_at", UtcDateTime(), nullable=False),
        sa.Column("applies_from", UtcDateTime(), nullable=False),
        sa.Column("scheduled", Id(), nullable=True),
        sa.PrimaryKeyConstraint("community_id", "kind"),
    )
    op.create_table(
        "commkit_internal_meeting_decision",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("minutes", Id(), nullable=False),
        sa.Column("event", Id(), nullable=False),
        sa.Column("topic", sa.String(length=100), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("decided_at", UtcDateTime(), nullable=False),
        sa.Column("recorded_by", Id(), nullable=True),
        sa.Column("supersedes", Id(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("superseded_by", Id(), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "minutes"],
            ["commkit_internal_minutes.community_id", "commkit_internal_minutes.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "id"),
    )
    op.create_index(
        "ix_commkit_internal_meeting_decision_event",
        "commkit_internal_meeting_decision",
        ["community_id", "event", "id"],
        unique=False,
    )
    op.create_index(
        "ix_commkit_internal_meeting_decision_minutes",
        "commkit_internal_meeting_decision",
        ["community_id", "minutes", "id"],
        unique=False,
    )
    op.create_index(
        "ix_commkit_internal_meeting_decision_topic",
        "commkit_internal_meeting_decision",
        ["community_id", "topic", "id"],
        unique=False,
    )
    op.create_table(
        "commkit_internal_meeting_task",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("minutes", Id(), nullable=False),
        sa.Column("event", Id(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("owner", Id(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("due_at", UtcDateTime(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("assigned_by", Id(), nullable=True),
        sa.Column("assigned_at", UtcDateTime(), nullable=False),
        sa.Column("done_at", UtcDateTime(), nullable=True),
        sa.Column("reminded_at", UtcDateTime(), nullable=True),
        sa.Column("overdue_told_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "minutes"],
            ["commkit_internal_minutes.community_id", "commkit_internal_minutes.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "id"),
    )
    op.create_index(
        "ix_commkit_internal_meeting_task_due_at",
        "commkit_internal_meeting_task",
        ["community_id", "due_at", "id"],
        unique=False,
    )
    op.create_index(
        "ix_commkit_internal_meeting_task_event_due_at",
        "commkit_internal_meeting_task",
        ["community_id", "event", "due_at", "id"],
        unique=False,
    )
    op.create_index(
        "ix_commkit_internal_meeting_task_minutes",
        "commkit_internal_meeting_task",
        ["community_id", "minutes", "id"],
        unique=False,
    )
    op.create_index(
        "ix_commkit_internal_meeting_task_owner_due_at",
        "commkit_internal_meeting_task",
        ["community_id", "owner", "due_at", "id"],
        unique=False,
    )
