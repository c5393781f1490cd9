"""The table of revisions."""

from sqlalchemy import Column, ForeignKeyConstraint, Integer, String, Table, Text

from commkit.posts.records import MadeWith
from commkit.posts.tables import metadata, post
from commkit.runtime.storage.columns import COMMUNITY, Choice, Id, UtcDateTime, Words, community_id
from commkit.runtime.storage.personal import person, personal, plain

revision = Table(
    "commkit_revision",
    metadata,
    community_id(),
    Column("post", Id, primary_key=True, info=plain("The edited post.")),
    Column("version", Integer, primary_key=True, info=plain("The version that this was.")),
    Column("title", String(300), nullable=False, info=personal("The title before the edit.", of="author")),
    Column("body", Text, nullable=False, info=personal("The text before the edit.", of="author")),
    Column("markup", String(16), nullable=False, info=plain("The markup of the text before the edit.")),
    Column("tags", Words, nullable=False, info=plain("The tags before the edit.")),
    Column("made_with", Choice(MadeWith), nullable=False, info=plain("How it was made, before the edit.")),
    Column("author", Id, info=person("The author of the post.")),
    Column("edited_by", Id, info=person("The member who edited it.", owns=False)),
    Column(
        "editor_name",
        String(200),
        nullable=False,
        info=personal("The editor's name where there is no membership, as after an import.", of="edited_by"),
    ),
    Column("edited_at", UtcDateTime, nullable=False, info=plain("When it was replaced.")),
    Column("reason", Text, nullable=False, info=personal("The editor's reason.", of="edited_by")),
    ForeignKeyConstraint(["community_id", "post"], [post.c.community_id, post.c.id]),
    info=COMMUNITY,
)
"""The texts of posts before their edits, one row each; for statements of plugins."""
