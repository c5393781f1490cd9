import sqlalchemy as sa
from alembic import op

from commkit.storage import Id

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "commkit_demo_note",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("id", Id(), nullable=False),
        sa.Column("author", Id(), nullable=True),
        sa.Column("text", sa.String(100), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "id"),
    )
