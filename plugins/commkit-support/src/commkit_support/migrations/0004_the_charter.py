"""The charter."""

import sqlalchemy as sa
from alembic import op

from commkit.storage import Id, UtcDateTime, Words

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "commkit_support_charter",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("changed_by", Id(), nullable=True),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "version"),
    )
    op.create_table(
        "commkit_support_charter_topic",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("place", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("action", sa.String(length=16), nullable=False),
        sa.Column("finder", sa.String(length=16), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "version"],
            ["commkit_support_charter.community_id", "commkit_support_charter.version"],
        ),
        sa.PrimaryKeyConstraint("community_id", "version", "place"),
    )
    op.create_table(
        "commkit_support_scope_offer",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("member", Id(), nullable=False),
        sa.Column("topics", Words(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("offered_at", UtcDateTime(), nullable=False),
        sa.Column("settled_at", UtcDateTime(), nullable=False),
        sa.Column("question", Id(), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "question"],
            ["commkit_post.community_id", "commkit_post.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "id"),
    )
    op.create_index(
        "ix_commkit_support_scope_offer_member_state",
        "commkit_support_scope_offer",
        ["community_id", "member", "state", "id"],
        unique=False,
    )
    op.create_index(
        "ix_commkit_support_scope_offer_offered_at",
        "commkit_support_scope_offer",
        ["community_id", "offered_at", "id"],
        unique=False,
    )
    op.create_index(
        "uq_commkit_support_scope_offer_pending",
        "commkit_support_scope_offer",
        ["community_id", "member"],
        unique=True,
        sqlite_where=sa.text("state = 'open' OR state = 'insisted'"),
        postgresql_where=sa.text("state = 'open' OR state = 'insisted'"),
    )
