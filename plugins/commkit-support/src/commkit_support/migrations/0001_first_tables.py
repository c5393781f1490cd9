"""First tables."""

import sqlalchemy as sa
from alembic import op

from commkit.storage import Duration, Id, UtcDateTime

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "commkit_support_known_issue",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("opened_by", Id(), nullable=True),
        sa.Column("opened_at", UtcDateTime(), nullable=False),
        sa.Column("told_at", UtcDateTime(), nullable=False),
        sa.Column("closed_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("community_id", "id"),
    )
    op.create_table(
        "commkit_support_saved_reply",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("created_by", Id(), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("uses", sa.BigInteger(), nullable=False),
        sa.Column("used_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("community_id", "id"),
    )
    op.create_index(
        "ix_commkit_support_saved_reply_uses",
        "commkit_support_saved_reply",
        ["community_id", "uses", "id"],
        unique=False,
    )
    op.create_table(
        "commkit_support_assignment",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("question", Id(), nullable=False),
        sa.Column("assignee", Id(), nullable=False),
        sa.Column("assigned_by", Id(), nullable=True),
        sa.Column("assigned_at", UtcDateTime(), nullable=False),
        sa.Column("remind_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "question"],
            ["commkit_post.community_id", "commkit_post.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "question"),
    )
    op.create_index(
        "ix_commkit_support_assignment_assignee_remind_at",
        "commkit_support_assignment",
        ["community_id", "assignee", "remind_at", "question"],
        unique=False,
    )
    op.create_index(
        "ix_commkit_support_assignment_remind_at",
        "commkit_support_assignment",
        ["community_id", "remind_at", "question"],
        unique=False,
    )
    op.create_table(
        "commkit_support_clock",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("question", Id(), nullable=False),
        sa.Column("opened_at", UtcDateTime(), nullable=False),
        sa.Column("priority", sa.String(length=32), nullable=False),
        sa.Column("reply_within", Duration(), nullable=True),
        sa.Column("reply_due_at", UtcDateTime(), nullable=True),
        sa.Column("reply_warn_at", UtcDateTime(), nullable=True),
        sa.Column("reply_warned_at", UtcDateTime(), nullable=True),
        sa.Column("reply_overdue_at", UtcDateTime(), nullable=True),
        sa.Column("replied_at", UtcDateTime(), nullable=True),
        sa.Column("reply", Id(), nullable=True),
        sa.Column("replied_by_staff", sa.Boolean(), nullable=True),
        sa.Column("resolution_within", Duration(), nullable=True),
        sa.Column("resolution_due_at", UtcDateTime(), nullable=True),
        sa.Column("resolution_warn_at", UtcDateTime(), nullable=True),
        sa.Column("resolution_warned_at", UtcDateTime(), nullable=True),
        sa.Column("resolution_overdue_at", UtcDateTime(), nullable=True),
        sa.Column("paused_since", UtcDateTime(), nullable=True),
        sa.Column("paused", Duration(), nullable=False),
        sa.Column("orphaned_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "question"],
            ["commkit_post.community_id", "commkit_post.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "question"),
    )
    op.create_index(
        "ix_commkit_support_clock_owed",
        "commkit_support_clock",
        ["community_id", "reply_due_at", "question"],
        unique=False,
        sqlite_where=sa.text("replied_at IS NULL AND paused_since IS NULL"),
        postgresql_where=sa.text("replied_at IS NULL AND paused_since IS NULL"),
    )
    op.create_index(
        "ix_commkit_support_clock_unsolved",
        "commkit_support_clock",
        ["community_id", "resolution_due_at", "question"],
        unique=False,
        sqlite_where=sa.text("resolution_due_at IS NOT NULL AND paused_since IS NULL"),
        postgresql_where=sa.text("resolution_due_at IS NOT NULL AND paused_since IS NULL"),
    )
    op.create_table(
        "commkit_support_endorsement",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("answer", Id(), nullable=False),
        sa.Column("member", Id(), nullable=False),
        sa.Column("by_staff", sa.Boolean(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "answer"],
            ["commkit_post.community_id", "commkit_post.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "answer", "member"),
    )
    op.create_table(
        "commkit_support_expert_invitation",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("question", Id(), nullable=False),
        sa.Column("member", Id(), nullable=False),
        sa.Column("invited_by", Id(), nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "question"],
            ["commkit_post.community_id", "commkit_post.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "question", "member"),
    )
    op.create_index(
        "ix_commkit_support_expert_invitation_member_at",
        "commkit_support_expert_invitation",
        ["community_id", "member", "at", "question"],
        unique=False,
    )
    op.create_table(
        "commkit_support_handoff",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("question", Id(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("offered_by", Id(), nullable=True),
        sa.Column("offered_at", UtcDateTime(), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.Column("ticket", sa.String(length=2000), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("answer", Id(), nullable=True),
        sa.Column("failure_reason", sa.Text(), nullable=True),
        sa.Column("remaining", Duration(), nullable=True),
        sa.Column("resolution_remaining", Duration(), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "question"],
            ["commkit_post.community_id", "commkit_post.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "id"),
    )
    op.create_index(
        "ix_commkit_support_handoff_question",
        "commkit_support_handoff",
        ["community_id", "question", "id"],
        unique=False,
    )
    op.create_index(
        "ix_commkit_support_handoff_under_way",
        "commkit_support_handoff",
        ["community_id", "offered_at", "id"],
        unique=False,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_index(
        "uq_commkit_support_handoff_open",
        "commkit_support_handoff",
        ["community_id", "question"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_table(
        "commkit_support_held_answer",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("question", Id(), nullable=False),
        sa.Column("author", Id(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("markup", sa.String(length=16), nullable=False),
        sa.Column("held_at", UtcDateTime(), nullable=False),
        sa.Column("publish_at", UtcDateTime(), nullable=False),
        sa.Column("scheduled", Id(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("post", Id(), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "question"],
            ["commkit_post.community_id", "commkit_post.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "id"),
    )
    op.create_index(
        "ix_commkit_support_held_answer_question",
        "commkit_support_held_answer",
        ["community_id", "question", "id"],
        unique=False,
    )
    op.create_table(
        "commkit_support_issue_link",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("question", Id(), nullable=False),
        sa.Column("issue", Id(), nullable=False),
        sa.Column("linked_by", Id(), nullable=True),
        sa.Column("linked_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "issue"],
            ["commkit_support_known_issue.community_id", "commkit_support_known_issue.id"],
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "question"],
            ["commkit_post.community_id", "commkit_post.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "question"),
    )
    op.create_index(
        "ix_commkit_support_issue_link_issue",
        "commkit_support_issue_link",
        ["community_id", "issue", "question"],
        unique=False,
    )
    op.create_table(
        "commkit_support_rating",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("question", Id(), nullable=False),
        sa.Column("asker", Id(), nullable=False),
        sa.Column("answered_by", sa.String(length=16), nullable=False),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
        sa.Column("score", sa.BigInteger(), nullable=True),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("rated_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "question"],
            ["commkit_post.community_id", "commkit_post.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "question"),
    )
    op.create_index(
        "ix_commkit_support_rating_asked_at",
        "commkit_support_rating",
        ["community_id", "asked_at", "question"],
        unique=False,
    )
