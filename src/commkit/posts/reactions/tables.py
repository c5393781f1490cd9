"""The tables of reactions and their counts."""

from sqlalchemy import Column, ForeignKeyConstraint, Integer, String, Table

from commkit.members import membership
from commkit.posts.tables import metadata, post
from commkit.runtime.storage.columns import COMMUNITY, Id, UtcDateTime, community_id
from commkit.runtime.storage.personal import person, plain

reaction = Table(
    "commkit_reaction",
    metadata,
    community_id(),
    Column("post", Id, primary_key=True, info=plain("What was reacted to.")),
    Column("member", Id, primary_key=True, info=person("Who reacted.")),
    Column("reaction", String(64), primary_key=True, info=plain("How.")),
    Column("at", UtcDateTime, nullable=False, info=plain("When.")),
    ForeignKeyConstraint(["community_id", "post"], [post.c.community_id, post.c.id]),
    ForeignKeyConstraint(["community_id", "member"], [membership.c.community_id, membership.c.id]),
    info=COMMUNITY,
)

reaction_count = Table(
    "commkit_reaction_count",
    metadata,
    community_id(),
    Column("post", Id, primary_key=True, info=plain("What was reacted to.")),
    Column("reaction", String(64), primary_key=True, info=plain("How.")),
    Column("local_count", Integer, nullable=False, info=plain("How often, by members here.")),
    Column("imported_count", Integer, nullable=False, info=plain("How often, where it came from.")),
    ForeignKeyConstraint(["community_id", "post"], [post.c.community_id, post.c.id]),
    info=COMMUNITY,
)
