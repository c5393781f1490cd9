"""The SQL of seed threads."""

from sqlalchemy import bindparam, select, update

from commkit.posts.seeds.tables import seed_thread
from commkit.runtime.storage.statements import insert_if_absent, statement

CLAIM = statement(lambda: insert_if_absent(seed_thread))

SET_THREAD = statement(
    lambda: (
        update(seed_thread)
        .where(
            seed_thread.c.community_id == bindparam("community_id"),
            seed_thread.c.name == bindparam("seed"),
        )
        .values(thread=bindparam("opened_thread"))
    )
)

OPENED = statement(
    lambda: select(seed_thread.c.name).where(seed_thread.c.community_id == bindparam("community_id"))
)
