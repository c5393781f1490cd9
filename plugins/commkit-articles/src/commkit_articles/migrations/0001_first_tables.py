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
        "commkit_articles_series",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("by", Id(), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "id"),
    )
    op.create_table(
        "commkit_articles_article",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("tags", Words(), nullable=False),
        sa.Column("markup", sa.String(length=16), nullable=False),
        sa.Column("made_with", sa.String(length=16), nullable=True),
        sa.Column("space", Id(), nullable=True),
        sa.Column("audience", Id(), nullable=True),
        sa.Column("author", Id(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("saved_by", Id(), nullable=True),
        sa.Column("approved_version", sa.Integer(), nullable=True),
        sa.Column("due_at", UtcDateTime(), nullable=True),
        sa.Column("embargo_until", UtcDateTime(), nullable=True),
        sa.Column("scheduled", Id(), nullable=True),
        sa.Column("scheduled_check", Id(), nullable=True),
        sa.Column("scheduled_by", Id(), nullable=True),
        sa.Column("failure_code", sa.String(length=200), nullable=False),
        sa.Column("post", Id(), nullable=True),
        sa.Column("replaced_by", Id(), nullable=True),
        sa.Column("taken", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("published_at", UtcDateTime(), nullable=True),
        sa.Column("retired_at", UtcDateTime(), nullable=True),
        sa.Column("change", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "author"],
            ["commkit_membership.community_id", "commkit_membership.id"],
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "post"],
            ["commkit_post.community_id", "commkit_post.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "id"),
    )
    op.create_index(
        "ix_commkit_articles_article_author",
        "commkit_articles_article",
        ["community_id", "author", "id"],
        unique=False,
    )
    op.create_index(
        "ix_commkit_articles_article_published",
        "commkit_articles_article",
        ["community_id", "published_at", "id"],
        unique=False,
        sqlite_where=sa.text("post IS NOT NULL"),
        postgresql_where=sa.text("post IS NOT NULL"),
    )
    op.create_index(
        "ix_commkit_articles_article_state",
        "commkit_articles_article",
        ["community_id", "state", "id"],
        unique=False,
    )
    op.create_index(
        "uq_commkit_articles_article_post",
        "commkit_articles_article",
        ["community_id", "post"],
        unique=True,
        sqlite_where=sa.text("post IS NOT NULL"),
        postgresql_where=sa.text("post IS NOT NULL"),
    )
    op.create_table(
        "commkit_articles_action",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("article", Id(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(length=16), nullable=False),
        sa.Column("by", Id(), nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "article"],
            ["commkit_articles_article.community_id", "commkit_articles_article.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "id"),
    )
    op.create_index(
        "ix_commkit_articles_action_article",
        "commkit_articles_action",
        ["community_id", "article", "id"],
        unique=False,
    )
    op.create_table(
        "commkit_articles_text",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("article", Id(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("tags", Words(), nullable=False),
        sa.Column("author", Id(), nullable=False),
        sa.Column("saved_by", Id(), nullable=True),
        sa.Column("saved_at", UtcDateTime(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "article"],
            ["commkit_articles_article.community_id", "commkit_articles_article.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "article", "version"),
    )
    op.create_table(
        "commkit_articles_coauthor",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("article", Id(), nullable=False),
        sa.Column("member", Id(), nullable=False),
        sa.Column("invited_by", Id(), nullable=True),
        sa.Column("invited_at", UtcDateTime(), nullable=False),
        sa.Column("accepted_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "article"],
            ["commkit_articles_article.community_id", "commkit_articles_article.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "article", "member"),
    )
    op.create_index(
        "ix_commkit_articles_coauthor_member",
        "commkit_articles_coauthor",
        ["community_id", "member", "article"],
        unique=False,
    )
    op.create_table(
        "commkit_articles_correction",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("article", Id(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("by", Id(), nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "article"],
            ["commkit_articles_article.community_id", "commkit_articles_article.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "article", "version"),
    )
    op.create_table(
        "commkit_articles_part",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("article", Id(), nullable=False),
        sa.Column("series", Id(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "article"],
            ["commkit_articles_article.community_id", "commkit_articles_article.id"],
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "series"],
            ["commkit_articles_series.community_id", "commkit_articles_series.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "article"),
    )
    op.create_index(
        "ix_commkit_articles_part_series",
        "commkit_articles_part",
        ["community_id", "series", "position", "article"],
        unique=False,
    )
    op.create_table(
        "commkit_articles_source",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("article", Id(), nullable=False),
        sa.Column("post", Id(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("contributor", Id(), nullable=True),
        sa.Column("taken_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "article"],
            ["commkit_articles_article.community_id", "commkit_articles_article.id"],
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "post"],
            ["commkit_post.community_id", "commkit_post.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "article", "post"),
    )
    op.create_index(
        "ix_commkit_articles_source_post",
        "commkit_articles_source",
        ["community_id", "post", "article"],
        unique=False,
    )
    op.create_table(
        "commkit_articles_thanks",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("article", Id(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("member", Id(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "article"],
            ["commkit_articles_article.community_id", "commkit_articles_article.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "article", "version", "member"),
    )
