"""Announcements."""

import sqlalchemy as sa
from alembic import op

from commkit.storage import Id, UtcDateTime

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "commkit_internal_recurrence",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("article", Id(), nullable=False),
        sa.Column("frequency", sa.String(length=16), nullable=False),
        sa.Column("interval", sa.BigInteger(), nullable=False),
        sa.Column("first", sa.String(length=19), nullable=False),
        sa.Column("time_zone", sa.String(length=64), nullable=False),
        sa.Column("publishes", sa.Boolean(), nullable=False),
        sa.Column("made", sa.BigInteger(), nullable=False),
        sa.Column("next_at", UtcDateTime(), nullable=True),
        sa.Column("set_by", Id(), nullable=False),
        sa.Column("scheduled", Id(), nullable=True),
        sa.Column("scheduled_check", Id(), nullable=True),
        sa.Column("failure_code", sa.String(length=200), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("community_id", "id"),
    )
    op.create_index(
        "ix_commkit_internal_recurrence_article",
        "commkit_internal_recurrence",
        ["community_id", "article", "id"],
        unique=False,
    )
    op.create_index(
        "ix_commkit_internal_recurrence_set_by",
        "commkit_internal_recurrence",
        ["community_id", "set_by", "id"],
        unique=False,
    )
    op.create_table(
        "commkit_internal_audience",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("group", Id(), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("has_parts", sa.Boolean(), nullable=False),
        sa.Column("has_roles", sa.Boolean(), nullable=False),
        sa.Column("opened_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "group"],
            ["commkit_group.community_id", "commkit_group.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "id"),
        sa.UniqueConstraint("community_id", "fingerprint", name="uq_commkit_internal_audience_fingerprint"),
        sa.UniqueConstraint("community_id", "group", name="uq_commkit_internal_audience_group"),
    )
    op.create_table(
        "commkit_internal_audience_part",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("audience", Id(), nullable=False),
        sa.Column("group", Id(), nullable=False),
        sa.Column("unit", Id(), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "audience"],
            ["commkit_internal_audience.community_id", "commkit_internal_audience.id"],
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "group"],
            ["commkit_group.community_id", "commkit_group.id"],
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "unit"],
            ["commkit_internal_unit.community_id", "commkit_internal_unit.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "audience", "group"),
    )
    op.create_index(
        "ix_commkit_internal_audience_part_group",
        "commkit_internal_audience_part",
        ["community_id", "group", "audience"],
        unique=False,
    )
    op.create_table(
        "commkit_internal_audience_role",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("audience", Id(), nullable=False),
        sa.Column("role", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "audience"],
            ["commkit_internal_audience.community_id", "commkit_internal_audience.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "audience", "role"),
    )
    op.create_table(
        "commkit_internal_acknowledgement",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("post", Id(), nullable=False),
        sa.Column("member", Id(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "post"],
            ["commkit_post.community_id", "commkit_post.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "post", "member", "version"),
    )
    op.create_index(
        "ix_commkit_internal_acknowledgement_member",
        "commkit_internal_acknowledgement",
        ["community_id", "member", "post", "version"],
        unique=False,
    )
    op.create_table(
        "commkit_internal_must_read",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("post", Id(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
        sa.Column("due_at", UtcDateTime(), nullable=False),
        sa.Column("set_by", Id(), nullable=True),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.Column("scheduled", Id(), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "post"],
            ["commkit_post.community_id", "commkit_post.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "id"),
        sa.UniqueConstraint("community_id", "post", name="uq_commkit_internal_must_read_post"),
    )
    op.create_table(
        "commkit_internal_escalation",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("must_read", Id(), nullable=False),
        sa.Column("recipient", Id(), nullable=False),
        sa.Column("as_partner", sa.Boolean(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "must_read"],
            ["commkit_internal_must_read.community_id", "commkit_internal_must_read.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "id"),
        sa.UniqueConstraint(
            "community_id",
            "must_read",
            "recipient",
            "as_partner",
            name="uq_commkit_internal_escalation_must_read_recipient_as_partner",
        ),
    )
    op.create_index(
        "ix_commkit_internal_escalation_recipient",
        "commkit_internal_escalation",
        ["community_id", "recipient", "id"],
        unique=False,
    )
    op.create_table(
        "commkit_internal_reminding",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("must_read", Id(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("member", Id(), nullable=False),
        sa.Column("reminders", sa.BigInteger(), nullable=False),
        sa.Column("last_at", UtcDateTime(), nullable=True),
        sa.Column("escalated_at", UtcDateTime(), nullable=True),
        sa.Column("manager", Id(), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "must_read"],
            ["commkit_internal_must_read.community_id", "commkit_internal_must_read.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "must_read", "version", "member"),
    )
    op.create_index(
        "ix_commkit_internal_reminding_manager",
        "commkit_internal_reminding",
        ["community_id", "manager", "must_read", "version", "member"],
        unique=False,
    )
    op.create_index(
        "ix_commkit_internal_reminding_member",
        "commkit_internal_reminding",
        ["community_id", "member", "must_read", "version"],
        unique=False,
    )
