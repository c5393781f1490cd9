import sqlalchemy as sa
from alembic import op

from commkit.storage import Id, UtcDateTime

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "commkit_diary_page",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("author", Id(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("mood", sa.String(length=20), nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "id"),
    )
    op.create_table(
        "commkit_diary_reader",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("page", Id(), nullable=False),
        sa.Column("reader", sa.String(length=255), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "page", "reader"),
        sa.ForeignKeyConstraint(
            ["community_id", "page"], ["commkit_diary_page.community_id", "commkit_diary_page.id"]
        ),
    )
    op.create_table(
        "commkit_diary_word",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("word", sa.String(length=64), nullable=False),
        sa.Column("colour", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "word"),
    )
