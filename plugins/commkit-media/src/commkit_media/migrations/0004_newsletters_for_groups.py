"""Newsletters for groups."""

import sqlalchemy as sa
from alembic import op

from commkit.storage import Id

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("commkit_media_newsletter", sa.Column("group", Id(), nullable=True))
