"""Things within posts."""

import sqlalchemy as sa
from alembic import op

from commkit.storage import Id

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("commkit_reputation_evidence", sa.Column("within", Id(), nullable=True))
    op.create_index(
        "ix_commkit_reputation_evidence_within",
        "commkit_reputation_evidence",
        ["community_id", "within", "id"],
        unique=False,
        sqlite_where=sa.text("within IS NOT NULL"),
        postgresql_where=sa.text("within IS NOT NULL"),
    )
