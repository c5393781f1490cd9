"""Scrims, and who did not come to them."""

import sqlalchemy as sa
from alembic import op

from commkit.storage import Id, UtcDateTime

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "commkit_gaming_scrim",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("guild", Id(), nullable=False),
        sa.Column("other", Id(), nullable=False),
        sa.Column("asked_by", Id(), nullable=False),
        sa.Column("game", sa.String(length=200), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("starts_at", UtcDateTime(), nullable=False),
        sa.Column("ends_at", UtcDateTime(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
        sa.Column("accepted_at", UtcDateTime(), nullable=True),
        sa.Column("score", sa.BigInteger(), nullable=True),
        sa.Column("other_score", sa.BigInteger(), nullable=True),
        sa.Column("result_by", Id(), nullable=True),
        sa.Column("confirmed_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "guild"],
            ["commkit_gaming_guild.community_id", "commkit_gaming_guild.id"],
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "other"],
            ["commkit_gaming_guild.community_id", "commkit_gaming_guild.id"],
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "result_by"],
            ["commkit_gaming_guild.community_id", "commkit_gaming_guild.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "id"),
    )
    op.create_index(
        "ix_commkit_gaming_scrim_asked_by",
        "commkit_gaming_scrim",
        ["community_id", "asked_by", "id"],
        unique=False,
    )
    op.create_index(
        "ix_commkit_gaming_scrim_guild",
        "commkit_gaming_scrim",
        ["community_id", "guild", "id"],
        unique=False,
    )
    op.create_index(
        "ix_commkit_gaming_scrim_other",
        "commkit_gaming_scrim",
        ["community_id", "other", "id"],
        unique=False,
    )
    op.create_table(
        "commkit_gaming_scrim_no_show",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("scrim", Id(), nullable=False),
        sa.Column("guild", Id(), nullable=False),
        sa.Column("noted_at", UtcDateTime(), nullable=False),
        sa.Column("disputed_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "guild"],
            ["commkit_gaming_guild.community_id", "commkit_gaming_guild.id"],
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "scrim"],
            ["commkit_gaming_scrim.community_id", "commkit_gaming_scrim.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "id"),
        sa.UniqueConstraint(
            "community_id", "scrim", "guild", name="uq_commkit_gaming_scrim_no_show_scrim_guild"
        ),
    )
