"""The table of tag wikis: each version of each part is a row, the last one is the present text."""

from sqlalchemy import Column, ForeignKeyConstraint, Integer, String, Table, Text

from commkit.posts.tables import metadata
from commkit.posts.tag_wikis.records import TagWikiPart
from commkit.posts.tags.tables import tag
from commkit.runtime.storage.columns import COMMUNITY, Choice, Id, UtcDateTime, community_id
from commkit.runtime.storage.personal import person, personal, plain

tag_wiki = Table(
    "commkit_tag_wiki",
    metadata,
    community_id(),
    Column("tag", String(64), primary_key=True, info=plain("The tag.")),
    Column("part", Choice(TagWikiPart), primary_key=True, info=plain("The excerpt, or the longer text.")),
    Column("version", Integer, primary_key=True, info=plain("The version, from 1.")),
    Column("text", Text, nullable=False, info=personal("The text.", of="author")),
    Column("markup", String(16), nullable=False, info=plain("The markup of the text.")),
    Column("author", Id, info=person("The member who wrote this version.")),
    Column(
        "author_name",
        String(200),
        nullable=False,
        info=personal("The author's name where there is no membership, as after an import.", of="author"),
    ),
    Column("at", UtcDateTime, nullable=False, info=plain("When it was written.")),
    Column("reason", Text, nullable=False, info=personal("The author's reason.", of="author")),
    ForeignKeyConstraint(["community_id", "tag"], [tag.c.community_id, tag.c.name]),
    info=COMMUNITY,
)
