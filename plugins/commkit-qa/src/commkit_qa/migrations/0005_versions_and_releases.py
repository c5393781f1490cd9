"""Versions and releases."""

import sqlalchemy as sa
from alembic import op

from commkit.storage import Id, UtcDateTime

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "commkit_qa_release",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("product", sa.String(length=100), nullable=False),
        sa.Column("version", sa.String(length=100), nullable=False),
        sa.Column("version_key", sa.String(length=64), nullable=False),
        sa.Column("released_at", UtcDateTime(), nullable=False),
        sa.Column("notes", sa.String(length=2000), nullable=False),
        sa.Column("announced_at", UtcDateTime(), nullable=False),
        sa.Column("ahead", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "id"),
    )
    op.create_index(
        "ix_commkit_qa_release_product", "commkit_qa_release", ["community_id", "product", "id"], unique=False
    )
    op.create_index(
        "uq_commkit_qa_release_version",
        "commkit_qa_release",
        ["community_id", "product", "version_key"],
        unique=True,
    )
    op.create_table(
        "commkit_qa_applicability",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("post", Id(), nullable=False),
        sa.Column("product", sa.String(length=100), nullable=False),
        sa.Column("since", sa.String(length=100), nullable=True),
        sa.Column("until", sa.String(length=100), nullable=True),
        sa.Column("stated_by", Id(), nullable=True),
        sa.Column("stated_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "post"],
            ["commkit_post.community_id", "commkit_post.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "post", "product"),
    )
    op.create_index(
        "ix_commkit_qa_applicability_product",
        "commkit_qa_applicability",
        ["community_id", "product", "post"],
        unique=False,
    )
    op.create_table(
        "commkit_qa_recheck",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("release", Id(), nullable=False),
        sa.Column("post", Id(), nullable=False),
        sa.Column("member", Id(), nullable=False),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.Column("answered_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "member"],
            ["commkit_membership.community_id", "commkit_membership.id"],
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "post"],
            ["commkit_post.community_id", "commkit_post.id"],
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "release"],
            ["commkit_qa_release.community_id", "commkit_qa_release.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "release", "post", "member"),
    )
    op.create_index(
        "ix_commkit_qa_recheck_open",
        "commkit_qa_recheck",
        ["community_id", "member", "release", "post"],
        unique=False,
        sqlite_where=sa.text("answered_at IS NULL"),
        postgresql_where=sa.text("answered_at IS NULL"),
    )
    op.create_table(
        "commkit_qa_version_report",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("post", Id(), nullable=False),
        sa.Column("member", Id(), nullable=False),
        sa.Column("product", sa.String(length=100), nullable=False),
        sa.Column("version_key", sa.String(length=64), nullable=False),
        sa.Column("version", sa.String(length=100), nullable=False),
        sa.Column("works", sa.Boolean(), nullable=False),
        sa.Column("own", sa.Boolean(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "member"],
            ["commkit_membership.community_id", "commkit_membership.id"],
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "post"],
            ["commkit_post.community_id", "commkit_post.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "post", "member", "product", "version_key"),
    )
