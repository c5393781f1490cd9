"""Events, their occurrences, and who comes."""

import sqlalchemy as sa
from alembic import op

from commkit.runtime.storage.columns import Duration, Id, UtcDateTime

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _make_events()
    _make_occurrences()
    _make_attendance()
    _make_people("commkit_event_invited")
    _make_people("commkit_event_cohost")


def _make_events() -> None:
    op.create_table(
        "commkit_event",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("uid", sa.String(length=255), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("location", sa.String(length=500), nullable=False),
        sa.Column("url", sa.String(length=2000), nullable=False),
        sa.Column("starts", sa.String(length=19), nullable=False),
        sa.Column("ends", sa.String(length=19), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("rule", sa.String(length=500), nullable=False),
        sa.Column("extra", sa.String(), nullable=False),
        sa.Column("without", sa.String(), nullable=False),
        sa.Column("since", sa.String(length=19), nullable=False),
        sa.Column("access", sa.String(16), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.Column("remind_before", Duration(), nullable=False),
        sa.Column("follow_up", sa.String(length=64), nullable=False),
        sa.Column("host", Id(), nullable=True),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("cohosts", sa.Integer(), nullable=False),
        sa.Column("made_until", sa.String(length=19), nullable=False),
        sa.Column("extending", Id(), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("cancelled_at", UtcDateTime(), nullable=True),
        sa.Column("cancellation_reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "host"], ["commkit_membership.community_id", "commkit_membership.id"]
        ),
        sa.PrimaryKeyConstraint("community_id", "id"),
        sa.UniqueConstraint("community_id", "uid", name="uq_commkit_event_uid"),
    )


def _make_occurrences() -> None:
    op.create_table(
        "commkit_occurrence",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("event", Id(), nullable=False),
        sa.Column("original_start", sa.String(length=19), nullable=False),
        sa.Column("starts", sa.String(length=19), nullable=False),
        sa.Column("ends", sa.String(length=19), nullable=False),
        sa.Column("starts_at", UtcDateTime(), nullable=False),
        sa.Column("ends_at", UtcDateTime(), nullable=False),
        sa.Column("moved", sa.Boolean(create_constraint=False), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.Column("going", sa.Integer(), nullable=False),
        sa.Column("maybe", sa.Integer(), nullable=False),
        sa.Column("declined", sa.Integer(), nullable=False),
        sa.Column("waitlisted", sa.Integer(), nullable=False),
        sa.Column("last_position", sa.Integer(), nullable=False),
        sa.Column("checked_in", sa.Integer(), nullable=False),
        sa.Column("rated", sa.Integer(), nullable=False),
        sa.Column("stars", sa.Integer(), nullable=False),
        sa.Column("thread", Id(), nullable=True),
        sa.Column("reminder", Id(), nullable=True),
        sa.Column("closing", Id(), nullable=True),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("reminded_at", UtcDateTime(), nullable=True),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.Column("cancelled_at", UtcDateTime(), nullable=True),
        sa.Column("cancelled_by", Id(), nullable=True),
        sa.Column("cancellation_reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "event"], ["commkit_event.community_id", "commkit_event.id"]
        ),
        sa.PrimaryKeyConstraint("community_id", "id"),
        sa.UniqueConstraint(
            "community_id", "event", "original_start", name="uq_commkit_occurrence_original_start"
        ),
    )
    for name, *columns in (
        ("starts", "starts_at", "id"),
        ("ends", "ends_at", "id"),
        ("event", "event", "starts_at", "id"),
    ):
        op.create_index(f"ix_commkit_occurrence_{name}", "commkit_occurrence", ["community_id", *columns])


def _make_attendance() -> None:
    op.create_table(
        "commkit_attendance",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("occurrence", Id(), nullable=False),
        sa.Column("member", Id(), nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("waitlist_position", sa.Integer(), nullable=True),
        sa.Column("responded_at", UtcDateTime(), nullable=False),
        sa.Column("checked_in_at", UtcDateTime(), nullable=True),
        sa.Column("stars", sa.Integer(), nullable=True),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("rated_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "member"], ["commkit_membership.community_id", "commkit_membership.id"]
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "occurrence"], ["commkit_occurrence.community_id", "commkit_occurrence.id"]
        ),
        sa.PrimaryKeyConstraint("community_id", "occurrence", "member"),
    )
    op.create_index(
        "ix_commkit_attendance_status",
        "commkit_attendance",
        ["community_id", "occurrence", "status", "waitlist_position", "member"],
    )
    op.create_index(
        "ix_commkit_attendance_member", "commkit_attendance", ["community_id", "member", "occurrence"]
    )


def _make_people(name: str) -> None:
    op.create_table(
        name,
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("event", Id(), nullable=False),
        sa.Column("member", Id(), nullable=False),
        sa.Column("by", Id(), nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "event"], ["commkit_event.community_id", "commkit_event.id"]
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "member"], ["commkit_membership.community_id", "commkit_membership.id"]
        ),
        sa.PrimaryKeyConstraint("community_id", "event", "member"),
    )
