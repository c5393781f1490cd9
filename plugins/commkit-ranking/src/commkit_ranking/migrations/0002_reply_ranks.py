"""Ranks of replies."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from commkit.storage import Id, UtcDateTime

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_KEYS = ("best", "top", "controversial", "written")


def _keys() -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.BigInteger(), nullable=False) for name in _KEYS]


def _of_post() -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["community_id", "post"], ["commkit_post.community_id", "commkit_post.id"])


def upgrade() -> None:
    op.create_table(
        "commkit_ranking_reply_rank",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("post", Id(), nullable=False),
        sa.Column("parent", Id(), nullable=False),
        sa.Column("up", sa.Integer(), nullable=False),
        sa.Column("down", sa.Integer(), nullable=False),
        *_keys(),
        sa.Column("since", UtcDateTime(), nullable=False),
        _of_post(),
        sa.PrimaryKeyConstraint("community_id", "post"),
    )
    op.create_table(
        "commkit_ranking_past_reply_rank",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("post", Id(), nullable=False),
        sa.Column("since", UtcDateTime(), nullable=False),
        sa.Column("until", UtcDateTime(), nullable=False),
        sa.Column("parent", Id(), nullable=False),
        *_keys(),
        _of_post(),
        sa.PrimaryKeyConstraint("community_id", "post", "since"),
    )
    for table, name, columns in (
        *(("reply_rank", name, ["parent", name, "post"]) for name in _KEYS),
        ("past_reply_rank", "parent", ["parent", "until"]),
        ("past_reply_rank", "until", ["until"]),
    ):
        op.create_index(
            f"ix_commkit_ranking_{table}_{name}",
            f"commkit_ranking_{table}",
            ["community_id", *columns],
            unique=False,
        )
