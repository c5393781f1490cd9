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
