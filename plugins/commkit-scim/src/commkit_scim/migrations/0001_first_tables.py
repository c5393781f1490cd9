"""First tables."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from commkit.storage import Id, UtcDateTime

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def _key(length: int) -> Any:
    """A text that is compared by its characters in both databases."""
    return sa.String(length).with_variant(sa.String(length, collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "commkit_scim_group",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("title_key", _key(200), nullable=False),
        sa.Column("external_id", _key(255), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "id"],
            ["commkit_group.community_id", "commkit_group.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "id"),
    )
    op.create_index(
        "ix_commkit_scim_group_external_id",
        "commkit_scim_group",
        ["community_id", "external_id"],
        unique=False,
    )
    op.create_index(
        "ix_commkit_scim_group_title", "commkit_scim_group", ["community_id", "title_key"], unique=False
    )
    op.create_table(
        "commkit_scim_token",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("agent", Id(), nullable=True),
        sa.Column("label", sa.String(length=100), nullable=False),
        sa.Column("secret_hash", sa.String(length=64), nullable=False),
        sa.Column("created_by", Id(), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "agent"],
            ["commkit_membership.community_id", "commkit_membership.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "id"),
    )
    op.create_table(
        "commkit_scim_user",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("key", sa.String(length=255), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("user_name", sa.String(length=255), nullable=False),
        sa.Column("user_name_key", _key(255), nullable=False),
        sa.Column("external_id", sa.String(length=255), nullable=False),
        sa.Column("display_name", sa.String(length=255), nullable=False),
        sa.Column("formatted_name", sa.String(length=255), nullable=False),
        sa.Column("family_name", sa.String(length=255), nullable=False),
        sa.Column("given_name", sa.String(length=255), nullable=False),
        sa.Column("middle_name", sa.String(length=255), nullable=False),
        sa.Column("honorific_prefix", sa.String(length=255), nullable=False),
        sa.Column("honorific_suffix", sa.String(length=255), nullable=False),
        sa.Column("nick_name", sa.String(length=255), nullable=False),
        sa.Column("title", sa.String(length=255), nullable=False),
        sa.Column("user_type", sa.String(length=255), nullable=False),
        sa.Column("preferred_language", sa.String(length=255), nullable=False),
        sa.Column("locale", sa.String(length=255), nullable=False),
        sa.Column("timezone", sa.String(length=255), nullable=False),
        sa.Column("employee_number", sa.String(length=255), nullable=False),
        sa.Column("cost_center", sa.String(length=255), nullable=False),
        sa.Column("organization", sa.String(length=255), nullable=False),
        sa.Column("division", sa.String(length=255), nullable=False),
        sa.Column("department", sa.String(length=255), nullable=False),
        sa.Column("manager", Id(), nullable=True),
        sa.Column("role", sa.String(length=64), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "id"),
    )
    op.create_index(
        "ix_commkit_scim_user_manager", "commkit_scim_user", ["community_id", "manager"], unique=False
    )
    op.create_index(
        "uq_commkit_scim_user_user_name", "commkit_scim_user", ["community_id", "user_name_key"], unique=True
    )
    op.create_table(
        "commkit_scim_email",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("value", sa.String(length=255), nullable=False),
        sa.Column("value_key", _key(255), nullable=False),
        sa.Column("type", sa.String(length=255), nullable=False),
        sa.Column("type_key", _key(255), nullable=False),
        sa.Column("primary", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "id"],
            ["commkit_scim_user.community_id", "commkit_scim_user.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "id", "position"),
    )
    op.create_index(
        "ix_commkit_scim_email_value", "commkit_scim_email", ["community_id", "value_key"], unique=False
    )
    op.create_table(
        "commkit_scim_group_member",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("group", Id(), nullable=False),
        sa.Column("member", Id(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "group"],
            ["commkit_scim_group.community_id", "commkit_scim_group.id"],
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "member"],
            ["commkit_scim_user.community_id", "commkit_scim_user.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "group", "member"),
    )
    op.create_index(
        "ix_commkit_scim_group_member_member",
        "commkit_scim_group_member",
        ["community_id", "member", "group"],
        unique=False,
    )
    op.create_table(
        "commkit_scim_term",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("attribute", sa.String(length=40), nullable=False),
        sa.Column("value", _key(255), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "id"],
            ["commkit_scim_user.community_id", "commkit_scim_user.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "id", "attribute"),
    )
    op.create_index(
        "ix_commkit_scim_term_value",
        "commkit_scim_term",
        ["community_id", "attribute", "value", "id"],
        unique=False,
    )
