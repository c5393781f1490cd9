"""The SQL of wikis."""

from sqlalchemy import bindparam, delete, select

from commkit.posts.wikis.tables import wiki
from commkit.runtime.storage.statements import statement, upsert

_wiki = upsert(wiki)

ENABLE_WIKI = statement(
    lambda: _wiki.on_conflict_do_update(
        index_elements=["community_id", "post"],
        set_={name: _wiki.excluded[name] for name in ("trust", "created_by", "created_at")},
    )
)

DISABLE_WIKI = statement(
    lambda: delete(wiki).where(
        wiki.c.community_id == bindparam("community_id"), wiki.c.post == bindparam("post")
    )
)

WIKI_TRUST = statement(
    lambda: select(wiki.c.trust).where(
        wiki.c.community_id == bindparam("community_id"), wiki.c.post == bindparam("post")
    )
)
