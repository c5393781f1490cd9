"""Where the index is kept.

`commkit_search_entry` holds the entries. The words are in a full-text index beside it, which the migration makes: on SQLite
the contentless FTS5 table `commkit_search_fts`, on PostgreSQL the column `document`, a tsvector. Both also hold the
entry's scope: words that no text has, one for each thing one may filter by, so that the full-text index itself narrows
a search to a community or a tag. The columns decide all the same: what somebody writes can never widen a scope.
"""

from sqlalchemy import BigInteger, Column, ForeignKeyConstraint, Index, MetaData, String, Table, Text

from commkit.communities.tables import community
from commkit.runtime.storage.columns import COMMUNITY, Id, UtcDateTime, Words, community_id
from commkit.runtime.storage.personal import Erasure, person, personal, plain

metadata = MetaData()

entry = Table(
    "commkit_search_entry",
    metadata,
    community_id(),
    Column("record", String(64), primary_key=True, info=plain("The class of the object.")),
    Column("object", Id, primary_key=True, info=plain("The object's id.")),
    Column("doc_id", BigInteger, nullable=False, info=plain("Its number in the full-text index.")),
    Column("kind", String(64), nullable=False, info=plain("What kind of it.")),
    Column("title", Text, nullable=False, info=personal("Its title.", of="author", erase=Erasure.ROW)),
    Column("body", Text, nullable=False, info=personal("Its text.", of="author", erase=Erasure.ROW)),
    Column("tags", Words, nullable=False, info=plain("Its tags.")),
    Column("scope", Text, nullable=False, info=plain("What it may be filtered by, as words of the index.")),
    Column("author", Id, info=person("Who made it.", erase=Erasure.ROW)),
    Column("at", UtcDateTime, nullable=False, info=plain("When it was made.")),
    Column("permission", String(100), nullable=False, info=plain("What one needs to see it.")),
    Column(
        "container", Id, nullable=False, info=plain("What it is a part of, which may be hidden as a whole.")
    ),
    ForeignKeyConstraint(["community_id"], [community.c.community_id]),
    info={**COMMUNITY, "commkit.migrated_only": ("document",)},  # on PostgreSQL, see above
)
Index("ix_commkit_search_entry_doc_id", entry.c.doc_id)
Index("ix_commkit_search_entry_author", entry.c.community_id, entry.c.author)
Index("ix_commkit_search_entry_container", entry.c.community_id, entry.c.container)

hidden = Table(
    "commkit_search_hidden_container",
    metadata,
    community_id(),
    Column("container", Id, primary_key=True, info=plain("What is hidden, with all its parts.")),
    ForeignKeyConstraint(["community_id"], [community.c.community_id]),
    info=COMMUNITY,
)
