"""The table of first posts."""

from sqlalchemy import Column, ForeignKeyConstraint, Index, Table

from commkit.members import membership
from commkit.posts.tables import metadata, post
from commkit.runtime.storage.columns import COMMUNITY, Id, UtcDateTime, community_id
from commkit.runtime.storage.personal import person, plain

first_post = Table(
    "commkit_first_post",
    metadata,
    community_id(),
    Column("member", Id, primary_key=True, info=person("The newcomer.")),
    Column("post", Id, nullable=False, info=plain("The newcomer's first post.")),
    Column("at", UtcDateTime, nullable=False, info=plain("When it happened.")),
    ForeignKeyConstraint(["community_id", "member"], [membership.c.community_id, membership.c.id]),
    ForeignKeyConstraint(["community_id", "post"], [post.c.community_id, post.c.id]),
    info=COMMUNITY,
)

Index("ix_commkit_first_post_post", first_post.c.community_id, first_post.c.post)
