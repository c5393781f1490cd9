"""Where it is kept that a post is pinned, a wiki, or somebody's first; a lock is part of the post itself."""

from sqlalchemy import Column, ForeignKeyConstraint, Index, Integer, Table

from commkit.members.tables import membership
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

first_post = Table(
    "commkit_first_post",
    metadata,
    community_id(),
    Column("member", Id, primary_key=True, info=person("The newcomer.")),
    Column("post", Id, nullable=False, info=plain("What they wrote first.")),
    Column("at", UtcDateTime, nullable=False, info=plain("When.")),
    ForeignKeyConstraint(["community_id", "member"], [membership.c.community_id, membership.c.id]),
    ForeignKeyConstraint(["community_id", "post"], [post.c.community_id, post.c.id]),
    info=COMMUNITY,
)
Index("ix_commkit_first_post_post", first_post.c.community_id, first_post.c.post)
