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
