"""Looking for group and event nights."""

import sqlalchemy as sa
from alembic import op

from commkit.storage import Id, UtcDateTime, Words

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "commkit_gaming_availability",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("member", Id(), nullable=False),
        sa.Column("time_zone", sa.String(length=64), nullable=False),
        sa.Column("windows", Words(), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "member"),
    )
    op.create_table(
        "commkit_gaming_event_night",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("event", Id(), nullable=False),
        sa.Column("declared_by", Id(), nullable=True),
        sa.Column("declared_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "event"],
            ["commkit_event.community_id", "commkit_event.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "event"),
    )
    op.create_index(
        "ix_commkit_gaming_event_night_declared_by",
        "commkit_gaming_event_night",
        ["community_id", "declared_by", "event"],
        unique=False,
    )
    op.create_table(
        "commkit_gaming_party",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("posted_by", Id(), nullable=False),
        sa.Column("owner", Id(), nullable=False),
        sa.Column("title", sa.String(length=100), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("game", sa.String(length=200), nullable=False),
        sa.Column("platform", sa.String(length=40), nullable=False),
        sa.Column("language", sa.String(length=35), nullable=False),
        sa.Column("level", sa.String(length=16), nullable=False),
        sa.Column("space", Id(), nullable=True),
        sa.Column("audience", Id(), nullable=True),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.Column("filled_at", UtcDateTime(), nullable=True),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.Column("ready_by", UtcDateTime(), nullable=True),
        sa.Column("starts_at", UtcDateTime(), nullable=True),
        sa.Column("ends_at", UtcDateTime(), nullable=True),
        sa.Column("event", Id(), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "audience"],
            ["commkit_group.community_id", "commkit_group.id"],
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "event"],
            ["commkit_event.community_id", "commkit_event.id"],
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "space"],
            ["commkit_space.community_id", "commkit_space.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "id"),
    )
    op.create_index(
        "ix_commkit_gaming_party_owner", "commkit_gaming_party", ["community_id", "owner", "id"], unique=False
    )
    op.create_index(
        "ix_commkit_gaming_party_posted_by",
        "commkit_gaming_party",
        ["community_id", "posted_by", "id"],
        unique=False,
    )
    op.create_index(
        "ix_commkit_gaming_party_state", "commkit_gaming_party", ["community_id", "state", "id"], unique=False
    )
    op.create_table(
        "commkit_gaming_no_show",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("party", Id(), nullable=False),
        sa.Column("member", Id(), nullable=False),
        sa.Column("noted_by", Id(), nullable=False),
        sa.Column("noted_at", UtcDateTime(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("dispute", sa.Text(), nullable=False),
        sa.Column("decided_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "party"],
            ["commkit_gaming_party.community_id", "commkit_gaming_party.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "id"),
        sa.UniqueConstraint("community_id", "party", "member", name="uq_commkit_gaming_no_show_party_member"),
    )
    op.create_index(
        "ix_commkit_gaming_no_show_member",
        "commkit_gaming_no_show",
        ["community_id", "member", "id"],
        unique=False,
    )
    op.create_index(
        "ix_commkit_gaming_no_show_noted_by",
        "commkit_gaming_no_show",
        ["community_id", "noted_by", "id"],
        unique=False,
    )
    op.create_index(
        "ix_commkit_gaming_no_show_state",
        "commkit_gaming_no_show",
        ["community_id", "state", "id"],
        unique=False,
    )
    op.create_table(
        "commkit_gaming_party_member",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("party", Id(), nullable=False),
        sa.Column("member", Id(), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("joined_at", UtcDateTime(), nullable=False),
        sa.Column("answer", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "party"],
            ["commkit_gaming_party.community_id", "commkit_gaming_party.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "party", "member"),
    )
    op.create_index(
        "ix_commkit_gaming_party_member_member",
        "commkit_gaming_party_member",
        ["community_id", "member", "party"],
        unique=False,
    )
    op.create_table(
        "commkit_gaming_party_request",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("party", Id(), nullable=False),
        sa.Column("member", Id(), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "party"],
            ["commkit_gaming_party.community_id", "commkit_gaming_party.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "id"),
        sa.UniqueConstraint(
            "community_id", "party", "member", name="uq_commkit_gaming_party_request_party_member"
        ),
    )
    op.create_index(
        "ix_commkit_gaming_party_request_member",
        "commkit_gaming_party_request",
        ["community_id", "member", "id"],
        unique=False,
    )
    op.create_table(
        "commkit_gaming_party_slot",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("party", Id(), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("places", sa.BigInteger(), nullable=False),
        sa.Column("taken", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "party"],
            ["commkit_gaming_party.community_id", "commkit_gaming_party.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "party", "role"),
    )
    op.create_table(
        "commkit_gaming_shown_streak",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("event", Id(), nullable=False),
        sa.Column("member", Id(), nullable=False),
        sa.Column("shown_since", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "event"],
            ["commkit_gaming_event_night.community_id", "commkit_gaming_event_night.event"],
        ),
        sa.PrimaryKeyConstraint("community_id", "event", "member"),
    )
    op.create_index(
        "ix_commkit_gaming_shown_streak_member",
        "commkit_gaming_shown_streak",
        ["community_id", "member", "event"],
        unique=False,
    )
