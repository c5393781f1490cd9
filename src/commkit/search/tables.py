"""The tables of the index.

`commkit_search_entry` has the entries. Their words are in a full-text index, which the migration creates: on SQLite the
contentless FTS5 table `commkit_search_fts`, on PostgreSQL the column `document`, a tsvector, beside which the column
`words` has the same words in their order, for phrases. Both also have the entry's scope: words that no text has, one
for each value that searches filter by, so that the full-text index itself narrows a search to a community or a tag. The
columns are checked all the same: no text that somebody writes can widen a scope.
"""

from sqlalchemy import BigInteger, Column, ForeignKeyConstraint, Index, MetaData, String, Table, Text

from commkit.communities import community
from commkit.runtime.storage.columns import COMMUNITY, NOT_EVIDENCE, Id, UtcDateTime, Words, community_id
from commkit.runtime.storage.personal import Erasure, person, personal, plain

metadata = MetaData()

entry = Table(
    "commkit_search_entry",
    metadata,
    community_id(),
    Column("record", String(64), primary_key=True, info=plain("The class name of the object's record.")),
    Column("object", Id, primary_key=True, info=plain("The object's id.")),
    Column("doc_id", BigInteger, nullable=False, info=plain("Its number in the full-text index, by time.")),
    Column("kind", String(64), nullable=False, info=plain("The object's kind.")),
    Column("title", Text, nullable=False, info=personal("The title.", of="author", erase=Erasure.ROW)),
    Column("body", Text, nullable=False, info=personal("The text.", of="author", erase=Erasure.ROW)),
    Column("tags", Words, nullable=False, info=plain("The tags.")),
    Column("scope", Text, nullable=False, info=plain("The values that searches filter by, as words.")),
    Column("author", Id, info=person("The member who created it.", erase=Erasure.ROW)),
    Column("at", UtcDateTime, nullable=False, info=plain("When it was created.")),
    Column(
        "permission", String(100), nullable=False, info=plain("The permission that members need to find it.")
    ),
    ForeignKeyConstraint(["community_id"], [community.c.community_id]),
    info={
        **COMMUNITY,
        **NOT_EVIDENCE,
        "commkit.migrated_only": ("document", "words"),
    },  # on PostgreSQL, see above
)

Index("ix_commkit_search_entry_doc_id", entry.c.doc_id)

Index("ix_commkit_search_entry_newest", entry.c.community_id, entry.c.doc_id)

Index("ix_commkit_search_entry_author", entry.c.community_id, entry.c.author)
