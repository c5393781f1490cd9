"""First tables."""

import sqlalchemy as sa
from alembic import op

from commkit.storage import Id, UtcDateTime, Words

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "commkit_developer_votes_of_day",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("member", Id(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("votes", sa.BigInteger(), nullable=False),
        sa.Column("downs", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "member"),
    )
    op.create_table(
        "commkit_developer_bounty",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("question", Id(), nullable=False),
        sa.Column("sponsor", Id(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("offered_at", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.Column("settled_at", UtcDateTime(), nullable=True),
        sa.Column("answer", Id(), nullable=True),
        sa.Column("winner", Id(), nullable=True),
        sa.Column("awarded", sa.BigInteger(), nullable=False),
        sa.Column("refunded", sa.BigInteger(), nullable=False),
        sa.Column("forfeited", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "question"],
            ["commkit_post.community_id", "commkit_post.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "id"),
    )
    op.create_index(
        "ix_commkit_developer_bounty_expiry",
        "commkit_developer_bounty",
        ["community_id", "expires_at", "id"],
        unique=False,
        sqlite_where=sa.text("settled_at IS NULL"),
        postgresql_where=sa.text("settled_at IS NULL"),
    )
    op.create_index(
        "ix_commkit_developer_bounty_offered_at",
        "commkit_developer_bounty",
        ["community_id", "offered_at", "id"],
        unique=False,
    )
    op.create_index(
        "ix_commkit_developer_bounty_question",
        "commkit_developer_bounty",
        ["community_id", "question", "id"],
        unique=False,
    )
    op.create_index(
        "ix_commkit_developer_bounty_sponsor",
        "commkit_developer_bounty",
        ["community_id", "sponsor", "id"],
        unique=False,
    )
    op.create_index(
        "ix_commkit_developer_bounty_winner",
        "commkit_developer_bounty",
        ["community_id", "winner"],
        unique=False,
        sqlite_where=sa.text("winner IS NOT NULL"),
        postgresql_where=sa.text("winner IS NOT NULL"),
    )
    op.create_index(
        "uq_commkit_developer_bounty_open",
        "commkit_developer_bounty",
        ["community_id", "question"],
        unique=True,
        sqlite_where=sa.text("settled_at IS NULL"),
        postgresql_where=sa.text("settled_at IS NULL"),
    )
    op.create_table(
        "commkit_developer_closing_vote",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("question", Id(), nullable=False),
        sa.Column("voter", Id(), nullable=False),
        sa.Column("reopens", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(length=64), nullable=False),
        sa.Column("original", Id(), nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "question"],
            ["commkit_post.community_id", "commkit_post.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "question", "voter"),
    )
    op.create_table(
        "commkit_developer_closure",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("question", Id(), nullable=False),
        sa.Column("reason", sa.String(length=64), nullable=False),
        sa.Column("original", Id(), nullable=True),
        sa.Column("votes", sa.BigInteger(), nullable=False),
        sa.Column("alone", sa.Boolean(), nullable=False),
        sa.Column("closed_at", UtcDateTime(), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.Column("reopened", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "question"],
            ["commkit_post.community_id", "commkit_post.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "id"),
    )
    op.create_index(
        "ix_commkit_developer_closure_closed_at",
        "commkit_developer_closure",
        ["community_id", "closed_at", "id"],
        unique=False,
    )
    op.create_index(
        "uq_commkit_developer_closure_standing",
        "commkit_developer_closure",
        ["community_id", "question"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_table(
        "commkit_developer_suggested_edit",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("post", Id(), nullable=False),
        sa.Column("suggester", Id(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("base", sa.BigInteger(), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("tags", Words(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("made_with", sa.String(length=16), nullable=True),
        sa.Column("by_agent", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("suggested_at", UtcDateTime(), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.Column("decided_at", UtcDateTime(), nullable=True),
        sa.Column("decided_by", Id(), nullable=True),
        sa.Column("decision", sa.Text(), nullable=False),
        sa.Column("improved", sa.Boolean(), nullable=False),
        sa.Column("result", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "post"],
            ["commkit_post.community_id", "commkit_post.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "id"),
    )
    op.create_index(
        "ix_commkit_developer_suggested_edit_post",
        "commkit_developer_suggested_edit",
        ["community_id", "post", "id"],
        unique=False,
    )
    op.create_index(
        "ix_commkit_developer_suggested_edit_state",
        "commkit_developer_suggested_edit",
        ["community_id", "state", "id"],
        unique=False,
    )
    op.create_index(
        "ix_commkit_developer_suggested_edit_suggested_at",
        "commkit_developer_suggested_edit",
        ["community_id", "suggested_at", "id"],
        unique=False,
    )
    op.create_index(
        "uq_commkit_developer_suggested_edit_pending",
        "commkit_developer_suggested_edit",
        ["community_id", "post", "suggester"],
        unique=True,
        sqlite_where=sa.text("decided_at IS NULL"),
        postgresql_where=sa.text("decided_at IS NULL"),
    )
    op.create_table(
        "commkit_developer_edit_review",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("edit", Id(), nullable=False),
        sa.Column("reviewer", Id(), nullable=False),
        sa.Column("approves", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "edit"],
            ["commkit_developer_suggested_edit.community_id", "commkit_developer_suggested_edit.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "edit", "reviewer"),
    )
