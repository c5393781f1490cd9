"""The tables of tags and of the threads that have them."""

from sqlalchemy import Column, ForeignKeyConstraint, Index, Integer, String, Table

from commkit.posts.tables import metadata, post
from commkit.runtime.storage.columns import COMMUNITY, Id, UtcDateTime, community_id
from commkit.runtime.storage.personal import plain

tag = Table(
    "commkit_tag",
    metadata,
    community_id(),
    Column("name", String(64), primary_key=True, info=plain("The tag.")),
    Column("post_count", Integer, nullable=False, info=plain("Threads for everybody that have the tag.")),
    Column("synonym_of", String(64), info=plain("The tag that it is a synonym of.")),
    Column("reserved_at", UtcDateTime, info=plain("When it was reserved for stewards.")),
    info=COMMUNITY,
)
"""The tags of a community and their counts; one row for each name that was ever used."""

Index("ix_commkit_tag_popular", tag.c.community_id, tag.c.post_count, tag.c.name)

post_tag = Table(
    "commkit_post_tag",
    metadata,
    community_id(),
    Column("tag", String(64), primary_key=True, info=plain("The tag.")),
    Column("post", Id, primary_key=True, info=plain("The thread that has the tag.")),
    ForeignKeyConstraint(["community_id", "post"], [post.c.community_id, post.c.id]),
    ForeignKeyConstraint(["community_id", "tag"], [tag.c.community_id, tag.c.name]),
    info=COMMUNITY,
)
"""Which opening posts have which tags; one row for each."""
