"""First tables."""

import sqlalchemy as sa
from alembic import op

from commkit.storage import Id, UtcDateTime

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "commkit_contests_contest",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("brief", sa.Text(), nullable=False),
        sa.Column("organiser", Id(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("blind", sa.Boolean(), nullable=False),
        sa.Column("calibration", sa.String(length=16), nullable=False),
        sa.Column("ties", sa.String(length=16), nullable=False),
        sa.Column("entries_each", sa.BigInteger(), nullable=False),
        sa.Column("scale", sa.BigInteger(), nullable=False),
        sa.Column("marks_needed", sa.BigInteger(), nullable=False),
        sa.Column("opened_at", UtcDateTime(), nullable=False),
        sa.Column("enter_until", UtcDateTime(), nullable=False),
        sa.Column("mark_until", UtcDateTime(), nullable=False),
        sa.Column("published_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("community_id", "id"),
    )
    op.create_index(
        "ix_commkit_contests_contest_organiser",
        "commkit_contests_contest",
        ["community_id", "organiser", "id"],
        unique=False,
    )
    op.create_table(
        "commkit_contests_criterion",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("contest", Id(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("weight", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "contest"],
            ["commkit_contests_contest.community_id", "commkit_contests_contest.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "contest", "number"),
    )
    op.create_table(
        "commkit_contests_entry",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("contest", Id(), nullable=False),
        sa.Column("author", Id(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("calibration", sa.Boolean(), nullable=False),
        sa.Column("entered_at", UtcDateTime(), nullable=False),
        sa.Column("judges", sa.BigInteger(), nullable=False),
        sa.Column("score", sa.Float(), nullable=True),
        sa.Column("place", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "contest"],
            ["commkit_contests_contest.community_id", "commkit_contests_contest.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "id"),
    )
    op.create_index(
        "ix_commkit_contests_entry_author",
        "commkit_contests_entry",
        ["community_id", "author", "id"],
        unique=False,
    )
    op.create_index(
        "ix_commkit_contests_entry_contest",
        "commkit_contests_entry",
        ["community_id", "contest", "id"],
        unique=False,
    )
    op.create_index(
        "ix_commkit_contests_entry_contest_place",
        "commkit_contests_entry",
        ["community_id", "contest", "place", "id"],
        unique=False,
    )
    op.create_table(
        "commkit_contests_judge",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("contest", Id(), nullable=False),
        sa.Column("member", Id(), nullable=False),
        sa.Column("since", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "contest"],
            ["commkit_contests_contest.community_id", "commkit_contests_contest.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "contest", "member"),
    )
    op.create_index(
        "ix_commkit_contests_judge_member",
        "commkit_contests_judge",
        ["community_id", "member", "contest"],
        unique=False,
    )
    op.create_table(
        "commkit_contests_reopening",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("contest", Id(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("by", Id(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("published", sa.Boolean(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "contest"],
            ["commkit_contests_contest.community_id", "commkit_contests_contest.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "contest", "number"),
    )
    op.create_index(
        "ix_commkit_contests_reopening_by",
        "commkit_contests_reopening",
        ["community_id", "by", "contest", "number"],
        unique=False,
    )
    op.create_table(
        "commkit_contests_mark",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("contest", Id(), nullable=False),
        sa.Column("entry", Id(), nullable=False),
        sa.Column("judge", Id(), nullable=False),
        sa.Column("criterion", sa.BigInteger(), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "contest"],
            ["commkit_contests_contest.community_id", "commkit_contests_contest.id"],
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "entry"],
            ["commkit_contests_entry.community_id", "commkit_contests_entry.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "id"),
        sa.UniqueConstraint(
            "community_id",
            "entry",
            "judge",
            "criterion",
            name="uq_commkit_contests_mark_entry_judge_criterion",
        ),
    )
    op.create_index(
        "ix_commkit_contests_mark_contest",
        "commkit_contests_mark",
        ["community_id", "contest", "id"],
        unique=False,
    )
    op.create_index(
        "ix_commkit_contests_mark_judge",
        "commkit_contests_mark",
        ["community_id", "judge", "id"],
        unique=False,
    )
    op.create_table(
        "commkit_contests_part",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("entry", Id(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("mark", sa.Float(), nullable=False),
        sa.Column("counted", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "entry"],
            ["commkit_contests_entry.community_id", "commkit_contests_entry.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "entry", "number"),
    )
    op.create_table(
        "commkit_contests_recusal",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("entry", Id(), nullable=False),
        sa.Column("judge", Id(), nullable=False),
        sa.Column("contest", Id(), nullable=False),
        sa.Column("reason", sa.String(length=100), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "contest"],
            ["commkit_contests_contest.community_id", "commkit_contests_contest.id"],
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "entry"],
            ["commkit_contests_entry.community_id", "commkit_contests_entry.id"],
        ),
        sa.PrimaryKeyConstraint("community_id", "entry", "judge"),
    )
    op.create_index(
        "ix_commkit_contests_recusal_contest_judge",
        "commkit_contests_recusal",
        ["community_id", "contest", "judge", "entry"],
        unique=False,
    )
    op.create_index(
        "ix_commkit_contests_recusal_judge",
        "commkit_contests_recusal",
        ["community_id", "judge", "entry"],
        unique=False,
    )
