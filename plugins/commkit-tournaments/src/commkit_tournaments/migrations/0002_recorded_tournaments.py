"""Tournaments that were played elsewhere: their series, teams, games, and who played in them."""

import sqlalchemy as sa
from alembic import op

from commkit.storage import Id, UtcDateTime

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "commkit_tournaments_recorded_team",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("source", sa.String(length=100), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "id"),
        sa.UniqueConstraint(
            "community_id", "source", "name", name="uq_commkit_tournaments_recorded_team_source_name"
        ),
    )
    op.create_table(
        "commkit_tournaments_recorded_tournament",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("source", sa.String(length=100), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("started_at", UtcDateTime(), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=False),
        sa.Column("imported_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("community_id", "id"),
        sa.UniqueConstraint(
            "community_id", "source", name="uq_commkit_tournaments_recorded_tournament_source"
        ),
    )
    op.create_table(
        "commkit_tournaments_recorded_series",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("tournament", Id(), nullable=False),
        sa.Column("external_id", sa.String(length=100), nullable=False),
        sa.Column("stage", sa.String(length=16), nullable=False),
        sa.Column("part", sa.String(length=100), nullable=False),
        sa.Column("round", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "tournament"],
            [
                "commkit_tournaments_recorded_tournament.community_id",
                "commkit_tournaments_recorded_tournament.id",
            ],
        ),
        sa.PrimaryKeyConstraint("community_id", "id"),
        sa.UniqueConstraint(
            "community_id",
            "tournament",
            "external_id",
            name="uq_commkit_tournaments_recorded_series_tournament_external_id",
        ),
    )
    op.create_index(
        "ix_commkit_tournaments_recorded_series_tournament",
        "commkit_tournaments_recorded_series",
        ["community_id", "tournament", "id"],
        unique=False,
    )
    op.create_table(
        "commkit_tournaments_recorded_game",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("tournament", Id(), nullable=False),
        sa.Column("series", Id(), nullable=False),
        sa.Column("external_id", sa.String(length=100), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=False),
        sa.Column("seconds", sa.BigInteger(), nullable=True),
        sa.Column("mode", sa.String(length=100), nullable=False),
        sa.Column("map", sa.String(length=100), nullable=False),
        sa.Column("decided", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "series"],
            ["commkit_tournaments_recorded_series.community_id", "commkit_tournaments_recorded_series.id"],
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "tournament"],
            [
                "commkit_tournaments_recorded_tournament.community_id",
                "commkit_tournaments_recorded_tournament.id",
            ],
        ),
        sa.PrimaryKeyConstraint("community_id", "id"),
        sa.UniqueConstraint(
            "community_id",
            "tournament",
            "external_id",
            name="uq_commkit_tournaments_recorded_game_tournament_external_id",
        ),
    )
    op.create_index(
        "ix_commkit_tournaments_recorded_game_tournament_series",
        "commkit_tournaments_recorded_game",
        ["community_id", "tournament", "series", "id"],
        unique=False,
    )
    op.create_table(
        "commkit_tournaments_recorded_appearance",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("game", Id(), nullable=False),
        sa.Column("member", Id(), nullable=False),
        sa.Column("tournament", Id(), nullable=False),
        sa.Column("team", Id(), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=False),
        sa.Column("won", sa.BigInteger(), nullable=False),
        sa.Column("kills", sa.BigInteger(), nullable=True),
        sa.Column("deaths", sa.BigInteger(), nullable=True),
        sa.Column("assists", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "game"],
            ["commkit_tournaments_recorded_game.community_id", "commkit_tournaments_recorded_game.id"],
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "team"],
            ["commkit_tournaments_recorded_team.community_id", "commkit_tournaments_recorded_team.id"],
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "tournament"],
            [
                "commkit_tournaments_recorded_tournament.community_id",
                "commkit_tournaments_recorded_tournament.id",
            ],
        ),
        sa.PrimaryKeyConstraint("community_id", "game", "member"),
    )
    op.create_index(
        "ix_commkit_tournaments_recorded_appearance_member",
        "commkit_tournaments_recorded_appearance",
        ["community_id", "member", "game"],
        unique=False,
    )
    op.create_index(
        "ix_commkit_tournaments_recorded_appearance_tournament_team",
        "commkit_tournaments_recorded_appearance",
        ["community_id", "tournament", "team", "game", "member"],
        unique=False,
    )
    op.create_table(
        "commkit_tournaments_recorded_side",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("game", Id(), nullable=False),
        sa.Column("team", Id(), nullable=False),
        sa.Column("tournament", Id(), nullable=False),
        sa.Column("series", Id(), nullable=False),
        sa.Column("result", sa.String(length=16), nullable=False),
        sa.Column("score", sa.BigInteger(), nullable=True),
        sa.Column("win_rows", sa.BigInteger(), nullable=False),
        sa.Column("loss_rows", sa.BigInteger(), nullable=False),
        sa.Column("won", sa.BigInteger(), nullable=False),
        sa.Column("lost", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "game"],
            ["commkit_tournaments_recorded_game.community_id", "commkit_tournaments_recorded_game.id"],
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "series"],
            ["commkit_tournaments_recorded_series.community_id", "commkit_tournaments_recorded_series.id"],
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "team"],
            ["commkit_tournaments_recorded_team.community_id", "commkit_tournaments_recorded_team.id"],
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "tournament"],
            [
                "commkit_tournaments_recorded_tournament.community_id",
                "commkit_tournaments_recorded_tournament.id",
            ],
        ),
        sa.PrimaryKeyConstraint("community_id", "game", "team"),
    )
    op.create_index(
        "ix_commkit_tournaments_recorded_side_tournament_series",
        "commkit_tournaments_recorded_side",
        ["community_id", "tournament", "series", "game", "team"],
        unique=False,
    )
