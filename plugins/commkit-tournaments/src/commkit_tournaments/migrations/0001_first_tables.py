"""First tables."""

import sqlalchemy as sa
from alembic import op

from commkit.storage import Duration, Id, UtcDateTime, Words

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "commkit_tournaments_tournament",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("organiser", Id(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("format", sa.String(length=16), nullable=False),
        sa.Column("third_place", sa.Boolean(), nullable=False),
        sa.Column("reset", sa.Boolean(), nullable=False),
        sa.Column("rounds", sa.BigInteger(), nullable=False),
        sa.Column("legs", sa.BigInteger(), nullable=False),
        sa.Column("groups", sa.BigInteger(), nullable=False),
        sa.Column("advance", sa.BigInteger(), nullable=False),
        sa.Column("playoff", sa.String(length=16), nullable=False),
        sa.Column("team_size", sa.BigInteger(), nullable=False),
        sa.Column("capacity", sa.BigInteger(), nullable=False),
        sa.Column("needs_check_in", sa.Boolean(), nullable=False),
        sa.Column("seeding", sa.String(length=16), nullable=False),
        sa.Column("protected", sa.BigInteger(), nullable=False),
        sa.Column("best_of", sa.BigInteger(), nullable=False),
        sa.Column("draws", sa.Boolean(), nullable=False),
        sa.Column("maps", Words(), nullable=False),
        sa.Column("report_within", Duration(), nullable=False),
        sa.Column("late_until", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("started_at", UtcDateTime(), nullable=True),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.Column("winner", Id(), nullable=True),
        sa.PrimaryKeyConstraint("community_id", "id"),
    )
    op.create_index(
        "ix_commkit_tournaments_tournament_created_at",
        "commkit_tournaments_tournament",
        ["community_id", "created_at", "id"],
        unique=False,
    )
    op.create_index(
        "ix_commkit_tournaments_tournament_organiser",
        "commkit_tournaments_tournament",
        ["community_id", "organiser", "id"],
        unique=False,
    )
    op.create_table(
        "commkit_tournaments_entrant",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("tournament", Id(), nullable=False),
        sa.Column("captain", Id(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("entered_at", UtcDateTime(), nullable=False),
        sa.Column("wanted", sa.BigInteger(), nullable=True),
        sa.Column("rating", sa.Float(), nullable=True),
        sa.Column("seed", sa.BigInteger(), nullable=True),
        sa.Column("seed_reason", sa.String(length=100), nullable=False),
        sa.Column("from_round", sa.BigInteger(), nullable=False),
        sa.Column("left_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "tournament"],
            ["commkit_tournaments_tournament.community_id", "commkit_tournaments_tournament.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "id"),
    )
    op.create_index(
        "ix_commkit_tournaments_entrant_captain",
        "commkit_tournaments_entrant",
        ["community_id", "captain", "id"],
        unique=False,
    )
    op.create_index(
        "ix_commkit_tournaments_entrant_tournament",
        "commkit_tournaments_entrant",
        ["community_id", "tournament", "id"],
        unique=False,
    )
    op.create_table(
        "commkit_tournaments_match",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("tournament", Id(), nullable=False),
        sa.Column("key", sa.String(length=20), nullable=False),
        sa.Column("place", sa.BigInteger(), nullable=False),
        sa.Column("stage", sa.String(length=16), nullable=False),
        sa.Column("round", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("home", Id(), nullable=True),
        sa.Column("away", Id(), nullable=True),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("winner", Id(), nullable=True),
        sa.Column("home_score", sa.BigInteger(), nullable=False),
        sa.Column("away_score", sa.BigInteger(), nullable=False),
        sa.Column("how", sa.String(length=16), nullable=True),
        sa.Column("ready_at", UtcDateTime(), nullable=True),
        sa.Column("due_at", UtcDateTime(), nullable=True),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.Column("station", sa.BigInteger(), nullable=True),
        sa.Column("starts_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "tournament"],
            ["commkit_tournaments_tournament.community_id", "commkit_tournaments_tournament.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "id"),
        sa.UniqueConstraint(
            "community_id", "tournament", "key", name="uq_commkit_tournaments_match_tournament_key"
        ),
    )
    op.create_index(
        "ix_commkit_tournaments_match_away",
        "commkit_tournaments_match",
        ["community_id", "away", "id"],
        unique=False,
    )
    op.create_index(
        "ix_commkit_tournaments_match_home",
        "commkit_tournaments_match",
        ["community_id", "home", "id"],
        unique=False,
    )
    op.create_table(
        "commkit_tournaments_decision",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("match", Id(), nullable=False),
        sa.Column("judge", Id(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("before_winner", Id(), nullable=True),
        sa.Column("before_home", sa.BigInteger(), nullable=False),
        sa.Column("before_away", sa.BigInteger(), nullable=False),
        sa.Column("was", sa.String(length=16), nullable=False),
        sa.Column("winner", Id(), nullable=True),
        sa.Column("home_score", sa.BigInteger(), nullable=False),
        sa.Column("away_score", sa.BigInteger(), nullable=False),
        sa.Column("how", sa.String(length=16), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "match"],
            ["commkit_tournaments_match.community_id", "commkit_tournaments_match.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "id"),
    )
    op.create_index(
        "ix_commkit_tournaments_decision_judge",
        "commkit_tournaments_decision",
        ["community_id", "judge", "id"],
        unique=False,
    )
    op.create_index(
        "ix_commkit_tournaments_decision_match",
        "commkit_tournaments_decision",
        ["community_id", "match", "id"],
        unique=False,
    )
    op.create_table(
        "commkit_tournaments_entrant_member",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("tournament", Id(), nullable=False),
        sa.Column("member", Id(), nullable=False),
        sa.Column("entrant", Id(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "entrant"],
            ["commkit_tournaments_entrant.community_id", "commkit_tournaments_entrant.id"],
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "tournament"],
            ["commkit_tournaments_tournament.community_id", "commkit_tournaments_tournament.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "tournament", "member"),
    )
    op.create_index(
        "ix_commkit_tournaments_entrant_member_entrant",
        "commkit_tournaments_entrant_member",
        ["community_id", "entrant", "tournament", "member"],
        unique=False,
    )
    op.create_index(
        "ix_commkit_tournaments_entrant_member_member",
        "commkit_tournaments_entrant_member",
        ["community_id", "member", "tournament"],
        unique=False,
    )
    op.create_table(
        "commkit_tournaments_evidence",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("match", Id(), nullable=False),
        sa.Column("author", Id(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "match"],
            ["commkit_tournaments_match.community_id", "commkit_tournaments_match.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "id"),
    )
    op.create_index(
        "ix_commkit_tournaments_evidence_author",
        "commkit_tournaments_evidence",
        ["community_id", "author", "id"],
        unique=False,
    )
    op.create_index(
        "ix_commkit_tournaments_evidence_match",
        "commkit_tournaments_evidence",
        ["community_id", "match", "id"],
        unique=False,
    )
    op.create_table(
        "commkit_tournaments_map_choice",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("match", Id(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("entrant", Id(), nullable=False),
        sa.Column("action", sa.String(length=16), nullable=False),
        sa.Column("map", sa.String(length=60), nullable=False),
        sa.Column("member", Id(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "entrant"],
            ["commkit_tournaments_entrant.community_id", "commkit_tournaments_entrant.id"],
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "match"],
            ["commkit_tournaments_match.community_id", "commkit_tournaments_match.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "match", "number"),
    )
    op.create_index(
        "ix_commkit_tournaments_map_choice_member",
        "commkit_tournaments_map_choice",
        ["community_id", "member", "match", "number"],
        unique=False,
    )
    op.create_table(
        "commkit_tournaments_report",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("match", Id(), nullable=False),
        sa.Column("entrant", Id(), nullable=False),
        sa.Column("reporter", Id(), nullable=False),
        sa.Column("home_score", sa.BigInteger(), nullable=False),
        sa.Column("away_score", sa.BigInteger(), nullable=False),
        sa.Column("no_show", sa.Boolean(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "entrant"],
            ["commkit_tournaments_entrant.community_id", "commkit_tournaments_entrant.id"],
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "match"],
            ["commkit_tournaments_match.community_id", "commkit_tournaments_match.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "match", "entrant"),
    )
    op.create_index(
        "ix_commkit_tournaments_report_reporter",
        "commkit_tournaments_report",
        ["community_id", "reporter", "match", "entrant"],
        unique=False,
    )
