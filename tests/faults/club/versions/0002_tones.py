import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("commkit_club_bell", sa.Column("tone", sa.String(8), nullable=True))
