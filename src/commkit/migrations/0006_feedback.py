"""Suggestions, their votes and history."""

import sqlalchemy as sa
from alembic import op

from commkit.runtime.storage.columns import Id, UtcDateTime, Words

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "commkit_suggestion",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("tags", Words(), nullable=False),
        sa.Column("author", Id(), nullable=True),
        sa.Column("recorded_by", Id(), nullable=True),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("edited_at", UtcDateTime(), nullable=True),
        sa.Column("status_changed_at", UtcDateTime(), nullable=False),
        sa.Column("reply", sa.Text(), nullable=False),
        sa.Column("replied_by", Id(), nullable=True),
        sa.Column("first_replied_at", UtcDateTime(), nullable=True),
        sa.Column("decided_at", UtcDateTime(), nullable=True),
        sa.Column("done_at", UtcDateTime(), nullable=True),
        sa.Column("closed_at", UtcDateTime(), nullable=True),
        sa.Column("removed_at", UtcDateTime(), nullable=True),
        sa.Column("removed_by", Id(), nullable=True),
        sa.Column("merged_into", Id(), nullable=True),
        sa.Column("voter_count", sa.Integer(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "author"], ["commkit_membership.community_id", "commkit_membership.id"]
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "merged_into"], ["commkit_suggestion.community_id", "commkit_suggestion.id"]
        ),
        sa.PrimaryKeyConstraint("community_id", "id"),
    )
    op.create_index(
        "ix_commkit_suggestion_merged",
        "commkit_suggestion",
        ["community_id", "merged_into"],
        sqlite_where=sa.text("merged_into IS NOT NULL"),
        postgresql_where=sa.text("merged_into IS NOT NULL"),
    )
    op.create_index(
        "ix_commkit_suggestion_moved",
        "commkit_suggestion",
        ["community_id", "status", "status_changed_at", "id"],
        sqlite_where=sa.text("removed_at IS NULL AND merged_into IS NULL"),
        postgresql_where=sa.text("removed_at IS NULL AND merged_into IS NULL"),
    )
    op.create_index(
        "ix_commkit_suggestion_newest",
        "commkit_suggestion",
        ["community_id", "id"],
        sqlite_where=sa.text("removed_at IS NULL AND merged_into IS NULL"),
        postgresql_where=sa.text("removed_at IS NULL AND merged_into IS NULL"),
    )
    op.create_index(
        "ix_commkit_suggestion_score",
        "commkit_suggestion",
        ["community_id", "score", "id"],
        sqlite_where=sa.text("removed_at IS NULL AND merged_into IS NULL"),
        postgresql_where=sa.text("removed_at IS NULL AND merged_into IS NULL"),
    )
    op.create_index(
        "ix_commkit_suggestion_status",
        "commkit_suggestion",
        ["community_id", "status", "score", "id"],
        sqlite_where=sa.text("removed_at IS NULL AND merged_into IS NULL"),
        postgresql_where=sa.text("removed_at IS NULL AND merged_into IS NULL"),
    )
    op.create_table(
        "commkit_vote_budget",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("member", Id(), nullable=False),
        sa.Column("spent", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "member"], ["commkit_membership.community_id", "commkit_membership.id"]
        ),
        sa.PrimaryKeyConstraint("community_id", "member"),
    )
    op.create_table(
        "commkit_suggestion_update",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("suggestion", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("reply", sa.Text(), nullable=False),
        sa.Column("by", Id(), nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "suggestion"], ["commkit_suggestion.community_id", "commkit_suggestion.id"]
        ),
        sa.PrimaryKeyConstraint("community_id", "suggestion", "id"),
    )
    op.create_table(
        "commkit_suggestion_tag",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("tag", sa.String(length=64), nullable=False),
        sa.Column("suggestion", Id(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "suggestion"], ["commkit_suggestion.community_id", "commkit_suggestion.id"]
        ),
        sa.PrimaryKeyConstraint("community_id", "tag", "suggestion"),
    )
    op.create_table(
        "commkit_suggestion_vote",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("suggestion", Id(), nullable=False),
        sa.Column("member", Id(), nullable=False),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.Column("held", sa.Integer(), nullable=False),
        sa.Column("recorded_by", Id(), nullable=True),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "suggestion"], ["commkit_suggestion.community_id", "commkit_suggestion.id"]
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "member"], ["commkit_membership.community_id", "commkit_membership.id"]
        ),
        sa.PrimaryKeyConstraint("community_id", "suggestion", "member"),
    )
    op.create_index(
        "ix_commkit_suggestion_vote_member",
        "commkit_suggestion_vote",
        ["community_id", "member", "suggestion"],
    )
