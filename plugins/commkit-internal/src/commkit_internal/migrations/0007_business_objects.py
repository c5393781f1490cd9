"""Business objects."""

import sqlalchemy as sa
from alembic import op

from commkit.storage import Id, UtcDateTime

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "commkit_internal_business_object",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("key", sa.String(length=100), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "id"),
        sa.UniqueConstraint(
            "community_id", "kind", "key", name="uq_commkit_internal_business_object_kind_key"
        ),
    )
    op.create_table(
        "commkit_internal_object_link",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("object", Id(), nullable=False),
        sa.Column("post", Id(), nullable=False),
        sa.Column("linked_by", Id(), nullable=True),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
        sa.Column("linked_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "object"],
            ["commkit_internal_business_object.community_id", "commkit_internal_business_object.id"],
        ),
        sa.ForeignKeyConstraint(["community_id", "post"], ["commkit_post.community_id", "commkit_post.id"]),
        sa.PrimaryKeyConstraint("community_id", "id"),
    )
    for column in ("object", "post"):
        op.create_index(
            f"ix_commkit_internal_object_link_{column}",
            "commkit_internal_object_link",
            ["community_id", column, "id"],
            unique=False,
        )
    op.create_index(
        "uq_commkit_internal_object_link_there",
        "commkit_internal_object_link",
        ["community_id", "object", "post"],
        unique=True,
        sqlite_where=sa.text("linked_at IS NOT NULL"),
        postgresql_where=sa.text("linked_at IS NOT NULL"),
    )
    op.create_index(
        "uq_commkit_internal_object_link_asked",
        "commkit_internal_object_link",
        ["community_id", "object", "post", "linked_by"],
        unique=True,
        sqlite_where=sa.text("linked_at IS NULL"),
        postgresql_where=sa.text("linked_at IS NULL"),
    )
