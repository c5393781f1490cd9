import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table("commkit_club_tower", sa.Column("name", sa.String(64), primary_key=True))
    raise RuntimeError("boom")
