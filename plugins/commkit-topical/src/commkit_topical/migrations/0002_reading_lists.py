"""Reading lists."""

import sqlalchemy as sa
from alembic import op

from commkit.storage import Id, UtcDateTime

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "commkit_topical_reading_list",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("owner", Id(), nullable=False),
        sa.Column("title", sa.String(length=100), nullable=False),
        sa.Column("for_members", sa.Boolean(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "id"),
    )
    op.create_index(
        "ix_commkit_topical_reading_list_owner",
        "commkit_topical_reading_list",
        ["community_id", "owner", "id"],
        unique=False,
    )
    op.create_table(
        "commkit_topical_reading_item",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("reading", Id(), nullable=False),
        sa.Column("post", Id(), nullable=False),
        sa.Column("owner", Id(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("read_at", UtcDateTime(), nullable=True),
        sa.Column("added_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "post"],
            ["commkit_post.community_id", "commkit_post.id"],
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "reading"],
            ["commkit_topical_reading_list.community_id", "commkit_topical_reading_list.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "reading", "post"),
    )
    for name, columns in (
        ("owner", ["owner", "reading", "post"]),
        ("post", ["post", "reading"]),
        ("reading_position", ["reading", "position", "post"]),
    ):
        op.create_index(
            f"ix_commkit_topical_reading_item_{name}",
            "commkit_topical_reading_item",
            ["community_id", *columns],
            unique=False,
        )
