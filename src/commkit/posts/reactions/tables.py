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
    Column("post", Id, primary_key=True, info=plain("The post.")),
    Column("member", Id, primary_key=True, info=person("The member who reacted.")),
    Column("reaction", String(64), primary_key=True, info=plain("The name of the reaction.")),
    Column("at", UtcDateTime, nullable=False, info=plain("When the member reacted.")),
    ForeignKeyConstraint(["community_id", "post"], [post.c.community_id, post.c.id]),
    ForeignKeyConstraint(["community_id", "member"], [membership.c.community_id, membership.c.id]),
    info=COMMUNITY,
)
"""The reactions of members to posts; one row for each."""

reaction_count = Table(
    "commkit_reaction_count",
    metadata,
    community_id(),
    Column("post", Id, primary_key=True, info=plain("The post.")),
    Column("reaction", String(64), primary_key=True, info=plain("The name of the reaction.")),
    Column(
        "local_count", Integer, nullable=False, info=plain("How often members of this community gave it.")
    ),
    Column(
        "imported_count",
        Integer,
        nullable=False,
        info=plain("How often it was given at the source of an import."),
    ),
    ForeignKeyConstraint(["community_id", "post"], [post.c.community_id, post.c.id]),
    info=COMMUNITY,
)
"""How often each reaction was given to each post."""
