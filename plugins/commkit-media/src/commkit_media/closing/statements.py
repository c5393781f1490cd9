"""The statements of threads that close by themselves."""

from sqlalchemy import bindparam, select

from commkit.storage import Id, statement, upsert
from commkit_media.closing.records import ThreadClosing
from commkit_media.tables import thread_closing

_COLUMNS = tuple(thread_closing.c[name] for name in ThreadClosing.__annotations__)
_HERE = thread_closing.c.community_id == bindparam("community_id")
_THIS = _HERE & (thread_closing.c.thread == bindparam("thread", type_=Id))

_given = upsert(thread_closing)
SAVE = statement(
    lambda: _given.on_conflict_do_update(
        index_elements=["community_id", "thread"],
        set_={
            name: _given.excluded[name]
            for name in ("closes_at", "archives_at", "closed_at", "archived_at", "scheduled")
        },
    )
)
ONE = statement(lambda: select(*_COLUMNS).where(_THIS), into=ThreadClosing)
"""It checks no visibility: the caller shows the thread."""
LOCKED = statement(lambda: select(*_COLUMNS).where(_THIS).with_for_update(), into=ThreadClosing)
CLOSED_AMONG = statement(
    lambda: select(thread_closing.c.thread, thread_closing.c.archived_at).where(
        _HERE,
        thread_closing.c.thread.in_(bindparam("threads", expanding=True, type_=Id)),
        thread_closing.c.closed_at.is_not(None),
    )
)
"""Which of some threads the worker closed. It checks no visibility: the caller shows the threads."""
