"""Direct proposals, and until when matches are kept."""

import sqlalchemy as sa
from alembic import op

from commkit.storage import Id, UtcDateTime

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("commkit_matching_match", sa.Column("proposed_by", Id(), nullable=True))
    op.add_column("commkit_matching_match", sa.Column("forget_at", UtcDateTime(), nullable=True))
    op.create_index(
        "ix_commkit_matching_match_proposed_by",
        "commkit_matching_match",
        ["community_id", "proposed_by", "id"],
        unique=False,
    )
