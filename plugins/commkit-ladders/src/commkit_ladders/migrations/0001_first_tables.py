"""Ladders, their seasons and games, seats, places, and who is not listed."""

import sqlalchemy as sa
from alembic import op

from commkit.storage import Id, UtcDateTime

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "commkit_ladders_ladder",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("rules", sa.String(length=100), nullable=False),
        sa.Column("season", sa.Integer(), nullable=False),
        sa.Column("opened_by", Id(), nullable=True),
        sa.Column("opened_at", UtcDateTime(), nullable=False),
        sa.Column("closed_at", UtcDateTime(), nullable=True),
        sa.Column("due_at", UtcDateTime(), nullable=True),
        sa.Column("due_game", Id(), nullable=True),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id"],
            ["commkit_community.community_id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "id"),
        sa.UniqueConstraint("community_id", "key", name="uq_commkit_ladders_ladder_key"),
    )
    op.create_table(
        "commkit_ladders_unlisted",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("member", Id(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "member"],
            ["commkit_membership.community_id", "commkit_membership.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "member"),
    )
    op.create_table(
        "commkit_ladders_game",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("ladder", Id(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("source", sa.String(length=100), nullable=False),
        sa.Column("foreign_key", sa.String(length=100), nullable=True),
        sa.Column("fact", Id(), nullable=True),
        sa.Column("recorded_by", Id(), nullable=True),
        sa.Column("recorded_at", UtcDateTime(), nullable=False),
        sa.Column("disputed_by", Id(), nullable=True),
        sa.Column("dispute", sa.Text(), nullable=False),
        sa.Column("decided_by", Id(), nullable=True),
        sa.Column("decided_at", UtcDateTime(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("season", sa.Integer(), nullable=True),
        sa.Column("as_expected", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "ladder"],
            ["commkit_ladders_ladder.community_id", "commkit_ladders_ladder.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "id"),
    )
    op.create_index(
        "ix_commkit_ladders_game_page",
        "commkit_ladders_game",
        ["community_id", "ladder", "at", "id"],
        unique=False,
    )
    op.create_index(
        "ix_commkit_ladders_game_state",
        "commkit_ladders_game",
        ["community_id", "ladder", "state", "at", "id"],
        unique=False,
    )
    op.create_index(
        "uq_commkit_ladders_game_foreign",
        "commkit_ladders_game",
        ["community_id", "ladder", "source", "foreign_key"],
        unique=True,
        sqlite_where=sa.text("foreign_key IS NOT NULL"),
        postgresql_where=sa.text("foreign_key IS NOT NULL"),
    )
    op.create_table(
        "commkit_ladders_place",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("ladder", Id(), nullable=False),
        sa.Column("season", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("member", Id(), nullable=False),
        sa.Column("score", sa.BigInteger(), nullable=False),
        sa.Column("mu", sa.Float(), nullable=False),
        sa.Column("sigma", sa.Float(), nullable=False),
        sa.Column("games", sa.Integer(), nullable=False),
        sa.Column("season_games", sa.Integer(), nullable=False),
        sa.Column("wins", sa.Integer(), nullable=False),
        sa.Column("draws", sa.Integer(), nullable=False),
        sa.Column("losses", sa.Integer(), nullable=False),
        sa.Column("division", sa.String(length=64), nullable=False),
        sa.Column("provisional", sa.Boolean(), nullable=False),
        sa.Column("last_at", UtcDateTime(), nullable=False),
        sa.Column("as_of", UtcDateTime(), nullable=False),
        sa.Column("due_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "ladder"],
            ["commkit_ladders_ladder.community_id", "commkit_ladders_ladder.id"],
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "member"],
            ["commkit_membership.community_id", "commkit_membership.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "ladder", "season", "member"),
    )
    op.create_index(
        "ix_commkit_ladders_place_board",
        "commkit_ladders_place",
        ["community_id", "ladder", "season", "score", "member"],
        unique=False,
    )
    op.create_index(
        "ix_commkit_ladders_place_division",
        "commkit_ladders_place",
        ["community_id", "ladder", "season", "division", "score", "member"],
        unique=False,
    )
    op.create_index(
        "ix_commkit_ladders_place_due",
        "commkit_ladders_place",
        ["community_id", "ladder", "due_at", "member"],
        unique=False,
        sqlite_where=sa.text("due_at IS NOT NULL"),
        postgresql_where=sa.text("due_at IS NOT NULL"),
    )
    op.create_table(
        "commkit_ladders_season",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("ladder", Id(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("began_at", UtcDateTime(), nullable=False),
        sa.Column("ends_at", UtcDateTime(), nullable=True),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "ladder"],
            ["commkit_ladders_ladder.community_id", "commkit_ladders_ladder.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "ladder", "number"),
    )
    op.create_table(
        "commkit_ladders_seat",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("game", Id(), nullable=False),
        sa.Column("member", Id(), nullable=False),
        sa.Column("ladder", Id(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("side", sa.Integer(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("confirmed", sa.Boolean(), nullable=False),
        sa.Column("counted", sa.Boolean(), nullable=False),
        sa.Column("old_mu", sa.Float(), nullable=True),
        sa.Column("old_sigma", sa.Float(), nullable=True),
        sa.Column("idle_weeks", sa.Integer(), nullable=False),
        sa.Column("mu", sa.Float(), nullable=True),
        sa.Column("sigma", sa.Float(), nullable=True),
        sa.Column("season", sa.Integer(), nullable=False),
        sa.Column("games", sa.Integer(), nullable=False),
        sa.Column("season_games", sa.Integer(), nullable=False),
        sa.Column("wins", sa.Integer(), nullable=False),
        sa.Column("draws", sa.Integer(), nullable=False),
        sa.Column("losses", sa.Integer(), nullable=False),
        sa.Column("division", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "game"],
            ["commkit_ladders_game.community_id", "commkit_ladders_game.id"],
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "member"],
            ["commkit_membership.community_id", "commkit_membership.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "game", "member"),
    )
    op.create_index(
        "ix_commkit_ladders_seat_member",
        "commkit_ladders_seat",
        ["community_id", "ladder", "member", "counted", "at", "game"],
        unique=False,
    )
    op.create_index(
        "ix_commkit_ladders_seat_of",
        "commkit_ladders_seat",
        ["community_id", "member", "at", "game"],
        unique=False,
    )
