"""First tables."""

import sqlalchemy as sa
from alembic import op

from commkit.storage import Id, UtcDateTime, Words

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "commkit_topical_tag_mute",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("member", Id(), nullable=False),
        sa.Column("tag", sa.String(length=64), nullable=False),
        sa.Column("muted_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "member", "tag"),
    )
    op.create_table(
        "commkit_topical_word_mute",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("member", Id(), nullable=False),
        sa.Column("word", sa.String(length=64), nullable=False),
        sa.Column("pattern", sa.Text(), nullable=False),
        sa.Column("muted_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "member", "word"),
    )
    op.create_table(
        "commkit_topical_space_mute",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("member", Id(), nullable=False),
        sa.Column("space", Id(), nullable=False),
        sa.Column("muted_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "space"],
            ["commkit_space.community_id", "commkit_space.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "member", "space"),
    )
    op.create_table(
        "commkit_topical_cooling",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("thread", Id(), nullable=False),
        sa.Column("running", Id(), nullable=True),
        sa.Column("heat", sa.Float(), nullable=False),
        sa.Column("speed", sa.Float(), nullable=False),
        sa.Column("exchange", sa.Float(), nullable=False),
        sa.Column("reporters", sa.BigInteger(), nullable=False),
        sa.Column("first", Id(), nullable=True),
        sa.Column("second", Id(), nullable=True),
        sa.Column("since", UtcDateTime(), nullable=False),
        sa.Column("pause_seconds", sa.BigInteger(), nullable=False),
        sa.Column("pause_before", sa.BigInteger(), nullable=False),
        sa.Column("started_at", UtcDateTime(), nullable=False),
        sa.Column("review_at", UtcDateTime(), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.Column("end", sa.String(length=16), nullable=True),
        sa.Column("again_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "thread"],
            ["commkit_post.community_id", "commkit_post.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "id"),
        sa.UniqueConstraint("community_id", "running", name="uq_commkit_topical_cooling_running"),
    )
    op.create_index(
        "ix_commkit_topical_cooling_first_second",
        "commkit_topical_cooling",
        ["community_id", "first", "second", "id"],
        unique=False,
    )
    op.create_index(
        "ix_commkit_topical_cooling_started_at",
        "commkit_topical_cooling",
        ["community_id", "started_at", "id"],
        unique=False,
    )
    op.create_index(
        "ix_commkit_topical_cooling_thread",
        "commkit_topical_cooling",
        ["community_id", "thread", "id"],
        unique=False,
    )
    op.create_table(
        "commkit_topical_cross_post",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("post", Id(), nullable=False),
        sa.Column("original", Id(), nullable=False),
        sa.Column("space", Id(), nullable=False),
        sa.Column("by", Id(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "original"],
            ["commkit_post.community_id", "commkit_post.id"],
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "post"],
            ["commkit_post.community_id", "commkit_post.id"],
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "space"],
            ["commkit_space.community_id", "commkit_space.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "post"),
        sa.UniqueConstraint(
            "community_id", "original", "space", name="uq_commkit_topical_cross_post_original_space"
        ),
    )
    op.create_index(
        "ix_commkit_topical_cross_post_original",
        "commkit_topical_cross_post",
        ["community_id", "original", "post"],
        unique=False,
    )
    op.create_table(
        "commkit_topical_recurring_thread",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("tags", Words(), nullable=False),
        sa.Column("space", Id(), nullable=True),
        sa.Column("recurrence", sa.String(length=16), nullable=False),
        sa.Column("at", sa.String(length=5), nullable=False),
        sa.Column("day", sa.BigInteger(), nullable=False),
        sa.Column("time_zone", sa.String(length=64), nullable=False),
        sa.Column("locks_previous", sa.Boolean(), nullable=False),
        sa.Column("created_by", Id(), nullable=True),
        sa.Column("opens_at", UtcDateTime(), nullable=False),
        sa.Column("latest", Id(), nullable=True),
        sa.Column("opened", sa.BigInteger(), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "latest"],
            ["commkit_post.community_id", "commkit_post.id"],
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "space"],
            ["commkit_space.community_id", "commkit_space.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "id"),
    )
    op.create_index(
        "ix_commkit_topical_recurring_thread_opens_at",
        "commkit_topical_recurring_thread",
        ["community_id", "opens_at", "id"],
        unique=False,
    )
