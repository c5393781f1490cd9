"""The SQL of imported files."""

from sqlalchemy import bindparam, func, select

from commkit.posts.attachments.tables import attachment
from commkit.runtime.storage.columns import Id
from commkit.runtime.storage.statements import statement

COUNT_FILES = statement(
    lambda: (
        select(attachment.c.post, func.count())
        .where(
            attachment.c.community_id == bindparam("community_id"),
            attachment.c.post.in_(bindparam("posts", expanding=True, type_=Id)),
        )
        .group_by(attachment.c.post)
    )
)
"""How many files posts have; posts without any are left out."""
