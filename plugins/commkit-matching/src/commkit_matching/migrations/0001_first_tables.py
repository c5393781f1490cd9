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
        "commkit_matching_match",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("kind", sa.String(length=100), nullable=False),
        sa.Column("round", Id(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("smallest", sa.BigInteger(), nullable=False),
        sa.Column("proposed_at", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=True),
        sa.Column("over_at", UtcDateTime(), nullable=True),
        sa.Column("closing", sa.String(length=16), nullable=True),
        sa.PrimaryKeyConstraint("community_id", "id"),
    )
    op.create_index(
        "ix_commkit_matching_match_kind",
        "commkit_matching_match",
        ["community_id", "kind", "id"],
        unique=False,
    )
    op.create_table(
        "commkit_matching_outcome",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("match", Id(), nullable=False),
        sa.Column("member", Id(), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.Column("given_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "match", "member"),
    )
    op.create_index(
        "ix_commkit_matching_outcome_member",
        "commkit_matching_outcome",
        ["community_id", "member", "match"],
        unique=False,
    )
    op.create_table(
        "commkit_matching_part",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("match", Id(), nullable=False),
        sa.Column("member", Id(), nullable=False),
        sa.Column("preference", sa.String(length=64), nullable=False),
        sa.Column("weight", sa.Float(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "match", "member", "preference"),
    )
    op.create_index(
        "ix_commkit_matching_part_member",
        "commkit_matching_part",
        ["community_id", "member", "match", "preference"],
        unique=False,
    )
    op.create_table(
        "commkit_matching_party",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("match", Id(), nullable=False),
        sa.Column("member", Id(), nullable=False),
        sa.Column("request", Id(), nullable=False),
        sa.Column("side", sa.String(length=64), nullable=False),
        sa.Column("team", sa.BigInteger(), nullable=False),
        sa.Column("answer", sa.String(length=16), nullable=False),
        sa.Column("answered_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("community_id", "match", "member"),
    )
    op.create_index(
        "ix_commkit_matching_party_member",
        "commkit_matching_party",
        ["community_id", "member", "match"],
        unique=False,
    )
    op.create_table(
        "commkit_matching_pool",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("kind", sa.String(length=100), nullable=False),
        sa.Column("next_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("community_id", "kind"),
    )
    op.create_table(
        "commkit_matching_request",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("kind", sa.String(length=100), nullable=False),
        sa.Column("side", sa.String(length=64), nullable=False),
        sa.Column("member", Id(), nullable=False),
        sa.Column("places", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
        sa.Column("closed_at", UtcDateTime(), nullable=True),
        sa.Column("matched_at", UtcDateTime(), nullable=True),
        sa.Column("left_out", sa.BigInteger(), nullable=False),
        sa.Column("considered_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "id"),
    )
    op.create_index(
        "ix_commkit_matching_request_considered",
        "commkit_matching_request",
        ["community_id", "kind", "side", "state", "considered_at", "id"],
        unique=False,
    )
    op.create_index(
        "ix_commkit_matching_request_member",
        "commkit_matching_request",
        ["community_id", "member", "id"],
        unique=False,
    )
    op.create_index(
        "uq_commkit_matching_request_open",
        "commkit_matching_request",
        ["community_id", "member", "kind", "side"],
        unique=True,
        sqlite_where=sa.text("state = 'open'"),
        postgresql_where=sa.text("state = 'open'"),
    )
    op.create_table(
        "commkit_matching_round",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("kind", sa.String(length=100), nullable=False),
        sa.Column("run_at", UtcDateTime(), nullable=False),
        sa.Column("run_by", Id(), nullable=True),
        sa.Column("considered", sa.BigInteger(), nullable=False),
        sa.Column("served", sa.BigInteger(), nullable=False),
        sa.Column("proposals", sa.BigInteger(), nullable=False),
        sa.Column("more", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "id"),
    )
    op.create_table(
        "commkit_matching_wish",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("request", Id(), nullable=False),
        sa.Column("wish", sa.String(length=64), nullable=False),
        sa.Column("member", Id(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "request", "wish"),
    )
    op.create_index(
        "ix_commkit_matching_wish_member",
        "commkit_matching_wish",
        ["community_id", "member", "request", "wish"],
        unique=False,
    )
