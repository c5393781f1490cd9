"""The ranks of threads."""

import sqlalchemy as sa
from alembic import op

from commkit.storage import Id, UtcDateTime

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "commkit_ranking_active_people",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("space", Id(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("counted_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "space"),
    )
    op.create_table(
        "commkit_ranking_count_day",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("community_id"),
    )
    op.create_table(
        "commkit_ranking_past_rank",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("post", Id(), nullable=False),
        sa.Column("since", UtcDateTime(), nullable=False),
        sa.Column("until", UtcDateTime(), nullable=False),
        sa.Column("latest", sa.BigInteger(), nullable=False),
        sa.Column("active", sa.BigInteger(), nullable=False),
        sa.Column("hot", sa.BigInteger(), nullable=False),
        sa.Column("top", sa.BigInteger(), nullable=False),
        sa.Column("controversial", sa.BigInteger(), nullable=False),
        sa.Column("scaled", sa.BigInteger(), nullable=False),
        sa.Column("best", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "post"],
            ["commkit_post.community_id", "commkit_post.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "post", "since"),
    )
    op.create_index(
        "ix_commkit_ranking_past_rank_until",
        "commkit_ranking_past_rank",
        ["community_id", "until"],
        unique=False,
    )
    op.create_table(
        "commkit_ranking_rank",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("post", Id(), nullable=False),
        sa.Column("space", Id(), nullable=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("week", sa.Date(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("year", sa.Date(), nullable=False),
        sa.Column("up", sa.Integer(), nullable=False),
        sa.Column("down", sa.Integer(), nullable=False),
        sa.Column("active_people", sa.Integer(), nullable=False),
        sa.Column("latest", sa.BigInteger(), nullable=False),
        sa.Column("active", sa.BigInteger(), nullable=False),
        sa.Column("hot", sa.BigInteger(), nullable=False),
        sa.Column("top", sa.BigInteger(), nullable=False),
        sa.Column("controversial", sa.BigInteger(), nullable=False),
        sa.Column("scaled", sa.BigInteger(), nullable=False),
        sa.Column("best", sa.BigInteger(), nullable=False),
        sa.Column("since", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "post"],
            ["commkit_post.community_id", "commkit_post.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "post"),
    )
    op.create_index(
        "ix_commkit_ranking_rank_active",
        "commkit_ranking_rank",
        ["community_id", "active", "post"],
        unique=False,
    )
    op.create_index(
        "ix_commkit_ranking_rank_best",
        "commkit_ranking_rank",
        ["community_id", "best", "post"],
        unique=False,
    )
    op.create_index(
        "ix_commkit_ranking_rank_controversial",
        "commkit_ranking_rank",
        ["community_id", "controversial", "post"],
        unique=False,
    )
    op.create_index(
        "ix_commkit_ranking_rank_hot",
        "commkit_ranking_rank",
        ["community_id", "hot", "post"],
        unique=False,
    )
    op.create_index(
        "ix_commkit_ranking_rank_latest",
        "commkit_ranking_rank",
        ["community_id", "latest", "post"],
        unique=False,
    )
    op.create_index(
        "ix_commkit_ranking_rank_scaled",
        "commkit_ranking_rank",
        ["community_id", "scaled", "post"],
        unique=False,
    )
    op.create_index(
        "ix_commkit_ranking_rank_space_active",
        "commkit_ranking_rank",
        ["community_id", "space", "active", "post"],
        unique=False,
        sqlite_where=sa.text("space IS NOT NULL"),
        postgresql_where=sa.text("space IS NOT NULL"),
    )
    op.create_index(
        "ix_commkit_ranking_rank_space_hot",
        "commkit_ranking_rank",
        ["community_id", "space", "hot", "post"],
        unique=False,
        sqlite_where=sa.text("space IS NOT NULL"),
        postgresql_where=sa.text("space IS NOT NULL"),
    )
    op.create_index(
        "ix_commkit_ranking_rank_space_top",
        "commkit_ranking_rank",
        ["community_id", "space", "top", "post"],
        unique=False,
        sqlite_where=sa.text("space IS NOT NULL"),
        postgresql_where=sa.text("space IS NOT NULL"),
    )
    op.create_index(
        "ix_commkit_ranking_rank_top",
        "commkit_ranking_rank",
        ["community_id", "top", "post"],
        unique=False,
    )
    op.create_index(
        "ix_commkit_ranking_rank_top_day",
        "commkit_ranking_rank",
        ["community_id", "day", "top", "post"],
        unique=False,
    )
    op.create_index(
        "ix_commkit_ranking_rank_top_month",
        "commkit_ranking_rank",
        ["community_id", "month", "top", "post"],
        unique=False,
    )
    op.create_index(
        "ix_commkit_ranking_rank_top_week",
        "commkit_ranking_rank",
        ["community_id", "week", "top", "post"],
        unique=False,
    )
    op.create_index(
        "ix_commkit_ranking_rank_top_year",
        "commkit_ranking_rank",
        ["community_id", "year", "top", "post"],
        unique=False,
    )
