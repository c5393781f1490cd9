"""The statements of slow mode: when a member last posted, and the pause of a thread."""

from sqlalchemy import bindparam, delete, select

from commkit.moderation.cases.statements import here
from commkit.moderation.tables import slow_mode, thread_slow_mode
from commkit.runtime.storage.columns import UtcDateTime
from commkit.runtime.storage.statements import statement, upsert

_new = upsert(slow_mode)
NOTE_POST = statement(
    lambda: _new.on_conflict_do_update(
        index_elements=["community_id", "member", "thread"],
        set_={"last_at": _new.excluded.last_at},
        where=slow_mode.c.last_at <= bindparam("before", type_=UtcDateTime),
    ).returning(slow_mode.c.last_at)
)
"""Notes that a member posts now; gives no row where their last post was after `before`."""
LAST_POST = statement(
    lambda: select(slow_mode.c.last_at).where(
        here(slow_mode),
        slow_mode.c.member == bindparam("member"),
        slow_mode.c.thread == bindparam("thread"),
    )
)
FORGET_POST = statement(
    lambda: delete(slow_mode).where(
        here(slow_mode),
        slow_mode.c.member == bindparam("member"),
        slow_mode.c.thread == bindparam("thread"),
    )
)
"""Forgets when a member last posted in a thread."""
PURGE = statement(
    lambda: delete(slow_mode).where(here(slow_mode), slow_mode.c.last_at <= bindparam("before"))
)
_new_pause = upsert(thread_slow_mode)
SET_PAUSE = statement(
    lambda: _new_pause.on_conflict_do_update(
        index_elements=["community_id", "thread"], set_={"seconds": _new_pause.excluded.seconds}
    )
)
PAUSE = statement(
    lambda: select(thread_slow_mode.c.seconds).where(
        here(thread_slow_mode), thread_slow_mode.c.thread == bindparam("thread")
    )
)
"""The pause of a thread, in seconds."""
