"""The table of revisions."""

from sqlalchemy import Column, ForeignKeyConstraint, Integer, String, Table, Text

from commkit.posts.tables import metadata, post
from commkit.runtime.storage.columns import COMMUNITY, Id, UtcDateTime, Words, community_id
from commkit.runtime.storage.personal import person, personal, plain

revision = Table(
    "commkit_revision",
    metadata,
    community_id(),
    Column("post", Id, primary_key=True, info=plain("What was changed.")),
    Column("version", Integer, primary_key=True, info=plain("Which version it was.")),
    Column("title", String(300), nullable=False, info=personal("What the thread was called.", of="author")),
    Column("body", Text, nullable=False, info=personal("What it said before.", of="author")),
    Column("tags", Words, nullable=False, info=plain("What it was about.")),
    Column("author", Id, info=person("Whose post it is.")),
    Column("edited_by", Id, info=person("Who replaced this version.")),
    Column("edited_at", UtcDateTime, nullable=False, info=plain("When it was replaced.")),
    Column("reason", Text, nullable=False, info=personal("Why it was changed.", of="edited_by")),
    ForeignKeyConstraint(["community_id", "post"], [post.c.community_id, post.c.id]),
    info=COMMUNITY,
)
