"""The table of posts that are hidden because the community's type lacks their kind."""

from sqlalchemy import Column, ForeignKeyConstraint, Table

from commkit.posts.tables import metadata, post
from commkit.runtime.storage.columns import COMMUNITY, Id, UtcDateTime, community_id
from commkit.runtime.storage.personal import plain

hidden_post = Table(
    "commkit_hidden_post",
    metadata,
    community_id(),
    Column("post", Id, primary_key=True, info=plain("The post.")),
    Column("hidden_at", UtcDateTime, nullable=False, info=plain("When the type was changed.")),
    ForeignKeyConstraint(["community_id", "post"], [post.c.community_id, post.c.id]),
    info=COMMUNITY,
)
"""One row for each hidden post. It is removed for everybody meanwhile; this row tells it from posts that were removed
by somebody, which stay removed when the type has their kind again."""
