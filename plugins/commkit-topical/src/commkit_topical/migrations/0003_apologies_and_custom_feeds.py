"""Apologies, and custom feeds."""

import sqlalchemy as sa
from alembic import op

from commkit.storage import Id, UtcDateTime

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "commkit_topical_apology",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("cooling", Id(), nullable=False),
        sa.Column("author", Id(), nullable=False),
        sa.Column("post", Id(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "cooling"],
            ["commkit_topical_cooling.community_id", "commkit_topical_cooling.id"],
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "post"],
            ["commkit_post.community_id", "commkit_post.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "cooling", "author"),
    )
    op.create_table(
        "commkit_topical_custom_feed",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("owner", Id(), nullable=False),
        sa.Column("title", sa.String(length=100), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "id"),
    )
    op.create_table(
        "commkit_topical_custom_feed_space",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("feed", Id(), nullable=False),
        sa.Column("space", Id(), nullable=False),
        sa.Column("owner", Id(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "feed"],
            ["commkit_topical_custom_feed.community_id", "commkit_topical_custom_feed.id"],
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "space"],
            ["commkit_space.community_id", "commkit_space.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "feed", "space"),
    )
    for table, name, columns in (
        ("apology", "author", ["author", "cooling"]),
        ("apology", "post", ["post", "cooling", "author"]),
        ("custom_feed", "owner", ["owner", "id"]),
        ("custom_feed_space", "owner", ["owner", "feed", "space"]),
        ("custom_feed_space", "space", ["space", "feed"]),
    ):
        op.create_index(
            f"ix_commkit_topical_{table}_{name}",
            f"commkit_topical_{table}",
            ["community_id", *columns],
            unique=False,
        )
