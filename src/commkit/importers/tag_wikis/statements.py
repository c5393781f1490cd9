"""The SQL of imported tag wikis."""

from sqlalchemy import bindparam, select

from commkit.posts.tag_wikis.tables import tag_wiki
from commkit.runtime.storage.statements import statement

ROWS = statement(
    lambda: (
        select(tag_wiki)
        .where(
            tag_wiki.c.community_id == bindparam("community_id"),
            tag_wiki.c.tag.in_(bindparam("tags", expanding=True)),
        )
        .order_by(tag_wiki.c.tag, tag_wiki.c.part, tag_wiki.c.version)
    )
)
"""Every version of both parts of some tags, as they are stored."""
