"""First tables."""

import sqlalchemy as sa
from alembic import op

from commkit.storage import Id

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "commkit_developer_votes_of_day",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("member", Id(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("votes", sa.BigInteger(), nullable=False),
        sa.Column("downs", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "member"),
    )
