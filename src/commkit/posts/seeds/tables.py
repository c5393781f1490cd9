"""The table of seed threads that were opened."""

from sqlalchemy import Column, ForeignKeyConstraint, String, Table

from commkit.posts.tables import metadata, post
from commkit.runtime.storage.columns import COMMUNITY, Id, UtcDateTime, community_id
from commkit.runtime.storage.personal import plain

seed_thread = Table(
    "commkit_seed_thread",
    metadata,
    community_id(),
    Column("name", String(100), primary_key=True, info=plain("The name of the seed thread.")),
    Column("thread", Id, info=plain("The opening post; empty while it is being opened.")),
    Column("opened_at", UtcDateTime, nullable=False, info=plain("When it was opened.")),
    ForeignKeyConstraint(["community_id", "thread"], [post.c.community_id, post.c.id]),
    info=COMMUNITY,
)
