"""The table of pins; a lock is part of the post itself."""

from sqlalchemy import Column, ForeignKeyConstraint, Table

from commkit.posts.tables import metadata, post
from commkit.runtime.storage.columns import COMMUNITY, Id, UtcDateTime, community_id
from commkit.runtime.storage.personal import person, plain

pin = Table(
    "commkit_pin",
    metadata,
    community_id(),
    Column("post", Id, primary_key=True, info=plain("The thread that is pinned.")),
    Column("pinned_by", Id, info=person("Who pinned it.")),
    Column("pinned_at", UtcDateTime, nullable=False, info=plain("When.")),
    Column("until", UtcDateTime, info=plain("Until when.")),
    ForeignKeyConstraint(["community_id", "post"], [post.c.community_id, post.c.id]),
    info=COMMUNITY,
)
