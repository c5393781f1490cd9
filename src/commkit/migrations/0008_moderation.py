"""Cases, reports, detections, decisions, appeals, strikes; what phases and slow mode remember."""

import sqlalchemy as sa
from alembic import op

from commkit.runtime.storage.columns import Id, UtcDateTime, Words

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "commkit_case",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("record", sa.String(length=64), nullable=False),
        sa.Column("object", Id(), nullable=False),
        sa.Column("owner", Id(), nullable=True),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("reports", sa.Integer(), nullable=False),
        sa.Column("detections", sa.Integer(), nullable=False),
        sa.Column("appeals", sa.Integer(), nullable=False),
        sa.Column("held", sa.Boolean(create_constraint=False), nullable=False),
        sa.Column("opened_at", UtcDateTime(), nullable=False),
        sa.Column("closed_at", UtcDateTime(), nullable=True),
        sa.Column("claimed_by", Id(), nullable=True),
        sa.Column("claimed_until", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("community_id", "id"),
        sa.UniqueConstraint("community_id", "record", "object", name="uq_commkit_case_object"),
    )
    op.create_index(
        "ix_commkit_case_open",
        "commkit_case",
        ["community_id", "rank", "id"],
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    op.create_table(
        "commkit_decision",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("record", sa.String(length=64), nullable=False),
        sa.Column("object", Id(), nullable=False),
        sa.Column("member", Id(), nullable=True),
        sa.Column("action", sa.String(16), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("rule", sa.String(length=300), nullable=False),
        sa.Column("ground", sa.String(16), nullable=False),
        sa.Column("law", sa.Text(), nullable=False),
        sa.Column("detected", sa.String(length=16), nullable=False),
        sa.Column("automated", sa.Boolean(create_constraint=False), nullable=False),
        sa.Column("decided_by", Id(), nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("until", UtcDateTime(), nullable=True),
        sa.Column("consequences", Words(), nullable=False),
        sa.Column("redress", sa.Text(), nullable=False),
        sa.Column("appeal_until", UtcDateTime(), nullable=True),
        sa.Column("reversed_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("community_id", "id"),
    )
    op.create_index("ix_commkit_decision_by", "commkit_decision", ["community_id", "at", "decided_by"])
    op.create_index("ix_commkit_decision_member", "commkit_decision", ["member", "id"])
    op.create_index(
        "ix_commkit_decision_object", "commkit_decision", ["community_id", "record", "object", "id"]
    )
    op.create_table(
        "commkit_slow_mode",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("member", Id(), nullable=False),
        sa.Column("thread", Id(), nullable=False),
        sa.Column("last_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "member", "thread"),
    )
    op.create_index("ix_commkit_slow_mode_last", "commkit_slow_mode", ["community_id", "last_at"])
    op.create_table(
        "commkit_report",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("record", sa.String(length=64), nullable=False),
        sa.Column("object", Id(), nullable=False),
        sa.Column("reporter", Id(), nullable=True),
        sa.Column("reason", sa.String(length=64), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("closed_at", UtcDateTime(), nullable=True),
        sa.Column("outcome", sa.String(16), nullable=True),
        sa.Column("decision", Id(), nullable=True),
        sa.PrimaryKeyConstraint("community_id", "id"),
    )
    op.create_index("ix_commkit_report_decision", "commkit_report", ["community_id", "decision", "id"])
    op.create_index(
        "uq_commkit_report_open",
        "commkit_report",
        ["community_id", "record", "object", "reporter"],
        unique=True,
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    op.create_table(
        "commkit_post_fingerprint",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("member", Id(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "member", "digest"),
    )
    op.create_index("ix_commkit_post_fingerprint_at", "commkit_post_fingerprint", ["community_id", "at"])
    op.create_table(
        "commkit_thread_slow_mode",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("thread", Id(), nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "thread"),
    )
    op.create_table(
        "commkit_appeal",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("decision", Id(), nullable=False),
        sa.Column("member", Id(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("decided_by", Id(), nullable=True),
        sa.Column("decided_at", UtcDateTime(), nullable=True),
        sa.Column("granted", sa.Boolean(create_constraint=False), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "decision"),
        sa.ForeignKeyConstraint(
            ["community_id", "decision"], ["commkit_decision.community_id", "commkit_decision.id"]
        ),
    )
    op.create_table(
        "commkit_detection",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("case", Id(), nullable=False),
        sa.Column("owner", Id(), nullable=True),
        sa.Column("check", sa.String(length=16), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "id"),
        sa.ForeignKeyConstraint(["community_id", "case"], ["commkit_case.community_id", "commkit_case.id"]),
    )
    op.create_index("ix_commkit_detection_case", "commkit_detection", ["community_id", "case", "id"])
    op.create_table(
        "commkit_strike",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("member", Id(), nullable=False),
        sa.Column("decision", Id(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.Column("spent_by", Id(), nullable=True),
        sa.PrimaryKeyConstraint("community_id", "id"),
        sa.ForeignKeyConstraint(
            ["community_id", "decision"], ["commkit_decision.community_id", "commkit_decision.id"]
        ),
    )
    op.create_index("ix_commkit_strike_member", "commkit_strike", ["community_id", "member", "id"])
