"""Every table of the core as it was first released: one revision, so one file, however long it is."""

import sqlalchemy as sa
from alembic import op

from commkit.runtime.storage.columns import Duration, Id, UtcDateTime, Words

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "commkit_audit",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("command", sa.String(length=100), nullable=False),
        sa.Column("member", Id(), nullable=True),
        sa.Column("result", Id(), nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "id"),
    )
    op.create_index("ix_commkit_audit_at", "commkit_audit", ["at"], unique=False)
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
        sa.Column("held", sa.Boolean(), nullable=False),
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
        unique=False,
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    op.create_table(
        "commkit_community",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("slug", sa.String(length=64), nullable=False),
        sa.Column("type", sa.String(length=64), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("visibility", sa.String(length=16), nullable=False),
        sa.Column("join_policy", sa.String(length=16), nullable=False),
        sa.Column("care_hours", sa.Integer(), nullable=False),
        sa.Column("review_on", sa.Date(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("archived_at", UtcDateTime(), nullable=True),
        sa.Column("member_count", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("settings", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("community_id"),
    )
    op.create_table(
        "commkit_decision",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("record", sa.String(length=64), nullable=False),
        sa.Column("object", Id(), nullable=False),
        sa.Column("member", Id(), nullable=True),
        sa.Column("action", sa.String(length=16), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("rule", sa.String(length=300), nullable=False),
        sa.Column("ground", sa.String(length=16), nullable=False),
        sa.Column("law", sa.Text(), nullable=False),
        sa.Column("detected", sa.String(length=16), nullable=False),
        sa.Column("automated", sa.Boolean(), nullable=False),
        sa.Column("decided_by", Id(), nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("until", UtcDateTime(), nullable=True),
        sa.Column("consequences", Words(), nullable=False),
        sa.Column("redress", sa.Text(), nullable=False),
        sa.Column("appeal_until", UtcDateTime(), nullable=True),
        sa.Column("reversed_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("community_id", "id"),
    )
    op.create_index(
        "ix_commkit_decision_by", "commkit_decision", ["community_id", "at", "decided_by"], unique=False
    )
    op.create_index("ix_commkit_decision_member", "commkit_decision", ["member", "id"], unique=False)
    op.create_index(
        "ix_commkit_decision_object",
        "commkit_decision",
        ["community_id", "record", "object", "id"],
        unique=False,
    )
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
    op.create_table(
        "commkit_digest",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("member", Id(), nullable=False),
        sa.Column("frequency", sa.String(length=16), nullable=False),
        sa.Column("hour", sa.Integer(), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("own", sa.Boolean(), nullable=False),
        sa.Column("scheduled", Id(), nullable=True),
        sa.Column("done_until", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "member"),
    )
    op.create_table(
        "commkit_directory",
        sa.Column("slug", sa.String(length=64), nullable=False),
        sa.Column("community_id", Id(), nullable=False),
        sa.PrimaryKeyConstraint("slug"),
    )
    op.create_table(
        "commkit_hash_key",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("value", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "commkit_idempotency",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("actor", sa.String(length=260), nullable=False),
        sa.Column("key", sa.String(length=255), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("result", Id(), nullable=True),
        sa.Column("result_community", Id(), nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "actor", "key", "position"),
    )
    op.create_index("ix_commkit_idempotency_at", "commkit_idempotency", ["at"], unique=False)
    op.create_table(
        "commkit_mail_budget",
        sa.Column("member", Id(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("used", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("member", "day"),
    )
    op.create_table(
        "commkit_member",
        sa.Column("key", sa.String(length=255), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
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
    op.create_index(
        "ix_commkit_notification_object", "commkit_notification", ["community_id", "object"], unique=False
    )
    op.create_index("ix_commkit_notification_at", "commkit_notification", ["at"], unique=False)
    op.create_table(
        "commkit_notification_metric",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(length=100), nullable=False),
        sa.Column("outcome", sa.String(length=16), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "day", "kind", "outcome"),
    )
    op.create_table(
        "commkit_notification_preference",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("member", Id(), nullable=False),
        sa.Column("kind", sa.String(length=100), nullable=False),
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("enabled", sa.Boolean(), nullable=False),
        sa.Column("own", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "member", "kind", "channel"),
    )
    op.create_table(
        "commkit_outbox",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("type", sa.String(length=64), nullable=False),
        sa.Column("fact", sa.String(length=100), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("routed_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("community_id", "id"),
    )
    op.create_index(
        "ix_commkit_outbox_unrouted",
        "commkit_outbox",
        ["id"],
        unique=False,
        sqlite_where=sa.text("routed_at IS NULL"),
        postgresql_where=sa.text("routed_at IS NULL"),
    )
    op.create_index(
        "ix_commkit_outbox_routed",
        "commkit_outbox",
        ["routed_at"],
        unique=False,
        sqlite_where=sa.text("routed_at IS NOT NULL"),
        postgresql_where=sa.text("routed_at IS NOT NULL"),
    )
    op.create_table(
        "commkit_plugin",
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("declarations", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
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
    op.create_index(
        "ix_commkit_post_fingerprint_at", "commkit_post_fingerprint", ["community_id", "at"], unique=False
    )
    op.create_table(
        "commkit_rate",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("actor", sa.String(length=255), nullable=False),
        sa.Column("rate", sa.String(length=100), nullable=False),
        sa.Column("hits", sa.Integer(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "actor", "rate"),
    )
    op.create_index("ix_commkit_rate_expires", "commkit_rate", ["expires_at"], unique=False)
    op.create_table(
        "commkit_purge",
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("due_at", UtcDateTime(), nullable=False),
        sa.Column("cursor", sa.Text(), nullable=True),
        sa.Column("purged", sa.Integer(), nullable=False),
        sa.Column("started_at", UtcDateTime(), nullable=True),
        sa.Column("finished_at", UtcDateTime(), nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("name"),
    )
    op.create_table(
        "commkit_lease",
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("worker", sa.String(length=100), nullable=False),
        sa.Column("leased_until", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )
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
        sa.Column("outcome", sa.String(length=16), nullable=True),
        sa.Column("decision", Id(), nullable=True),
        sa.Column("owner", Id(), nullable=True),
        sa.Column("handed_over", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "id"),
    )
    op.create_index(
        "ix_commkit_report_decision", "commkit_report", ["community_id", "decision", "id"], unique=False
    )
    op.create_index(
        "uq_commkit_report_open",
        "commkit_report",
        ["community_id", "record", "object", "reporter"],
        unique=True,
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    op.create_table(
        "commkit_scheduled_command",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("type", sa.String(length=64), nullable=False),
        sa.Column("actor", sa.String(length=255), nullable=True),
        sa.Column("member", Id(), nullable=True),
        sa.Column("command", sa.String(length=100), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("due_at", UtcDateTime(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("done_at", UtcDateTime(), nullable=True),
        sa.Column("held_at", UtcDateTime(), nullable=True),
        sa.Column("refused", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "id"),
    )
    op.create_index(
        "ix_commkit_scheduled_command_due",
        "commkit_scheduled_command",
        ["due_at", "id"],
        unique=False,
        sqlite_where=sa.text("done_at IS NULL"),
        postgresql_where=sa.text("done_at IS NULL"),
    )
    op.create_index(
        "ix_commkit_scheduled_command_done",
        "commkit_scheduled_command",
        ["done_at"],
        unique=False,
        sqlite_where=sa.text("done_at IS NOT NULL"),
        postgresql_where=sa.text("done_at IS NOT NULL"),
    )
    op.create_table(
        "commkit_slow_mode",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("member", Id(), nullable=False),
        sa.Column("thread", Id(), nullable=False),
        sa.Column("last_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "member", "thread"),
    )
    op.create_index(
        "ix_commkit_slow_mode_last", "commkit_slow_mode", ["community_id", "last_at"], unique=False
    )
    op.create_table(
        "commkit_tag",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("post_count", sa.Integer(), nullable=False),
        sa.Column("synonym_of", sa.String(length=64), nullable=True),
        sa.Column("reserved_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("community_id", "name"),
    )
    op.create_index(
        "ix_commkit_tag_popular", "commkit_tag", ["community_id", "post_count", "name"], unique=False
    )
    op.create_table(
        "commkit_thread_slow_mode",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("thread", Id(), nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "thread"),
    )
    op.create_table(
        "commkit_type_change",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("before", sa.String(length=64), nullable=False),
        sa.Column("after", sa.String(length=64), nullable=False),
        sa.Column("member", Id(), nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("baseline", sa.Text(), nullable=False),
        sa.Column("undone_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("community_id", "id"),
    )
    op.create_table(
        "commkit_untold",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("post", Id(), nullable=False),
        sa.Column("cause", Id(), nullable=False),
        sa.Column("member", Id(), nullable=False),
        sa.Column("about", sa.String(length=16), nullable=False),
        sa.Column("by", Id(), nullable=True),
        sa.PrimaryKeyConstraint("community_id", "post", "cause", "member"),
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
        sa.Column("granted", sa.Boolean(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "decision"],
            ["commkit_decision.community_id", "commkit_decision.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "decision"),
    )
    op.create_table(
        "commkit_charter",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("rules", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("closes_at", UtcDateTime(), nullable=True),
        sa.Column("scheduled", Id(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("farewell", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id"],
            ["commkit_community.community_id"],
        ),
        sa.PrimaryKeyConstraint("community_id"),
    )
    op.create_table(
        "commkit_delivery",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("subscriber", sa.String(length=200), nullable=False),
        sa.Column("fact_id", Id(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("due_at", UtcDateTime(), nullable=False),
        sa.Column("leased_until", UtcDateTime(), nullable=True),
        sa.Column("worker", sa.String(length=100), nullable=True),
        sa.Column("done_at", UtcDateTime(), nullable=True),
        sa.Column("parked_at", UtcDateTime(), nullable=True),
        sa.Column("held_at", UtcDateTime(), nullable=True),
        sa.Column("needs", sa.String(length=250), nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "fact_id"],
            ["commkit_outbox.community_id", "commkit_outbox.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "subscriber", "fact_id"),
    )
    op.create_index(
        "ix_commkit_delivery_needs",
        "commkit_delivery",
        ["needs", "due_at"],
        unique=False,
        sqlite_where=sa.text("needs IS NOT NULL AND done_at IS NULL AND parked_at IS NULL"),
        postgresql_where=sa.text("needs IS NOT NULL AND done_at IS NULL AND parked_at IS NULL"),
    )
    op.create_index(
        "ix_commkit_delivery_open",
        "commkit_delivery",
        ["community_id", "subscriber", "fact_id"],
        unique=False,
        sqlite_where=sa.text("done_at IS NULL AND parked_at IS NULL"),
        postgresql_where=sa.text("done_at IS NULL AND parked_at IS NULL"),
    )
    op.create_index(
        "ix_commkit_delivery_fact",
        "commkit_delivery",
        ["community_id", "fact_id", "subscriber"],
        unique=False,
    )
    op.create_index(
        "ix_commkit_delivery_done",
        "commkit_delivery",
        ["done_at"],
        unique=False,
        sqlite_where=sa.text("done_at IS NOT NULL"),
        postgresql_where=sa.text("done_at IS NOT NULL"),
    )
    op.create_index(
        "ix_commkit_delivery_parked",
        "commkit_delivery",
        ["parked_at"],
        unique=False,
        sqlite_where=sa.text("parked_at IS NOT NULL"),
        postgresql_where=sa.text("parked_at IS NOT NULL"),
    )
    op.create_index(
        "ix_commkit_delivery_parked_stream",
        "commkit_delivery",
        ["community_id", "subscriber"],
        unique=False,
        sqlite_where=sa.text("parked_at IS NOT NULL"),
        postgresql_where=sa.text("parked_at IS NOT NULL"),
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
        sa.ForeignKeyConstraint(
            ["community_id", "case"],
            ["commkit_case.community_id", "commkit_case.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "id"),
    )
    op.create_index(
        "ix_commkit_detection_case", "commkit_detection", ["community_id", "case", "id"], unique=False
    )
    op.create_table(
        "commkit_group",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("open", sa.Boolean(), nullable=False),
        sa.Column("walled", sa.Boolean(), nullable=False),
        sa.Column("kept_by", sa.String(length=64), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("member_count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id"],
            ["commkit_community.community_id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "id"),
        sa.UniqueConstraint("community_id", "name", name="uq_commkit_group_name"),
    )
    op.create_table(
        "commkit_imported_object",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("source", sa.String(length=100), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("external_id", sa.String(length=100), nullable=False),
        sa.Column("id", Id(), nullable=True),
        sa.Column("run", Id(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id"],
            ["commkit_community.community_id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "source", "kind", "external_id"),
    )
    op.create_table(
        "commkit_invitation",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("role", sa.String(length=64), nullable=False),
        sa.Column("uses_left", sa.Integer(), nullable=False),
        sa.Column("created_by", Id(), nullable=True),
        sa.Column("permission", sa.String(length=64), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.Column("revoked_at", UtcDateTime(), nullable=True),
        sa.Column("email", sa.String(length=320), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id"],
            ["commkit_community.community_id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "id"),
        sa.UniqueConstraint("community_id", "token_hash", name="uq_commkit_invitation_token"),
    )
    op.create_index("ix_commkit_invitation_expires", "commkit_invitation", ["expires_at"], unique=False)
    op.create_table(
        "commkit_invitation_quota",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("member", Id(), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("used", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id"],
            ["commkit_community.community_id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "member", "month"),
    )
    op.create_table(
        "commkit_kept_restriction",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("user_hash", sa.String(length=64), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("until", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id"],
            ["commkit_community.community_id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "user_hash"),
    )
    op.create_index(
        "ix_commkit_kept_restriction_until",
        "commkit_kept_restriction",
        ["community_id", "until"],
        unique=False,
    )
    op.create_table(
        "commkit_membership",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("key", sa.String(length=255), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("name_key", sa.String(length=200), nullable=False),
        sa.Column("role", sa.String(length=64), nullable=False),
        sa.Column("staff", sa.Boolean(), nullable=False),
        sa.Column("trust_level", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("restricted_until", UtcDateTime(), nullable=True),
        sa.Column("restriction_reason", sa.Text(), nullable=False),
        sa.Column("joined_at", UtcDateTime(), nullable=False),
        sa.Column("invited_by", Id(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id"],
            ["commkit_community.community_id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "id"),
        sa.UniqueConstraint("community_id", "key", name="uq_commkit_membership_key"),
    )
    op.create_index(
        "ix_commkit_membership_invited_by",
        "commkit_membership",
        ["community_id", "invited_by"],
        unique=False,
        sqlite_where=sa.text("invited_by IS NOT NULL"),
        postgresql_where=sa.text("invited_by IS NOT NULL"),
    )
    op.create_index("ix_commkit_membership_key", "commkit_membership", ["key"], unique=False)
    op.create_index(
        "ix_commkit_membership_name_key", "commkit_membership", ["community_id", "name_key"], unique=False
    )
    op.create_index(
        "ix_commkit_membership_restricted_until",
        "commkit_membership",
        ["community_id", "restricted_until"],
        unique=False,
        sqlite_where=sa.text("restricted_until IS NOT NULL"),
        postgresql_where=sa.text("restricted_until IS NOT NULL"),
    )
    op.create_table(
        "commkit_search_entry",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("record", sa.String(length=64), nullable=False),
        sa.Column("object", Id(), nullable=False),
        sa.Column("doc_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("tags", Words(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("author", Id(), nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("permission", sa.String(length=100), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id"],
            ["commkit_community.community_id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "record", "object"),
    )
    op.create_index(
        "ix_commkit_search_entry_author", "commkit_search_entry", ["community_id", "author"], unique=False
    )
    op.create_index("ix_commkit_search_entry_doc_id", "commkit_search_entry", ["doc_id"], unique=False)
    op.create_index(
        "ix_commkit_search_entry_newest", "commkit_search_entry", ["community_id", "doc_id"], unique=False
    )
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
        sa.ForeignKeyConstraint(
            ["community_id", "decision"],
            ["commkit_decision.community_id", "commkit_decision.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "id"),
    )
    op.create_index(
        "ix_commkit_strike_member", "commkit_strike", ["community_id", "member", "id"], unique=False
    )
    op.create_table(
        "commkit_webhook_endpoint",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("url", sa.String(length=2000), nullable=False),
        sa.Column("facts", Words(), nullable=False),
        sa.Column("secret", sa.String(length=100), nullable=False),
        sa.Column("previous_secret", sa.String(length=100), nullable=True),
        sa.Column("previous_secret_until", UtcDateTime(), nullable=True),
        sa.Column("created_by", Id(), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("disabled_at", UtcDateTime(), nullable=True),
        sa.Column("disabled_reason", sa.String(length=32), nullable=False),
        sa.Column("delivered_count", sa.Integer(), nullable=False),
        sa.Column("failed_count", sa.Integer(), nullable=False),
        sa.Column("last_status", sa.Integer(), nullable=True),
        sa.Column("last_attempt_at", UtcDateTime(), nullable=True),
        sa.Column("failing_since", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id"],
            ["commkit_community.community_id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "id"),
    )
    op.create_table(
        "commkit_agent",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("acts_for", Id(), nullable=True),
        sa.Column("scopes", Words(), nullable=False),
        sa.Column("added_at", UtcDateTime(), nullable=False),
        sa.Column("removed_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "acts_for"],
            ["commkit_membership.community_id", "commkit_membership.id"],
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "id"],
            ["commkit_membership.community_id", "commkit_membership.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "id"),
    )
    op.create_index(
        "ix_commkit_agent_acts_for",
        "commkit_agent",
        ["community_id", "acts_for"],
        unique=False,
        sqlite_where=sa.text("acts_for IS NOT NULL"),
        postgresql_where=sa.text("acts_for IS NOT NULL"),
    )
    op.create_table(
        "commkit_block",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("member", Id(), nullable=False),
        sa.Column("blocked", Id(), nullable=False),
        sa.Column("level", sa.String(length=16), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "blocked"],
            ["commkit_membership.community_id", "commkit_membership.id"],
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "member"],
            ["commkit_membership.community_id", "commkit_membership.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "member", "blocked"),
    )
    op.create_index(
        "ix_commkit_block_blocked", "commkit_block", ["community_id", "blocked", "member"], unique=False
    )
    op.create_table(
        "commkit_crawler_preference",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("member", Id(), nullable=False),
        sa.Column("indexing", sa.Boolean(), nullable=False),
        sa.Column("training", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "member"],
            ["commkit_membership.community_id", "commkit_membership.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "member"),
    )
    op.create_table(
        "commkit_contribution",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("member", Id(), nullable=False),
        sa.Column("post_count", sa.Integer(), nullable=False),
        sa.Column("reaction_count", sa.Integer(), nullable=False),
        sa.Column("removed_count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "member"],
            ["commkit_membership.community_id", "commkit_membership.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "member"),
    )
    op.create_table(
        "commkit_feed_token",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("member", Id(), nullable=False),
        sa.Column("label", sa.String(length=100), nullable=False),
        sa.Column("secret_hash", sa.String(length=64), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("last_used_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "member"],
            ["commkit_membership.community_id", "commkit_membership.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "id"),
        sa.UniqueConstraint("community_id", "secret_hash", name="uq_commkit_feed_token_secret"),
    )
    op.create_index(
        "ix_commkit_feed_token_member", "commkit_feed_token", ["community_id", "member", "id"], unique=False
    )
    op.create_table(
        "commkit_draft",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("author", Id(), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=True),
        sa.Column("parent", Id(), nullable=True),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("tags", Words(), nullable=False),
        sa.Column("markup", sa.String(length=16), nullable=False),
        sa.Column("made_with", sa.String(length=16), nullable=True),
        sa.Column("space", Id(), nullable=True),
        sa.Column("audience", Id(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("due_at", UtcDateTime(), nullable=True),
        sa.Column("scheduled", Id(), nullable=True),
        sa.Column("scheduled_check", Id(), nullable=True),
        sa.Column("failure_code", sa.String(length=200), nullable=False),
        sa.Column("fields", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "author"],
            ["commkit_membership.community_id", "commkit_membership.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "id"),
    )
    op.create_index(
        "ix_commkit_draft_author", "commkit_draft", ["community_id", "author", "id"], unique=False
    )
    op.create_index(
        "ix_commkit_draft_due",
        "commkit_draft",
        ["community_id", "author", "due_at", "id"],
        unique=False,
        sqlite_where=sa.text("due_at IS NOT NULL"),
        postgresql_where=sa.text("due_at IS NOT NULL"),
    )
    op.create_table(
        "commkit_field_value",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("subject", sa.String(length=16), nullable=False),
        sa.Column("object", Id(), nullable=False),
        sa.Column("field", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("sort_key", sa.LargeBinary(), nullable=True),
        sa.Column("owner", Id(), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "owner"],
            ["commkit_membership.community_id", "commkit_membership.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "subject", "object", "field"),
    )
    op.create_index(
        "ix_commkit_field_value_sorted",
        "commkit_field_value",
        ["community_id", "subject", "field", "sort_key", "object"],
        unique=False,
        sqlite_where=sa.text("sort_key IS NOT NULL"),
        postgresql_where=sa.text("sort_key IS NOT NULL"),
    )
    op.create_table(
        "commkit_group_member",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("group", Id(), nullable=False),
        sa.Column("member", Id(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "group"],
            ["commkit_group.community_id", "commkit_group.id"],
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "member"],
            ["commkit_membership.community_id", "commkit_membership.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "group", "member"),
    )
    op.create_index(
        "ix_commkit_group_member_member",
        "commkit_group_member",
        ["community_id", "member", "group"],
        unique=False,
    )
    op.create_table(
        "commkit_inbox",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("member", Id(), nullable=False),
        sa.Column("notification", Id(), nullable=False),
        sa.Column("kind", sa.String(length=100), nullable=False),
        sa.Column("bundle", Id(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("collapsed_into", Id(), nullable=True),
        sa.Column("shown", sa.Boolean(), nullable=False),
        sa.Column("seen_at", UtcDateTime(), nullable=True),
        sa.Column("read_at", UtcDateTime(), nullable=True),
        sa.Column("mail", sa.String(length=16), nullable=False),
        sa.Column("mail_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "member"],
            ["commkit_membership.community_id", "commkit_membership.id"],
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "notification"],
            ["commkit_notification.community_id", "commkit_notification.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "member", "notification"),
    )
    op.create_index(
        "ix_commkit_inbox_bundle",
        "commkit_inbox",
        ["community_id", "member", "kind", "bundle"],
        unique=False,
        sqlite_where=sa.text("read_at IS NULL AND collapsed_into IS NULL"),
        postgresql_where=sa.text("read_at IS NULL AND collapsed_into IS NULL"),
    )
    op.create_index(
        "ix_commkit_inbox_digest",
        "commkit_inbox",
        ["community_id", "member"],
        unique=False,
        sqlite_where=sa.text("mail = 'digest'"),
        postgresql_where=sa.text("mail = 'digest'"),
    )
    op.create_index(
        "ix_commkit_inbox_mail",
        "commkit_inbox",
        ["community_id", "notification", "member"],
        unique=False,
        sqlite_where=sa.text("mail = 'due'"),
        postgresql_where=sa.text("mail = 'due'"),
    )
    op.create_index(
        "ix_commkit_inbox_unread",
        "commkit_inbox",
        ["community_id", "member", "notification"],
        unique=False,
        sqlite_where=sa.text("read_at IS NULL AND collapsed_into IS NULL"),
        postgresql_where=sa.text("read_at IS NULL AND collapsed_into IS NULL"),
    )
    op.create_index("ix_commkit_inbox_notification", "commkit_inbox", ["notification"], unique=False)
    op.create_index(
        "ix_commkit_inbox_read",
        "commkit_inbox",
        ["read_at"],
        unique=False,
        sqlite_where=sa.text("read_at IS NOT NULL"),
        postgresql_where=sa.text("read_at IS NOT NULL"),
    )
    op.create_table(
        "commkit_panelist_slot",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("member", Id(), nullable=False),
        sa.Column("slot", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("free_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "member"],
            ["commkit_membership.community_id", "commkit_membership.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "member", "slot"),
    )
    op.create_table(
        "commkit_read_mark",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("member", Id(), nullable=False),
        sa.Column("space", Id(), nullable=False),
        sa.Column("read_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "member"],
            ["commkit_membership.community_id", "commkit_membership.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "member", "space"),
    )
    op.create_table(
        "commkit_space",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("slug", sa.String(length=64), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("parent", Id(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kinds", Words(), nullable=False),
        sa.Column("rules", sa.Text(), nullable=False),
        sa.Column("audience", Id(), nullable=True),
        sa.Column("listed", sa.Boolean(), nullable=False),
        sa.Column("join_policy", sa.String(length=16), nullable=False),
        sa.Column("kept_by", sa.String(length=64), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("archived_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "audience"],
            ["commkit_group.community_id", "commkit_group.id"],
        ),
        sa.ForeignKeyConstraint(
            ["community_id"],
            ["commkit_community.community_id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "id"),
        sa.UniqueConstraint("community_id", "slug", name="uq_commkit_space_slug"),
    )
    op.create_index("ix_commkit_space_audience", "commkit_space", ["community_id", "audience"], unique=False)
    op.create_index(
        "ix_commkit_space_listed",
        "commkit_space",
        ["community_id", "position", "id"],
        unique=False,
        sqlite_where=sa.text("listed = 1"),
        postgresql_where=sa.text("listed"),
    )
    op.create_index("ix_commkit_space_parent", "commkit_space", ["community_id", "parent"], unique=False)
    op.create_table(
        "commkit_survey_last_contact",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("member", Id(), nullable=False),
        sa.Column("invited_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "member"],
            ["commkit_membership.community_id", "commkit_membership.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "member"),
    )
    op.create_table(
        "commkit_vote_budget",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("member", Id(), nullable=False),
        sa.Column("spent", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "member"],
            ["commkit_membership.community_id", "commkit_membership.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "member"),
    )
    op.create_table(
        "commkit_watch",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("scope", sa.String(length=16), nullable=False),
        sa.Column("target", sa.String(length=64), nullable=False),
        sa.Column("member", Id(), nullable=False),
        sa.Column("level", sa.String(length=16), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "member"],
            ["commkit_membership.community_id", "commkit_membership.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "scope", "target", "member"),
    )
    op.create_index(
        "ix_commkit_watch_member",
        "commkit_watch",
        ["community_id", "member", "scope", "target"],
        unique=False,
    )
    op.create_table(
        "commkit_event",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("uid", sa.String(length=255), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("location", sa.String(length=500), nullable=False),
        sa.Column("url", sa.String(length=2000), nullable=False),
        sa.Column("local_start", sa.String(length=19), nullable=False),
        sa.Column("local_end", sa.String(length=19), nullable=False),
        sa.Column("time_zone", sa.String(length=64), nullable=False),
        sa.Column("rrule", sa.String(length=500), nullable=False),
        sa.Column("rdates", Words(), nullable=False),
        sa.Column("exdates", Words(), nullable=False),
        sa.Column("effective_from", sa.String(length=19), nullable=False),
        sa.Column("access", sa.String(length=16), nullable=False),
        sa.Column("space", Id(), nullable=True),
        sa.Column("audience", Id(), nullable=True),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.Column("remind_before", Duration(), nullable=False),
        sa.Column("follow_up", sa.String(length=64), nullable=False),
        sa.Column("host", Id(), nullable=True),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("cohosts", sa.Integer(), nullable=False),
        sa.Column("expanded_until", sa.String(length=19), nullable=False),
        sa.Column("extension", Id(), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("cancelled_at", UtcDateTime(), nullable=True),
        sa.Column("cancellation_reason", sa.Text(), nullable=False),
        sa.Column("source_sequence", sa.Integer(), nullable=True),
        sa.Column("source_modified_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "audience"],
            ["commkit_group.community_id", "commkit_group.id"],
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "host"],
            ["commkit_membership.community_id", "commkit_membership.id"],
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "space"],
            ["commkit_space.community_id", "commkit_space.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "id"),
        sa.UniqueConstraint("community_id", "uid", name="uq_commkit_event_uid"),
    )
    op.create_table(
        "commkit_panel",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("space", Id(), nullable=True),
        sa.Column("audience", Id(), nullable=True),
        sa.Column("consent_version", sa.Integer(), nullable=False),
        sa.Column("run_length", sa.Integer(), nullable=False),
        sa.Column("created_by", Id(), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("closed_at", UtcDateTime(), nullable=True),
        sa.Column("saturated_at", UtcDateTime(), nullable=True),
        sa.Column("counted_from", sa.Integer(), nullable=False),
        sa.Column("submission_count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "audience"],
            ["commkit_group.community_id", "commkit_group.id"],
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "space"],
            ["commkit_space.community_id", "commkit_space.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "id"),
    )
    op.create_table(
        "commkit_post",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("thread", Id(), nullable=False),
        sa.Column("space", Id(), nullable=True),
        sa.Column("audience", Id(), nullable=True),
        sa.Column("parent", Id(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("path", sa.LargeBinary(), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=64), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("markup", sa.String(length=16), nullable=False),
        sa.Column("tags", Words(), nullable=False),
        sa.Column("author", Id(), nullable=True),
        sa.Column("author_name", sa.String(length=200), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("edited_at", UtcDateTime(), nullable=True),
        sa.Column("activity_at", UtcDateTime(), nullable=True),
        sa.Column("closed_at", UtcDateTime(), nullable=True),
        sa.Column("removed_at", UtcDateTime(), nullable=True),
        sa.Column("removed_by", Id(), nullable=True),
        sa.Column("reply_count", sa.Integer(), nullable=False),
        sa.Column("answer_count", sa.Integer(), nullable=True),
        sa.Column("answer", Id(), nullable=True),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("last_number", sa.Integer(), nullable=False),
        sa.Column("last_author", Id(), nullable=True),
        sa.Column("last_author_from", sa.Integer(), nullable=True),
        sa.Column("last_author_after", UtcDateTime(), nullable=True),
        sa.Column("last_shown", sa.Integer(), nullable=True),
        sa.Column("locked_at", UtcDateTime(), nullable=True),
        sa.Column("locked_by", Id(), nullable=True),
        sa.Column("lock_reason", sa.Text(), nullable=True),
        sa.Column("made_with", sa.String(length=16), nullable=False),
        sa.Column("by_agent", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "audience"],
            ["commkit_group.community_id", "commkit_group.id"],
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "author"],
            ["commkit_membership.community_id", "commkit_membership.id"],
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "space"],
            ["commkit_space.community_id", "commkit_space.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "id"),
        sa.UniqueConstraint("community_id", "thread", "path", name="uq_commkit_post_path"),
    )
    op.create_index(
        "ix_commkit_post_activity",
        "commkit_post",
        ["community_id", "activity_at", "id"],
        unique=False,
        sqlite_where=sa.text("parent IS NULL"),
        postgresql_where=sa.text("parent IS NULL"),
    )
    op.create_index(
        "ix_commkit_post_audience",
        "commkit_post",
        ["community_id", "audience"],
        unique=False,
        sqlite_where=sa.text("audience IS NOT NULL"),
        postgresql_where=sa.text("audience IS NOT NULL"),
    )
    op.create_index("ix_commkit_post_author", "commkit_post", ["community_id", "author", "id"], unique=False)
    op.create_index(
        "ix_commkit_post_kind",
        "commkit_post",
        ["community_id", "kind", "id"],
        unique=False,
        sqlite_where=sa.text("parent IS NULL"),
        postgresql_where=sa.text("parent IS NULL"),
    )
    op.create_index(
        "ix_commkit_post_newest",
        "commkit_post",
        ["community_id", "id"],
        unique=False,
        sqlite_where=sa.text("parent IS NULL"),
        postgresql_where=sa.text("parent IS NULL"),
    )
    op.create_index(
        "ix_commkit_post_opener",
        "commkit_post",
        ["community_id", "author", "id"],
        unique=False,
        sqlite_where=sa.text("parent IS NULL"),
        postgresql_where=sa.text("parent IS NULL"),
    )
    op.create_index(
        "ix_commkit_post_score",
        "commkit_post",
        ["community_id", "score", "id"],
        unique=False,
        sqlite_where=sa.text("parent IS NULL"),
        postgresql_where=sa.text("parent IS NULL"),
    )
    op.create_index(
        "ix_commkit_post_space_activity",
        "commkit_post",
        ["community_id", "space", "activity_at", "id"],
        unique=False,
        sqlite_where=sa.text("parent IS NULL AND space IS NOT NULL"),
        postgresql_where=sa.text("parent IS NULL AND space IS NOT NULL"),
    )
    op.create_index(
        "ix_commkit_post_space_newest",
        "commkit_post",
        ["community_id", "space", "id"],
        unique=False,
        sqlite_where=sa.text("parent IS NULL AND space IS NOT NULL"),
        postgresql_where=sa.text("parent IS NULL AND space IS NOT NULL"),
    )
    op.create_index(
        "ix_commkit_post_unplaced",
        "commkit_post",
        ["community_id", "id"],
        unique=False,
        sqlite_where=sa.text("parent IS NULL AND space IS NULL"),
        postgresql_where=sa.text("parent IS NULL AND space IS NULL"),
    )
    op.create_index(
        "ix_commkit_post_space_score",
        "commkit_post",
        ["community_id", "space", "score", "id"],
        unique=False,
        sqlite_where=sa.text("parent IS NULL AND space IS NOT NULL"),
        postgresql_where=sa.text("parent IS NULL AND space IS NOT NULL"),
    )
    op.create_index(
        "ix_commkit_post_space_unanswered",
        "commkit_post",
        ["community_id", "space", "created_at", "id"],
        unique=False,
        sqlite_where=sa.text(
            "parent IS NULL AND space IS NOT NULL AND answer_count = 0 AND closed_at IS NULL"
        ),
        postgresql_where=sa.text(
            "parent IS NULL AND space IS NOT NULL AND answer_count = 0 AND closed_at IS NULL"
        ),
    )
    op.create_index(
        "ix_commkit_post_state",
        "commkit_post",
        ["community_id", "state", "id"],
        unique=False,
        sqlite_where=sa.text("parent IS NULL"),
        postgresql_where=sa.text("parent IS NULL"),
    )
    op.create_index(
        "ix_commkit_post_unanswered",
        "commkit_post",
        ["community_id", "created_at", "id"],
        unique=False,
        sqlite_where=sa.text("parent IS NULL AND answer_count = 0 AND closed_at IS NULL"),
        postgresql_where=sa.text("parent IS NULL AND answer_count = 0 AND closed_at IS NULL"),
    )
    op.create_table(
        "commkit_space_moderator",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("space", Id(), nullable=False),
        sa.Column("member", Id(), nullable=False),
        sa.Column("since", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "member"],
            ["commkit_membership.community_id", "commkit_membership.id"],
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "space"],
            ["commkit_space.community_id", "commkit_space.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "space", "member"),
    )
    op.create_index(
        "ix_commkit_space_moderator_member",
        "commkit_space_moderator",
        ["community_id", "member"],
        unique=False,
    )
    op.create_table(
        "commkit_space_request",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("space", Id(), nullable=False),
        sa.Column("member", Id(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "member"],
            ["commkit_membership.community_id", "commkit_membership.id"],
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "space"],
            ["commkit_space.community_id", "commkit_space.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "space", "member"),
    )
    op.create_index(
        "ix_commkit_space_request_member", "commkit_space_request", ["community_id", "member"], unique=False
    )
    op.create_table(
        "commkit_suggestion",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("tags", Words(), nullable=False),
        sa.Column("space", Id(), nullable=True),
        sa.Column("audience", Id(), nullable=True),
        sa.Column("author", Id(), nullable=True),
        sa.Column("recorded_by", Id(), nullable=True),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("edited_at", UtcDateTime(), nullable=True),
        sa.Column("status_changed_at", UtcDateTime(), nullable=False),
        sa.Column("reply", sa.Text(), nullable=False),
        sa.Column("replied_by", Id(), nullable=True),
        sa.Column("first_replied_at", UtcDateTime(), nullable=True),
        sa.Column("decided_at", UtcDateTime(), nullable=True),
        sa.Column("done_at", UtcDateTime(), nullable=True),
        sa.Column("closed_at", UtcDateTime(), nullable=True),
        sa.Column("removed_at", UtcDateTime(), nullable=True),
        sa.Column("removed_by", Id(), nullable=True),
        sa.Column("merged_into", Id(), nullable=True),
        sa.Column("voter_count", sa.Integer(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "audience"],
            ["commkit_group.community_id", "commkit_group.id"],
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "author"],
            ["commkit_membership.community_id", "commkit_membership.id"],
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "merged_into"],
            ["commkit_suggestion.community_id", "commkit_suggestion.id"],
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "space"],
            ["commkit_space.community_id", "commkit_space.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "id"),
    )
    op.create_index(
        "ix_commkit_suggestion_author",
        "commkit_suggestion",
        ["community_id", "author", "id"],
        unique=False,
        sqlite_where=sa.text("removed_at IS NULL AND merged_into IS NULL"),
        postgresql_where=sa.text("removed_at IS NULL AND merged_into IS NULL"),
    )
    op.create_index(
        "ix_commkit_suggestion_merged",
        "commkit_suggestion",
        ["community_id", "merged_into"],
        unique=False,
        sqlite_where=sa.text("merged_into IS NOT NULL"),
        postgresql_where=sa.text("merged_into IS NOT NULL"),
    )
    op.create_index(
        "ix_commkit_suggestion_moved",
        "commkit_suggestion",
        ["community_id", "status", "status_changed_at", "id"],
        unique=False,
        sqlite_where=sa.text("removed_at IS NULL AND merged_into IS NULL"),
        postgresql_where=sa.text("removed_at IS NULL AND merged_into IS NULL"),
    )
    op.create_index(
        "ix_commkit_suggestion_newest",
        "commkit_suggestion",
        ["community_id", "id"],
        unique=False,
        sqlite_where=sa.text("removed_at IS NULL AND merged_into IS NULL"),
        postgresql_where=sa.text("removed_at IS NULL AND merged_into IS NULL"),
    )
    op.create_index(
        "ix_commkit_suggestion_score",
        "commkit_suggestion",
        ["community_id", "score", "id"],
        unique=False,
        sqlite_where=sa.text("removed_at IS NULL AND merged_into IS NULL"),
        postgresql_where=sa.text("removed_at IS NULL AND merged_into IS NULL"),
    )
    op.create_index(
        "ix_commkit_suggestion_space_newest",
        "commkit_suggestion",
        ["community_id", "space", "id"],
        unique=False,
        sqlite_where=sa.text("removed_at IS NULL AND merged_into IS NULL AND space IS NOT NULL"),
        postgresql_where=sa.text("removed_at IS NULL AND merged_into IS NULL AND space IS NOT NULL"),
    )
    op.create_index(
        "ix_commkit_suggestion_space_score",
        "commkit_suggestion",
        ["community_id", "space", "score", "id"],
        unique=False,
        sqlite_where=sa.text("removed_at IS NULL AND merged_into IS NULL AND space IS NOT NULL"),
        postgresql_where=sa.text("removed_at IS NULL AND merged_into IS NULL AND space IS NOT NULL"),
    )
    op.create_index(
        "ix_commkit_suggestion_status",
        "commkit_suggestion",
        ["community_id", "status", "score", "id"],
        unique=False,
        sqlite_where=sa.text("removed_at IS NULL AND merged_into IS NULL"),
        postgresql_where=sa.text("removed_at IS NULL AND merged_into IS NULL"),
    )
    op.create_table(
        "commkit_survey",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("intro", sa.Text(), nullable=False),
        sa.Column("anonymous", sa.Boolean(), nullable=False),
        sa.Column("role", sa.String(length=64), nullable=True),
        sa.Column("min_trust", sa.Integer(), nullable=False),
        sa.Column("staff", sa.Boolean(), nullable=True),
        sa.Column("space", Id(), nullable=True),
        sa.Column("audience", Id(), nullable=True),
        sa.Column("quota", sa.Integer(), nullable=True),
        sa.Column("opens_at", UtcDateTime(), nullable=False),
        sa.Column("closes_at", UtcDateTime(), nullable=True),
        sa.Column("closed_at", UtcDateTime(), nullable=True),
        sa.Column("created_by", Id(), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("response_count", sa.Integer(), nullable=False),
        sa.Column("invited_count", sa.Integer(), nullable=False),
        sa.Column("invited_response_count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "audience"],
            ["commkit_group.community_id", "commkit_group.id"],
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "space"],
            ["commkit_space.community_id", "commkit_space.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "id"),
    )
    op.create_table(
        "commkit_attachment",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("uploader", Id(), nullable=True),
        sa.Column("post", Id(), nullable=True),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("media_type", sa.String(length=100), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("attached_at", UtcDateTime(), nullable=True),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "post"],
            ["commkit_post.community_id", "commkit_post.id"],
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "uploader"],
            ["commkit_membership.community_id", "commkit_membership.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "id"),
    )
    op.create_index(
        "ix_commkit_attachment_post", "commkit_attachment", ["community_id", "post", "id"], unique=False
    )
    op.create_table(
        "commkit_event_cohost",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("event", Id(), nullable=False),
        sa.Column("member", Id(), nullable=False),
        sa.Column("by", Id(), nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "event"],
            ["commkit_event.community_id", "commkit_event.id"],
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "member"],
            ["commkit_membership.community_id", "commkit_membership.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "event", "member"),
    )
    op.create_table(
        "commkit_event_invited",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("event", Id(), nullable=False),
        sa.Column("member", Id(), nullable=False),
        sa.Column("by", Id(), nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "event"],
            ["commkit_event.community_id", "commkit_event.id"],
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "member"],
            ["commkit_membership.community_id", "commkit_membership.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "event", "member"),
    )
    op.create_table(
        "commkit_first_post",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("member", Id(), nullable=False),
        sa.Column("post", Id(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "member"],
            ["commkit_membership.community_id", "commkit_membership.id"],
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "post"],
            ["commkit_post.community_id", "commkit_post.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "member"),
    )
    op.create_index(
        "ix_commkit_first_post_post", "commkit_first_post", ["community_id", "post"], unique=False
    )
    op.create_table(
        "commkit_seed_thread",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("thread", Id(), nullable=True),
        sa.Column("opened_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "thread"],
            ["commkit_post.community_id", "commkit_post.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "name"),
    )
    op.create_table(
        "commkit_hidden_post",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("post", Id(), nullable=False),
        sa.Column("hidden_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "post"],
            ["commkit_post.community_id", "commkit_post.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "post"),
    )
    op.create_table(
        "commkit_occurrence",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("event", Id(), nullable=False),
        sa.Column("space", Id(), nullable=True),
        sa.Column("original_start", sa.String(length=19), nullable=False),
        sa.Column("local_start", sa.String(length=19), nullable=False),
        sa.Column("local_end", sa.String(length=19), nullable=False),
        sa.Column("starts_at", UtcDateTime(), nullable=False),
        sa.Column("ends_at", UtcDateTime(), nullable=False),
        sa.Column("moved", sa.Boolean(), nullable=False),
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
        sa.Column("ending", Id(), nullable=True),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("code_created_by", Id(), nullable=True),
        sa.Column("reminded_at", UtcDateTime(), nullable=True),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.Column("cancelled_at", UtcDateTime(), nullable=True),
        sa.Column("cancelled_by", Id(), nullable=True),
        sa.Column("cancellation_reason", sa.Text(), nullable=False),
        sa.Column("source_sequence", sa.Integer(), nullable=True),
        sa.Column("source_modified_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "event"],
            ["commkit_event.community_id", "commkit_event.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "id"),
        sa.UniqueConstraint(
            "community_id", "event", "original_start", name="uq_commkit_occurrence_original_start"
        ),
    )
    op.create_index(
        "ix_commkit_occurrence_ends", "commkit_occurrence", ["community_id", "ends_at", "id"], unique=False
    )
    op.create_index(
        "ix_commkit_occurrence_event",
        "commkit_occurrence",
        ["community_id", "event", "starts_at", "id"],
        unique=False,
    )
    op.create_index(
        "ix_commkit_occurrence_space_ends",
        "commkit_occurrence",
        ["community_id", "space", "ends_at", "id"],
        unique=False,
        sqlite_where=sa.text("space IS NOT NULL AND cancelled_at IS NULL"),
        postgresql_where=sa.text("space IS NOT NULL AND cancelled_at IS NULL"),
    )
    op.create_index(
        "ix_commkit_occurrence_space_starts",
        "commkit_occurrence",
        ["community_id", "space", "starts_at", "id"],
        unique=False,
        sqlite_where=sa.text("space IS NOT NULL AND cancelled_at IS NULL"),
        postgresql_where=sa.text("space IS NOT NULL AND cancelled_at IS NULL"),
    )
    op.create_index(
        "ix_commkit_occurrence_starts",
        "commkit_occurrence",
        ["community_id", "starts_at", "id"],
        unique=False,
    )
    op.create_table(
        "commkit_panel_consent",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("panel", Id(), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("by", Id(), nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "panel"],
            ["commkit_panel.community_id", "commkit_panel.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "panel", "version"),
    )
    op.create_table(
        "commkit_panel_incentive",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("panel", Id(), nullable=False),
        sa.Column("task", Id(), nullable=True),
        sa.Column("member", Id(), nullable=False),
        sa.Column("description", sa.String(length=300), nullable=False),
        sa.Column("promised_by", Id(), nullable=True),
        sa.Column("promised_at", UtcDateTime(), nullable=False),
        sa.Column("fulfilled_by", Id(), nullable=True),
        sa.Column("fulfilled_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "member"],
            ["commkit_membership.community_id", "commkit_membership.id"],
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "panel"],
            ["commkit_panel.community_id", "commkit_panel.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "id"),
    )
    op.create_index(
        "ix_commkit_panel_incentive_panel",
        "commkit_panel_incentive",
        ["community_id", "panel", "id"],
        unique=False,
    )
    op.create_table(
        "commkit_panel_screening_answer",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("panel", Id(), nullable=False),
        sa.Column("member", Id(), nullable=False),
        sa.Column("question", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("chosen", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "panel"],
            ["commkit_panel.community_id", "commkit_panel.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "panel", "member", "question"),
    )
    op.create_table(
        "commkit_panel_screening_question",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("panel", Id(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("prompt", sa.Text(), nullable=False),
        sa.Column("options", sa.Text(), nullable=False),
        sa.Column("accepted_options", Words(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "panel"],
            ["commkit_panel.community_id", "commkit_panel.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "panel", "number"),
    )
    op.create_table(
        "commkit_panel_task",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("panel", Id(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("instructions", sa.Text(), nullable=False),
        sa.Column("due_at", UtcDateTime(), nullable=False),
        sa.Column("incentive", sa.String(length=300), nullable=False),
        sa.Column("created_by", Id(), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "panel"],
            ["commkit_panel.community_id", "commkit_panel.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "id"),
    )
    op.create_table(
        "commkit_panelist",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("panel", Id(), nullable=False),
        sa.Column("member", Id(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("consent_version", sa.Integer(), nullable=False),
        sa.Column("consented_at", UtcDateTime(), nullable=False),
        sa.Column("applied_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "member"],
            ["commkit_membership.community_id", "commkit_membership.id"],
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "panel"],
            ["commkit_panel.community_id", "commkit_panel.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "panel", "member"),
    )
    op.create_table(
        "commkit_pin",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("post", Id(), nullable=False),
        sa.Column("pinned_by", Id(), nullable=True),
        sa.Column("space", Id(), nullable=True),
        sa.Column("pinned_at", UtcDateTime(), nullable=False),
        sa.Column("until", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "post"],
            ["commkit_post.community_id", "commkit_post.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "post"),
    )
    op.create_index(
        "ix_commkit_pin_space", "commkit_pin", ["community_id", "space", "pinned_at", "post"], unique=False
    )
    op.create_table(
        "commkit_poll",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("post", Id(), nullable=False),
        sa.Column("created_by", Id(), nullable=True),
        sa.Column("question", sa.String(length=300), nullable=False),
        sa.Column("max_choices", sa.Integer(), nullable=False),
        sa.Column("result_visibility", sa.String(length=16), nullable=False),
        sa.Column("changeable", sa.Boolean(), nullable=False),
        sa.Column("public", sa.Boolean(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("closes_at", UtcDateTime(), nullable=True),
        sa.Column("closed_at", UtcDateTime(), nullable=True),
        sa.Column("ballot_count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "post"],
            ["commkit_post.community_id", "commkit_post.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "post"),
    )
    op.create_table(
        "commkit_post_tag",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("tag", sa.String(length=64), nullable=False),
        sa.Column("post", Id(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "post"],
            ["commkit_post.community_id", "commkit_post.id"],
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "tag"],
            ["commkit_tag.community_id", "commkit_tag.name"],
        ),
        sa.PrimaryKeyConstraint("community_id", "tag", "post"),
    )
    op.create_table(
        "commkit_reaction",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("post", Id(), nullable=False),
        sa.Column("member", Id(), nullable=False),
        sa.Column("reaction", sa.String(length=64), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "member"],
            ["commkit_membership.community_id", "commkit_membership.id"],
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "post"],
            ["commkit_post.community_id", "commkit_post.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "post", "member", "reaction"),
    )
    op.create_table(
        "commkit_reaction_count",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("post", Id(), nullable=False),
        sa.Column("reaction", sa.String(length=64), nullable=False),
        sa.Column("local_count", sa.Integer(), nullable=False),
        sa.Column("imported_count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "post"],
            ["commkit_post.community_id", "commkit_post.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "post", "reaction"),
    )
    op.create_table(
        "commkit_read_position",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("member", Id(), nullable=False),
        sa.Column("thread", Id(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("read_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "member"],
            ["commkit_membership.community_id", "commkit_membership.id"],
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "thread"],
            ["commkit_post.community_id", "commkit_post.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "member", "thread"),
    )
    op.create_table(
        "commkit_revision",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("post", Id(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("markup", sa.String(length=16), nullable=False),
        sa.Column("tags", Words(), nullable=False),
        sa.Column("made_with", sa.String(length=16), nullable=False),
        sa.Column("author", Id(), nullable=True),
        sa.Column("edited_by", Id(), nullable=True),
        sa.Column("editor_name", sa.String(length=200), nullable=False),
        sa.Column("edited_at", UtcDateTime(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "post"],
            ["commkit_post.community_id", "commkit_post.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "post", "version"),
    )
    op.create_table(
        "commkit_suggestion_tag",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("tag", sa.String(length=64), nullable=False),
        sa.Column("suggestion", Id(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "suggestion"],
            ["commkit_suggestion.community_id", "commkit_suggestion.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "tag", "suggestion"),
    )
    op.create_table(
        "commkit_suggestion_update",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("suggestion", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("reply", sa.Text(), nullable=False),
        sa.Column("by", Id(), nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "suggestion"],
            ["commkit_suggestion.community_id", "commkit_suggestion.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "suggestion", "id"),
    )
    op.create_table(
        "commkit_suggestion_vote",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("suggestion", Id(), nullable=False),
        sa.Column("member", Id(), nullable=False),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.Column("held", sa.Integer(), nullable=False),
        sa.Column("recorded_by", Id(), nullable=True),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "member"],
            ["commkit_membership.community_id", "commkit_membership.id"],
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "suggestion"],
            ["commkit_suggestion.community_id", "commkit_suggestion.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "suggestion", "member"),
    )
    op.create_index(
        "ix_commkit_suggestion_vote_member",
        "commkit_suggestion_vote",
        ["community_id", "member", "suggestion"],
        unique=False,
    )
    op.create_table(
        "commkit_survey_participation",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("survey", Id(), nullable=False),
        sa.Column("member", Id(), nullable=False),
        sa.Column("invited_at", UtcDateTime(), nullable=True),
        sa.Column("answered", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "member"],
            ["commkit_membership.community_id", "commkit_membership.id"],
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "survey"],
            ["commkit_survey.community_id", "commkit_survey.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "survey", "member"),
    )
    op.create_table(
        "commkit_survey_question",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("survey", Id(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("prompt", sa.Text(), nullable=False),
        sa.Column("options", sa.Text(), nullable=False),
        sa.Column("low", sa.Integer(), nullable=False),
        sa.Column("high", sa.Integer(), nullable=False),
        sa.Column("required", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "survey"],
            ["commkit_survey.community_id", "commkit_survey.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "survey", "number"),
    )
    op.create_table(
        "commkit_survey_response",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("survey", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("member", Id(), nullable=True),
        sa.Column("at", UtcDateTime(), nullable=True),
        sa.Column("role", sa.String(length=64), nullable=True),
        sa.Column("staff", sa.Boolean(), nullable=True),
        sa.Column("trust", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "member"],
            ["commkit_membership.community_id", "commkit_membership.id"],
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "survey"],
            ["commkit_survey.community_id", "commkit_survey.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "survey", "id"),
    )
    op.create_table(
        "commkit_wiki",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("post", Id(), nullable=False),
        sa.Column("trust", sa.Integer(), nullable=False),
        sa.Column("created_by", Id(), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "post"],
            ["commkit_post.community_id", "commkit_post.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "post"),
    )
    op.create_table(
        "commkit_attendance",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("occurrence", Id(), nullable=False),
        sa.Column("member", Id(), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("waitlist_position", sa.Integer(), nullable=True),
        sa.Column("responded_at", UtcDateTime(), nullable=False),
        sa.Column("checked_in_at", UtcDateTime(), nullable=True),
        sa.Column("stars", sa.Integer(), nullable=True),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("rated_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "member"],
            ["commkit_membership.community_id", "commkit_membership.id"],
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "occurrence"],
            ["commkit_occurrence.community_id", "commkit_occurrence.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "occurrence", "member"),
    )
    op.create_index(
        "ix_commkit_attendance_member",
        "commkit_attendance",
        ["community_id", "member", "occurrence"],
        unique=False,
    )
    op.create_index(
        "ix_commkit_attendance_status",
        "commkit_attendance",
        ["community_id", "occurrence", "status", "waitlist_position", "member"],
        unique=False,
    )
    op.create_table(
        "commkit_ballot",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("post", Id(), nullable=False),
        sa.Column("member", Id(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "member"],
            ["commkit_membership.community_id", "commkit_membership.id"],
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "post"],
            ["commkit_poll.community_id", "commkit_poll.post"],
        ),
        sa.PrimaryKeyConstraint("community_id", "post", "member"),
    )
    op.create_table(
        "commkit_panel_finding",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("panel", Id(), nullable=False),
        sa.Column("task", Id(), nullable=False),
        sa.Column("member", Id(), nullable=True),
        sa.Column("submission", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("severity", sa.String(length=16), nullable=False),
        sa.Column("duplicate_of", Id(), nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "member"],
            ["commkit_membership.community_id", "commkit_membership.id"],
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "panel"],
            ["commkit_panel.community_id", "commkit_panel.id"],
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "task"],
            ["commkit_panel_task.community_id", "commkit_panel_task.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "id"),
    )
    op.create_index(
        "ix_commkit_panel_finding_panel",
        "commkit_panel_finding",
        ["community_id", "panel", "id"],
        unique=False,
    )
    op.create_table(
        "commkit_panel_task_assignment",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("task", Id(), nullable=False),
        sa.Column("member", Id(), nullable=False),
        sa.Column("panel", Id(), nullable=False),
        sa.Column("assigned_at", UtcDateTime(), nullable=False),
        sa.Column("due_at", UtcDateTime(), nullable=False),
        sa.Column("submitted_at", UtcDateTime(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("findings", sa.Integer(), nullable=False),
        sa.Column("new_findings", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "member"],
            ["commkit_membership.community_id", "commkit_membership.id"],
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "task"],
            ["commkit_panel_task.community_id", "commkit_panel_task.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "task", "member"),
    )
    op.create_index(
        "ix_commkit_panel_task_assignment_member",
        "commkit_panel_task_assignment",
        ["community_id", "member", "task"],
        unique=False,
    )
    op.create_index(
        "ix_commkit_panel_task_assignment_number",
        "commkit_panel_task_assignment",
        ["community_id", "panel", "number"],
        unique=False,
    )
    op.create_table(
        "commkit_poll_choice",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("post", Id(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("created_by", Id(), nullable=True),
        sa.Column("label", sa.String(length=200), nullable=False),
        sa.Column("vote_count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "post"],
            ["commkit_poll.community_id", "commkit_poll.post"],
        ),
        sa.PrimaryKeyConstraint("community_id", "post", "number"),
    )
    op.create_table(
        "commkit_survey_answer",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("survey", Id(), nullable=False),
        sa.Column("question", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("value", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("response", Id(), nullable=False),
        sa.Column("member", Id(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "survey", "response"],
            [
                "commkit_survey_response.community_id",
                "commkit_survey_response.survey",
                "commkit_survey_response.id",
            ],
        ),
        sa.PrimaryKeyConstraint("community_id", "survey", "question", "value", "response"),
    )
    op.create_table(
        "commkit_poll_vote",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("post", Id(), nullable=False),
        sa.Column("choice", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("member", Id(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "post", "choice"],
            ["commkit_poll_choice.community_id", "commkit_poll_choice.post", "commkit_poll_choice.number"],
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "post", "member"],
            ["commkit_ballot.community_id", "commkit_ballot.post", "commkit_ballot.member"],
        ),
        sa.PrimaryKeyConstraint("community_id", "post", "choice", "member"),
    )
    op.create_index(
        "ix_commkit_poll_vote_member", "commkit_poll_vote", ["community_id", "post", "member"], unique=False
    )

    # The full-text index is each database's own: see commkit.search.tables.
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE VIRTUAL TABLE commkit_search_fts USING fts5(title, body, tags, scope, "
            "content = '', tokenize = \"unicode61 remove_diacritics 0 categories 'L* M* N* P* S* C*'\")"
        )
    else:
        op.execute("ALTER TABLE commkit_search_entry ADD COLUMN document tsvector, ADD COLUMN words text")
        op.execute(
            "CREATE INDEX ix_commkit_search_entry_document ON commkit_search_entry USING gin (document)"
        )
    op.create_table(
        "commkit_tag_wiki",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("tag", sa.String(length=64), nullable=False),
        sa.Column("part", sa.String(length=16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("markup", sa.String(length=16), nullable=False),
        sa.Column("author", Id(), nullable=True),
        sa.Column("author_name", sa.String(length=200), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "tag"],
            ["commkit_tag.community_id", "commkit_tag.name"],
        ),
        sa.PrimaryKeyConstraint("community_id", "tag", "part", "version"),
    )
    op.create_table(
        "commkit_imported_badge",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("taken_by", sa.String(length=64), nullable=True),
        sa.Column("member", Id(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("level", sa.String(length=40), nullable=False),
        sa.Column("of_tag", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "member"],
            ["commkit_membership.community_id", "commkit_membership.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "id"),
    )
    op.create_index(
        "ix_commkit_imported_badge_member", "commkit_imported_badge", ["community_id", "member", "id"]
    )
    op.create_table(
        "commkit_imported_bounty",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("taken_by", sa.String(length=64), nullable=True),
        sa.Column("post", Id(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("member", Id(), nullable=True),
        sa.Column("ended", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "post"],
            ["commkit_post.community_id", "commkit_post.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "id"),
    )
    op.create_index(
        "ix_commkit_imported_bounty_post", "commkit_imported_bounty", ["community_id", "post", "id"]
    )
    op.create_table(
        "commkit_imported_closing",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("taken_by", sa.String(length=64), nullable=True),
        sa.Column("post", Id(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("member", Id(), nullable=True),
        sa.Column("member_name", sa.String(length=200), nullable=False),
        sa.Column("reopened", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "post"],
            ["commkit_post.community_id", "commkit_post.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "id"),
    )
    op.create_index(
        "ix_commkit_imported_closing_post", "commkit_imported_closing", ["community_id", "post", "id"]
    )
    op.create_table(
        "commkit_imported_link",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("taken_by", sa.String(length=64), nullable=True),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("post", Id(), nullable=False),
        sa.Column("related", Id(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "post"],
            ["commkit_post.community_id", "commkit_post.id"],
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "related"],
            ["commkit_post.community_id", "commkit_post.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "id"),
    )
    op.create_index("ix_commkit_imported_link_post", "commkit_imported_link", ["community_id", "post", "id"])
    op.create_index(
        "ix_commkit_imported_link_related", "commkit_imported_link", ["community_id", "related", "id"]
    )
    op.create_table(
        "commkit_imported_post_event",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("taken_by", sa.String(length=64), nullable=True),
        sa.Column("post", Id(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("member", Id(), nullable=True),
        sa.Column("member_name", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "post"],
            ["commkit_post.community_id", "commkit_post.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "id"),
    )
    op.create_index(
        "ix_commkit_imported_post_event_post", "commkit_imported_post_event", ["community_id", "post", "id"]
    )
    op.create_table(
        "commkit_imported_voter",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("event", Id(), nullable=False),
        sa.Column("member", Id(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "member"],
            ["commkit_membership.community_id", "commkit_membership.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "event", "member"),
    )
    op.create_table(
        "commkit_imported_original",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("closing", Id(), nullable=False),
        sa.Column("post", Id(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "closing"],
            ["commkit_imported_closing.community_id", "commkit_imported_closing.id"],
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "post"],
            ["commkit_post.community_id", "commkit_post.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "closing", "post"),
    )
