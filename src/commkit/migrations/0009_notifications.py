"""Notifications, inboxes, watches, and what members wish to be told."""

import sqlalchemy as sa
from alembic import op

from commkit.runtime.storage.columns import Id, UtcDateTime

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _attention()
    _digest()
    _notification()
    _notification_choice()
    _notification_number()
    _rhythm()
    _watch()
    _inbox()


def _attention() -> None:
    op.create_table(
        "commkit_mail_budget",
        sa.Column("member", Id(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("used", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("member", "day"),
    )


def _digest() -> None:
    op.create_table(
        "commkit_digest",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("member", Id(), nullable=False),
        sa.Column("frequency", sa.String(length=16), nullable=False),
        sa.Column("hour", sa.Integer(), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("own", sa.Boolean(create_constraint=False), nullable=False),
        sa.Column("scheduled", Id(), nullable=True),
        sa.Column("done_until", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "member"),
    )


def _notification() -> None:
    op.create_table(
        "commkit_notification",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("kind", sa.String(length=100), nullable=False),
        sa.Column("record", sa.String(length=64), nullable=False),
        sa.Column("object", Id(), nullable=False),
        sa.Column("by", Id(), nullable=True),
        sa.Column("cause", Id(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "id"),
        sa.UniqueConstraint("community_id", "kind", "cause", name="uq_commkit_notification_cause"),
    )
    op.create_index("ix_commkit_notification_object", "commkit_notification", ["community_id", "object"])


def _notification_choice() -> None:
    op.create_table(
        "commkit_notification_preference",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("member", Id(), nullable=False),
        sa.Column("kind", sa.String(length=100), nullable=False),
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("enabled", sa.Boolean(create_constraint=False), nullable=False),
        sa.Column("own", sa.Boolean(create_constraint=False), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "member", "kind", "channel"),
    )


def _notification_number() -> None:
    op.create_table(
        "commkit_notification_metric",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(length=100), nullable=False),
        sa.Column("outcome", sa.String(length=16), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "day", "kind", "outcome"),
    )


def _rhythm() -> None:
    op.create_table(
        "commkit_delivery_schedule",
        sa.Column("member", Id(), nullable=False),
        sa.Column("time_zone", sa.String(length=64), nullable=False),
        sa.Column("quiet_from", sa.String(length=5), nullable=False),
        sa.Column("quiet_until", sa.String(length=5), nullable=False),
        sa.Column("mails_per_day", sa.Integer(), nullable=True),
        sa.Column("refused_address", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("member"),
    )


def _watch() -> None:
    op.create_table(
        "commkit_watch",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("scope", sa.String(length=16), nullable=False),
        sa.Column("target", sa.String(length=64), nullable=False),
        sa.Column("member", Id(), nullable=False),
        sa.Column("level", sa.String(length=16), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "member"], ["commkit_membership.community_id", "commkit_membership.id"]
        ),
        sa.PrimaryKeyConstraint("community_id", "scope", "target", "member"),
    )
    op.create_index("ix_commkit_watch_member", "commkit_watch", ["community_id", "member", "scope", "target"])


def _inbox() -> None:
    op.create_table(
        "commkit_inbox",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("member", Id(), nullable=False),
        sa.Column("notification", Id(), nullable=False),
        sa.Column("kind", sa.String(length=100), nullable=False),
        sa.Column("bundle", Id(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("collapsed_into", Id(), nullable=True),
        sa.Column("shown", sa.Boolean(create_constraint=False), nullable=False),
        sa.Column("seen_at", UtcDateTime(), nullable=True),
        sa.Column("read_at", UtcDateTime(), nullable=True),
        sa.Column("mail", sa.String(length=16), nullable=False),
        sa.Column("mail_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "member"], ["commkit_membership.community_id", "commkit_membership.id"]
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "notification"], ["commkit_notification.community_id", "commkit_notification.id"]
        ),
        sa.PrimaryKeyConstraint("community_id", "member", "notification"),
    )
    op.create_index(
        "ix_commkit_inbox_bundle",
        "commkit_inbox",
        ["community_id", "member", "kind", "bundle"],
        sqlite_where=sa.text("read_at IS NULL AND collapsed_into IS NULL"),
        postgresql_where=sa.text("read_at IS NULL AND collapsed_into IS NULL"),
    )
    op.create_index(
        "ix_commkit_inbox_digest",
        "commkit_inbox",
        ["community_id", "member"],
        sqlite_where=sa.text("mail = 'digest'"),
        postgresql_where=sa.text("mail = 'digest'"),
    )
    op.create_index(
        "ix_commkit_inbox_mail",
        "commkit_inbox",
        ["community_id", "notification", "member"],
        sqlite_where=sa.text("mail = 'due'"),
        postgresql_where=sa.text("mail = 'due'"),
    )
    op.create_index(
        "ix_commkit_inbox_unread",
        "commkit_inbox",
        ["community_id", "member", "notification"],
        sqlite_where=sa.text("read_at IS NULL AND collapsed_into IS NULL"),
        postgresql_where=sa.text("read_at IS NULL AND collapsed_into IS NULL"),
    )
