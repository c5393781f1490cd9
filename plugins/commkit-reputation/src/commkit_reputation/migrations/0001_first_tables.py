"""The ledger of evidence, its sums, privileges, badges and who is not listed."""

import sqlalchemy as sa
from alembic import op

from commkit.storage import Id, UtcDateTime

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "commkit_reputation_book",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("community_id"),
    )
    op.create_table(
        "commkit_reputation_award",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("badge", sa.String(length=100), nullable=False),
        sa.Column("member", Id(), nullable=False),
        sa.Column("about", Id(), nullable=False),
        sa.Column("awarded_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "member"],
            ["commkit_membership.community_id", "commkit_membership.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "id"),
    )
    op.create_index(
        "ix_commkit_reputation_award_badge",
        "commkit_reputation_award",
        ["community_id", "badge", "id"],
        unique=False,
    )
    op.create_index(
        "ix_commkit_reputation_award_member",
        "commkit_reputation_award",
        ["community_id", "member", "id"],
        unique=False,
    )
    op.create_index(
        "uq_commkit_reputation_award_of",
        "commkit_reputation_award",
        ["community_id", "member", "badge", "about"],
        unique=True,
    )
    op.create_table(
        "commkit_reputation_day",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("member", Id(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("capped", sa.Integer(), nullable=False),
        sa.Column("free", sa.Integer(), nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "member"],
            ["commkit_membership.community_id", "commkit_membership.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "member", "day"),
    )
    op.create_table(
        "commkit_reputation_evidence",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("evidence", sa.String(length=100), nullable=False),
        sa.Column("about", Id(), nullable=False),
        sa.Column("member", Id(), nullable=False),
        sa.Column("giver", Id(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.Column("given", sa.Boolean(), nullable=False),
        sa.Column("fact", Id(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("counts", sa.Boolean(), nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("quality", sa.Integer(), nullable=False),
        sa.Column("capped", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "member"],
            ["commkit_membership.community_id", "commkit_membership.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "id"),
    )
    op.create_index(
        "ix_commkit_reputation_evidence_giver",
        "commkit_reputation_evidence",
        ["community_id", "giver", "id"],
        unique=False,
    )
    op.create_index(
        "ix_commkit_reputation_evidence_member",
        "commkit_reputation_evidence",
        ["community_id", "member", "id"],
        unique=False,
    )
    op.create_index(
        "uq_commkit_reputation_evidence_of",
        "commkit_reputation_evidence",
        ["community_id", "about", "evidence", "giver", "member"],
        unique=True,
    )
    op.create_table(
        "commkit_reputation_privilege",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("member", Id(), nullable=False),
        sa.Column("privilege", sa.String(length=100), nullable=False),
        sa.Column("earned_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "member"],
            ["commkit_membership.community_id", "commkit_membership.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "member", "privilege"),
    )
    op.create_table(
        "commkit_reputation_score",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("period", sa.String(length=8), nullable=False),
        sa.Column("start", sa.Date(), nullable=False),
        sa.Column("member", Id(), nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("positive", sa.Integer(), nullable=False),
        sa.Column("negative", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "member"],
            ["commkit_membership.community_id", "commkit_membership.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "period", "start", "member"),
    )
    op.create_index(
        "ix_commkit_reputation_score_board",
        "commkit_reputation_score",
        ["community_id", "period", "start", "points", "member"],
        unique=False,
    )
    op.create_table(
        "commkit_reputation_unlisted",
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
        "commkit_reputation_void",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("giver", Id(), nullable=False),
        sa.Column("member", Id(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("decided_by", Id(), nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "member"],
            ["commkit_membership.community_id", "commkit_membership.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "giver", "member"),
    )
