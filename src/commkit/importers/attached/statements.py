"""The SQL of imported files."""

from sqlalchemy import bindparam, func, select

from commkit.posts import post
from commkit.posts.attachments.tables import attachment
from commkit.runtime.storage.columns import Id
from commkit.runtime.storage.statements import statement

_FILES = (
    select(func.count())
    .where(attachment.c.community_id == post.c.community_id, attachment.c.post == post.c.id)
    .correlate(post)
    .scalar_subquery()
    .label("files")
)
COUNT_FILES = statement(
    lambda: select(post.c.id, _FILES).where(
        post.c.community_id == bindparam("community_id"),
        post.c.id.in_(bindparam("posts", expanding=True, type_=Id)),
    )
)
"""How many files posts have. Counted post by post: a community may have far more files than the average one."""
