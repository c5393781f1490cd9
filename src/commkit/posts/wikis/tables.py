"""The table of wikis."""

from sqlalchemy import Column, ForeignKeyConstraint, Integer, Table

from commkit.posts.tables import metadata, post
from commkit.runtime.storage.columns import COMMUNITY, Id, UtcDateTime, community_id
from commkit.runtime.storage.personal import person, plain

wiki = Table(
    "commkit_wiki",
    metadata,
    community_id(),
    Column("post", Id, primary_key=True, info=plain("The post that others may edit.")),
    Column("trust", Integer, nullable=False, info=plain("The lowest trust level that may edit it.")),
    Column("created_by", Id, info=person("The member who made it a wiki.")),
    Column("created_at", UtcDateTime, nullable=False, info=plain("When it became a wiki.")),
    ForeignKeyConstraint(["community_id", "post"], [post.c.community_id, post.c.id]),
    info=COMMUNITY,
)
