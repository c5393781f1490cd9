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
    Column("trust", Integer, nullable=False, info=plain("The trust level that it takes.")),
    Column("created_by", Id, info=person("Who opened it to others.")),
    Column("created_at", UtcDateTime, nullable=False, info=plain("When.")),
    ForeignKeyConstraint(["community_id", "post"], [post.c.community_id, post.c.id]),
    info=COMMUNITY,
)
