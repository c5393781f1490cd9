"""Search: the entries, and the full-text index of each database."""

import sqlalchemy as sa
from alembic import op

from commkit.runtime.storage.columns import Id, UtcDateTime, Words

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "commkit_search_entry",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("record", sa.String(length=64), nullable=False),
        sa.Column("object", Id(), nullable=False),
        sa.Column("doc_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("tags", Words(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("author", Id(), nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("permission", sa.String(length=100), nullable=False),
        sa.Column("container", Id(), nullable=False),
        sa.ForeignKeyConstraint(["community_id"], ["commkit_community.community_id"]),
        sa.PrimaryKeyConstraint("community_id", "record", "object"),
    )
    op.create_index("ix_commkit_search_entry_doc_id", "commkit_search_entry", ["doc_id"])
    op.create_index("ix_commkit_search_entry_author", "commkit_search_entry", ["community_id", "author"])
    op.create_index(
        "ix_commkit_search_entry_container", "commkit_search_entry", ["community_id", "container"]
    )
    op.create_table(
        "commkit_search_hidden_container",
        sa.Column("community_id", Id(), nullable=False),
        sa.Column("container", Id(), nullable=False),
        sa.ForeignKeyConstraint(["community_id"], ["commkit_community.community_id"]),
        sa.PrimaryKeyConstraint("community_id", "container"),
    )
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE VIRTUAL TABLE commkit_search_fts USING fts5(title, body, tags, scope, "
            "content = '', tokenize = 'unicode61')"
        )
    else:
        op.execute("ALTER TABLE commkit_search_entry ADD COLUMN document tsvector")
        op.execute(
            "CREATE INDEX ix_commkit_search_entry_document ON commkit_search_entry USING gin (document)"
        )
