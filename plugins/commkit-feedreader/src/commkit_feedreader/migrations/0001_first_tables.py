"""First tables."""

import sqlalchemy as sa
from alembic import op

from commkit.storage import Id, UtcDateTime

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "commkit_feedreader_feed",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("url", sa.String(length=2000), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("site", sa.String(length=2000), nullable=False),
        sa.Column("space", Id(), nullable=True),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("agent", Id(), nullable=True),
        sa.Column("older", sa.Boolean(), nullable=False),
        sa.Column("added_by", Id(), nullable=True),
        sa.Column("added_at", UtcDateTime(), nullable=False),
        sa.Column("paused_at", UtcDateTime(), nullable=True),
        sa.Column("paused_reason", sa.String(length=16), nullable=True),
        sa.Column("checked_at", UtcDateTime(), nullable=True),
        sa.Column("succeeded_at", UtcDateTime(), nullable=True),
        sa.Column("next_at", UtcDateTime(), nullable=True),
        sa.Column("last_status", sa.Integer(), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("failure_code", sa.String(length=200), nullable=False),
        sa.Column("cut", sa.Boolean(), nullable=False),
        sa.Column("etag", sa.String(length=500), nullable=False),
        sa.Column("last_modified", sa.String(length=500), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("recorded", sa.Integer(), nullable=False),
        sa.Column("scheduled", Id(), nullable=True),
        sa.Column("document", sa.Integer(), nullable=False),
        sa.Column("fetch_count", sa.Integer(), nullable=False),
        sa.Column("failed_count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id"],
            ["commkit_community.community_id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "id"),
    )
    op.create_table(
        "commkit_feedreader_entry",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("feed", Id(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("link", sa.String(length=2000), nullable=False),
        sa.Column("link_key", sa.String(length=64), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("published_at", UtcDateTime(), nullable=False),
        sa.Column("found_at", UtcDateTime(), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=True),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("document", sa.Integer(), nullable=False),
        sa.Column("seen_at", UtcDateTime(), nullable=False),
        sa.Column("post", Id(), nullable=True),
        sa.Column("post_version", sa.Integer(), nullable=True),
        sa.Column("refused", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "feed"],
            ["commkit_feedreader_feed.community_id", "commkit_feedreader_feed.id"],
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "post"],
            ["commkit_post.community_id", "commkit_post.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "id"),
        sa.UniqueConstraint("community_id", "feed", "key", name="uq_commkit_feedreader_entry_key"),
    )
    op.create_index(
        "ix_commkit_feedreader_entry_feed",
        "commkit_feedreader_entry",
        ["community_id", "feed", "published_at", "id"],
        unique=False,
    )
    op.create_index(
        "ix_commkit_feedreader_entry_link",
        "commkit_feedreader_entry",
        ["community_id", "feed", "link_key"],
        unique=False,
    )
    op.create_index(
        "ix_commkit_feedreader_entry_page",
        "commkit_feedreader_entry",
        ["community_id", "published_at", "id"],
        unique=False,
    )
    op.create_index(
        "ix_commkit_feedreader_entry_post", "commkit_feedreader_entry", ["community_id", "post"], unique=False
    )
