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
        "commkit_media_page",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("thread", Id(), nullable=False),
        sa.Column("address", sa.String(length=2000), nullable=False),
        sa.Column("opened_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "thread"],
            ["commkit_post.community_id", "commkit_post.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "id"),
    )
    op.create_index(
        "ix_commkit_media_page_thread", "commkit_media_page", ["community_id", "thread", "id"], unique=False
    )
    op.create_table(
        "commkit_media_page_address",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("key", sa.String(length=2000), nullable=False),
        sa.Column("page", Id(), nullable=False),
        sa.Column("added_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "key"),
    )
    op.create_index(
        "ix_commkit_media_page_address_page",
        "commkit_media_page_address",
        ["community_id", "page", "key"],
        unique=False,
    )
    op.create_table(
        "commkit_media_page_section",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("section", sa.String(length=2000), nullable=False),
        sa.Column("space", Id(), nullable=False),
        sa.Column("set_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "space"],
            ["commkit_space.community_id", "commkit_space.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "section"),
    )
    op.create_table(
        "commkit_media_entry",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("post", Id(), nullable=False),
        sa.Column("thread", Id(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("pinned_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "post"],
            ["commkit_post.community_id", "commkit_post.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "post"),
    )
    op.create_index(
        "ix_commkit_media_entry_thread_position",
        "commkit_media_entry",
        ["community_id", "thread", "position", "post"],
        unique=False,
    )
    op.create_table(
        "commkit_media_entry_correction",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("post", Id(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("corrected_by", Id(), nullable=True),
        sa.Column("corrected_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "post"],
            ["commkit_post.community_id", "commkit_post.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "post", "version"),
    )
    op.create_table(
        "commkit_media_review",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("thread", Id(), nullable=False),
        sa.Column("member", Id(), nullable=False),
        sa.Column("post", Id(), nullable=True),
        sa.Column("given_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "post"],
            ["commkit_post.community_id", "commkit_post.id"],
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "thread"],
            ["commkit_post.community_id", "commkit_post.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "thread", "member"),
    )
    op.create_index(
        "ix_commkit_media_review_post",
        "commkit_media_review",
        ["community_id", "post", "thread", "member"],
        unique=False,
    )
    op.create_table(
        "commkit_media_review_stars",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("post", Id(), nullable=False),
        sa.Column("criterion", sa.String(length=64), nullable=False),
        sa.Column("stars", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "post"],
            ["commkit_post.community_id", "commkit_post.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "post", "criterion"),
    )
    op.create_table(
        "commkit_media_featured",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("post", Id(), nullable=False),
        sa.Column("thread", Id(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("featured_by", Id(), nullable=True),
        sa.Column("featured_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "post"],
            ["commkit_post.community_id", "commkit_post.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "post"),
    )
    op.create_index(
        "ix_commkit_media_featured_featured_at",
        "commkit_media_featured",
        ["community_id", "featured_at", "post"],
        unique=False,
    )
    op.create_index(
        "ix_commkit_media_featured_thread_featured_at",
        "commkit_media_featured",
        ["community_id", "thread", "featured_at", "post"],
        unique=False,
    )
    op.create_table(
        "commkit_media_closing",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("thread", Id(), nullable=False),
        sa.Column("closes_at", UtcDateTime(), nullable=True),
        sa.Column("archives_at", UtcDateTime(), nullable=True),
        sa.Column("closed_at", UtcDateTime(), nullable=True),
        sa.Column("archived_at", UtcDateTime(), nullable=True),
        sa.Column("scheduled", Id(), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "thread"],
            ["commkit_post.community_id", "commkit_post.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "thread"),
    )
    op.create_table(
        "commkit_media_front_pin",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("slot", sa.BigInteger(), nullable=False),
        sa.Column("post", Id(), nullable=False),
        sa.Column("pinned_by", Id(), nullable=True),
        sa.Column("pinned_at", UtcDateTime(), nullable=False),
        sa.Column("until", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "post"],
            ["commkit_post.community_id", "commkit_post.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "slot"),
    )
    op.create_index(
        "ix_commkit_media_front_pin_post",
        "commkit_media_front_pin",
        ["community_id", "post", "slot"],
        unique=False,
    )
