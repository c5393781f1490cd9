"""The first tables of the core."""

import sqlalchemy as sa
from alembic import op

from commkit.runtime.storage.columns import Id, UtcDateTime, Words

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
    op.create_table(
        "commkit_community",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("slug", sa.String(length=64), nullable=False),
        sa.Column("type", sa.String(length=64), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("visibility", sa.String(16), nullable=False),
        sa.Column("join_policy", sa.String(16), nullable=False),
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
        "commkit_directory",
        sa.Column("slug", sa.String(length=64), nullable=False),
        sa.Column("community_id", Id(), nullable=False),
        sa.PrimaryKeyConstraint("slug"),
    )
    op.create_table(
        "commkit_idempotency",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("actor", sa.String(length=260), nullable=False),
        sa.Column("key", sa.String(length=255), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("result", Id(), nullable=True),
        sa.Column("place", Id(), nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "actor", "key", "position"),
    )
    op.create_table(
        "commkit_member",
        sa.Column("key", sa.String(length=255), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
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
    op.create_table(
        "commkit_tag",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("post_count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "name"),
    )
    op.create_index(
        "ix_commkit_tag_popular", "commkit_tag", ["community_id", "post_count", "name"], unique=False
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
        sa.Column("error", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "fact_id"],
            ["commkit_outbox.community_id", "commkit_outbox.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "subscriber", "fact_id"),
    )
    op.create_index(
        "ix_commkit_delivery_open",
        "commkit_delivery",
        ["community_id", "subscriber", "fact_id"],
        unique=False,
        sqlite_where=sa.text("done_at IS NULL AND parked_at IS NULL"),
        postgresql_where=sa.text("done_at IS NULL AND parked_at IS NULL"),
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
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.Column("revoked_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id"],
            ["commkit_community.community_id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "id"),
        sa.UniqueConstraint("community_id", "token_hash", name="uq_commkit_invitation_token"),
    )
    op.create_table(
        "commkit_membership",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("key", sa.String(length=255), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("role", sa.String(length=64), nullable=False),
        sa.Column("staff", sa.Boolean(), nullable=False),
        sa.Column("trust_level", sa.Integer(), nullable=False),
        sa.Column("standing", sa.String(16), nullable=False),
        sa.Column("restricted_until", UtcDateTime(), nullable=True),
        sa.Column("restriction_reason", sa.Text(), nullable=False),
        sa.Column("joined_at", UtcDateTime(), nullable=False),
        sa.Column("invited_by", Id(), nullable=True),
        sa.Column("post_count", sa.Integer(), nullable=False),
        sa.Column("reaction_count", sa.Integer(), nullable=False),
        sa.Column("removed_count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id"],
            ["commkit_community.community_id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "id"),
        sa.UniqueConstraint("community_id", "key", name="uq_commkit_membership_key"),
    )
    op.create_index("ix_commkit_membership_key", "commkit_membership", ["key"], unique=False)
    op.create_index(
        "ix_commkit_membership_restricted_until",
        "commkit_membership",
        ["community_id", "restricted_until"],
        unique=False,
        sqlite_where=sa.text("restricted_until IS NOT NULL"),
        postgresql_where=sa.text("restricted_until IS NOT NULL"),
    )
    op.create_table(
        "commkit_post",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("thread", Id(), nullable=False),
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
        sa.ForeignKeyConstraint(
            ["community_id", "author"],
            ["commkit_membership.community_id", "commkit_membership.id"],
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
    op.create_index("ix_commkit_post_author", "commkit_post", ["community_id", "author", "id"], unique=False)
    op.create_index(
        "ix_commkit_post_newest",
        "commkit_post",
        ["community_id", "id"],
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
        "commkit_revision",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("post", Id(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("tags", Words(), nullable=False),
        sa.Column("edited_by", Id(), nullable=True),
        sa.Column("edited_at", UtcDateTime(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "post"],
            ["commkit_post.community_id", "commkit_post.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "post", "version"),
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
