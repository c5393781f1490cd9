"""The statements about replies to questions."""

from sqlalchemy import bindparam, select

from commkit.posts import post
from commkit.storage import Id, statement

REMOVED_AT = statement(
    lambda: select(post.c.removed_at).where(
        post.c.community_id == bindparam("community_id"), post.c.id == bindparam("post", type_=Id)
    )
)
"""When a post was removed. It checks no visibility: not for queries."""
