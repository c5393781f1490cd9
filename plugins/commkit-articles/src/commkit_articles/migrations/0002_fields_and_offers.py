"""Fields and offers."""

import sqlalchemy as sa
from alembic import op

from commkit.storage import Id

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("commkit_articles_article", sa.Column("fields", sa.Text(), nullable=True))
    op.add_column("commkit_articles_article", sa.Column("offered_to", Id(), nullable=True))
    op.add_column("commkit_articles_text", sa.Column("fields", sa.Text(), nullable=True))
