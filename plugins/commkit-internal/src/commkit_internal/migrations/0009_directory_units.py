"""Org units that a directory keeps."""

import sqlalchemy as sa
from alembic import op

from commkit.storage import Id

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "commkit_internal_directory_unit",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("unit", Id(), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("path", sa.String(length=900), nullable=False),
        sa.Column("led_by", Id(), nullable=True),
        sa.Column("is_disputed", sa.Boolean(create_constraint=False), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "unit"], ["commkit_internal_unit.community_id", "commkit_internal_unit.id"]
        ),
        sa.PrimaryKeyConstraint("community_id", "unit"),
        sa.UniqueConstraint(
            "community_id", "fingerprint", name="uq_commkit_internal_directory_unit_fingerprint"
        ),
    )
    op.create_index(
        "ix_commkit_internal_directory_unit_led_by",
        "commkit_internal_directory_unit",
        ["community_id", "led_by", "unit"],
        unique=False,
    )
    op.create_table(
        "commkit_internal_directory_placement",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("member", Id(), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("unit", Id(), nullable=True),
        sa.Column("manager", Id(), nullable=True),
        sa.Column("problem", sa.String(length=16), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "unit"], ["commkit_internal_unit.community_id", "commkit_internal_unit.id"]
        ),
        sa.PrimaryKeyConstraint("community_id", "member"),
    )
    for name, columns in (
        ("unit_manager", ["community_id", "unit", "manager", "member"]),
        ("manager", ["community_id", "manager", "member"]),
    ):
        op.create_index(
            f"ix_commkit_internal_directory_placement_{name}",
            "commkit_internal_directory_placement",
            columns,
            unique=False,
        )
    for name, columns in (
        ("waiting_member", ["community_id", "member"]),
        ("waiting_fingerprint", ["community_id", "fingerprint", "member"]),
    ):
        op.create_index(
            f"ix_commkit_internal_directory_placement_{name}",
            "commkit_internal_directory_placement",
            columns,
            unique=False,
            sqlite_where=sa.text("problem IS NOT NULL"),
            postgresql_where=sa.text("problem IS NOT NULL"),
        )
