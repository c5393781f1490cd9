"""Decisions in turn, and reasons of cancellations beside the note."""

import sqlalchemy as sa
from alembic import op

from commkit.storage import Id

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("commkit_tournaments_tournament", sa.Column("cancelled_by", Id(), nullable=True))
    op.add_column(
        "commkit_tournaments_tournament",
        sa.Column("cancel_reason", sa.Text(), nullable=False, server_default=""),
    )
    op.add_column(
        "commkit_tournaments_decision",
        sa.Column("number", sa.BigInteger(), nullable=False, server_default="1"),
    )
    op.execute(
        "UPDATE commkit_tournaments_decision SET number = ("
        "SELECT count(*) FROM commkit_tournaments_decision AS earlier "
        "WHERE earlier.community_id = commkit_tournaments_decision.community_id "
        "AND earlier.match = commkit_tournaments_decision.match "
        "AND earlier.id <= commkit_tournaments_decision.id)"
    )
