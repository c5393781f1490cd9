"""The tables of read positions."""

from sqlalchemy import Column, ForeignKeyConstraint, Integer, Table

from commkit.members import membership
from commkit.posts.tables import metadata, post
from commkit.runtime.storage.columns import COMMUNITY, Id, UtcDateTime, community_id
from commkit.runtime.storage.personal import Erasure, person, plain

read_position = Table(
    "commkit_read_position",
    metadata,
    community_id(),
    Column("member", Id, primary_key=True, info=person("Who has read.", erase=Erasure.ROW)),
    Column("thread", Id, primary_key=True, info=plain("The thread.")),
    Column("number", Integer, nullable=False, info=plain("The number of the last post that was read.")),
    Column("read_at", UtcDateTime, nullable=False, info=plain("When it was read.")),
    ForeignKeyConstraint(["community_id", "member"], [membership.c.community_id, membership.c.id]),
    ForeignKeyConstraint(["community_id", "thread"], [post.c.community_id, post.c.id]),
    info=COMMUNITY,
)
"""How far members have read threads: a row for each thread that a member has opened."""

read_mark = Table(
    "commkit_read_mark",
    metadata,
    community_id(),
    Column("member", Id, primary_key=True, info=person("Who has read.", erase=Erasure.ROW)),
    Column("space", Id, primary_key=True, info=plain("The space; all zeros for the whole community.")),
    Column("read_at", UtcDateTime, nullable=False, info=plain("Everything older was read.")),
    ForeignKeyConstraint(["community_id", "member"], [membership.c.community_id, membership.c.id]),
    info=COMMUNITY,
)
"""Until when members have marked everything as read."""
