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
        "commkit_opinion_consultation",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("space", Id(), nullable=True),
        sa.Column("audience", Id(), nullable=True),
        sa.Column("moderated", sa.Boolean(), nullable=False),
        sa.Column("opened_by", Id(), nullable=True),
        sa.Column("opened_at", UtcDateTime(), nullable=False),
        sa.Column("closes_at", UtcDateTime(), nullable=True),
        sa.Column("closed_at", UtcDateTime(), nullable=True),
        sa.Column("source", sa.String(length=100), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id"],
            ["commkit_community.community_id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "id"),
        sa.UniqueConstraint("community_id", "source", name="uq_commkit_opinion_consultation_source"),
    )
    op.create_index(
        "ix_commkit_opinion_consultation_space",
        "commkit_opinion_consultation",
        ["community_id", "space", "id"],
        unique=False,
    )
    op.create_table(
        "commkit_opinion_map_group",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("consultation", Id(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("x", sa.Float(), nullable=False),
        sa.Column("y", sa.Float(), nullable=False),
        sa.Column("spread", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "consultation"],
            ["commkit_opinion_consultation.community_id", "commkit_opinion_consultation.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "consultation", "number"),
    )
    op.create_table(
        "commkit_opinion_map_place",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("consultation", Id(), nullable=False),
        sa.Column("member", Id(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("x", sa.Float(), nullable=False),
        sa.Column("y", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "consultation"],
            ["commkit_opinion_consultation.community_id", "commkit_opinion_consultation.id"],
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "member"],
            ["commkit_membership.community_id", "commkit_membership.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "consultation", "member"),
    )
    op.create_index(
        "ix_commkit_opinion_map_place_member",
        "commkit_opinion_map_place",
        ["community_id", "member", "consultation"],
        unique=False,
    )
    op.create_table(
        "commkit_opinion_map_run",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("consultation", Id(), nullable=False),
        sa.Column("turn", sa.BigInteger(), nullable=False),
        sa.Column("due", sa.Boolean(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("computed_at", UtcDateTime(), nullable=True),
        sa.Column("problem", sa.String(length=16), nullable=True),
        sa.Column("people", sa.BigInteger(), nullable=False),
        sa.Column("statements", sa.BigInteger(), nullable=False),
        sa.Column("votes", sa.BigInteger(), nullable=False),
        sa.Column("groups", sa.BigInteger(), nullable=False),
        sa.Column("candidate", sa.BigInteger(), nullable=False),
        sa.Column("wins", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "consultation"],
            ["commkit_opinion_consultation.community_id", "commkit_opinion_consultation.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "consultation"),
    )
    op.create_table(
        "commkit_opinion_statement",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("consultation", Id(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("author", Id(), nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("seed", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("proposed_at", UtcDateTime(), nullable=False),
        sa.Column("decided_at", UtcDateTime(), nullable=True),
        sa.Column("decided_by", Id(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("external_id", sa.String(length=40), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "consultation"],
            ["commkit_opinion_consultation.community_id", "commkit_opinion_consultation.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "id"),
        sa.UniqueConstraint(
            "community_id",
            "consultation",
            "external_id",
            name="uq_commkit_opinion_statement_consultation_external_id",
        ),
        sa.UniqueConstraint(
            "community_id", "consultation", "number", name="uq_commkit_opinion_statement_consultation_number"
        ),
    )
    op.create_index(
        "ix_commkit_opinion_statement_author",
        "commkit_opinion_statement",
        ["community_id", "author", "id"],
        unique=False,
    )
    op.create_table(
        "commkit_opinion_argument",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("statement", Id(), nullable=False),
        sa.Column("consultation", Id(), nullable=False),
        sa.Column("side", sa.String(length=16), nullable=False),
        sa.Column("author", Id(), nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("given_at", UtcDateTime(), nullable=False),
        sa.Column("withdrawn_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "consultation"],
            ["commkit_opinion_consultation.community_id", "commkit_opinion_consultation.id"],
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "statement"],
            ["commkit_opinion_statement.community_id", "commkit_opinion_statement.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "id"),
    )
    op.create_index(
        "ix_commkit_opinion_argument_author",
        "commkit_opinion_argument",
        ["community_id", "author", "id"],
        unique=False,
    )
    op.create_index(
        "ix_commkit_opinion_argument_statement_side",
        "commkit_opinion_argument",
        ["community_id", "statement", "side", "id"],
        unique=False,
    )
    op.create_table(
        "commkit_opinion_map_count",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("consultation", Id(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("statement", Id(), nullable=False),
        sa.Column("agrees", sa.BigInteger(), nullable=False),
        sa.Column("disagrees", sa.BigInteger(), nullable=False),
        sa.Column("passes", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "consultation"],
            ["commkit_opinion_consultation.community_id", "commkit_opinion_consultation.id"],
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "statement"],
            ["commkit_opinion_statement.community_id", "commkit_opinion_statement.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "consultation", "number", "statement"),
    )
    op.create_table(
        "commkit_opinion_tally",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("statement", Id(), nullable=False),
        sa.Column("consultation", Id(), nullable=False),
        sa.Column("agrees", sa.BigInteger(), nullable=False),
        sa.Column("disagrees", sa.BigInteger(), nullable=False),
        sa.Column("passes", sa.BigInteger(), nullable=False),
        sa.Column("agree_ballots", sa.BigInteger(), nullable=False),
        sa.Column("disagree_ballots", sa.BigInteger(), nullable=False),
        sa.Column("pass_ballots", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "consultation"],
            ["commkit_opinion_consultation.community_id", "commkit_opinion_consultation.id"],
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "statement"],
            ["commkit_opinion_statement.community_id", "commkit_opinion_statement.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "statement"),
    )
    op.create_index(
        "ix_commkit_opinion_tally_consultation",
        "commkit_opinion_tally",
        ["community_id", "consultation", "statement"],
        unique=False,
    )
    op.create_table(
        "commkit_opinion_vote",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("statement", Id(), nullable=False),
        sa.Column("consultation", Id(), nullable=False),
        sa.Column("member", Id(), nullable=False),
        sa.Column("choice", sa.String(length=16), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("ballots", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "consultation"],
            ["commkit_opinion_consultation.community_id", "commkit_opinion_consultation.id"],
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "member"],
            ["commkit_membership.community_id", "commkit_membership.id"],
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "statement"],
            ["commkit_opinion_statement.community_id", "commkit_opinion_statement.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "statement", "member"),
    )
    op.create_index(
        "ix_commkit_opinion_vote_consultation_member",
        "commkit_opinion_vote",
        ["community_id", "consultation", "member", "statement"],
        unique=False,
    )
    op.create_index(
        "ix_commkit_opinion_vote_member",
        "commkit_opinion_vote",
        ["community_id", "member", "statement"],
        unique=False,
    )
