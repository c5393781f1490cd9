"""The table of pins; a lock is part of the post itself."""

from sqlalchemy import Column, ForeignKeyConstraint, Index, Table

from commkit.posts.tables import metadata, post
from commkit.runtime.storage.columns import COMMUNITY, Id, UtcDateTime, community_id
from commkit.runtime.storage.personal import person, plain

pin = Table(
    "commkit_pin",
    metadata,
    community_id(),
    Column("post", Id, primary_key=True, info=plain("The opening post of the pinned thread.")),
    Column("pinned_by", Id, info=person("The member who pinned it.", owns=False)),
    Column("space", Id, info=plain("The space that the thread stands in; empty for none.")),
    Column("pinned_at", UtcDateTime, nullable=False, info=plain("When it was pinned.")),
    Column("until", UtcDateTime, info=plain("When the pin ends; empty if it has no end.")),
    ForeignKeyConstraint(["community_id", "post"], [post.c.community_id, post.c.id]),
    info=COMMUNITY,
)

Index("ix_commkit_pin_space", pin.c.community_id, pin.c.space, pin.c.pinned_at, pin.c.post)
