"""The chapters of the book, and how far everybody has read."""

import sqlalchemy as sa
from alembic import op

from commkit.storage import Id

revision = "0001"
down_revision = branch_labels = depends_on = None


def upgrade() -> None:
    for table, key in (("commkit_bookclub_chapter", "post"), ("commkit_bookclub_progress", "member")):
        columns = [sa.Column(name, Id(), nullable=False) for name in ("community_id", key)]
        number = sa.Column("number", sa.Integer(), nullable=False)
        op.create_table(table, *columns, number, sa.PrimaryKeyConstraint("community_id", key))
