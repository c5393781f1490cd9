"""The statements of phases and slow mode: what was said and how long ago."""

from sqlalchemy import (
    bindparam,
    delete,
    select,
)
from sqlalchemy import (
    case as when,
)

from commkit.moderation.statements import here
from commkit.moderation.tables import pace, said, slow_thread
from commkit.runtime.storage.columns import UtcDateTime
from commkit.runtime.storage.statements import statement, upsert

_said_new = upsert(said)
_IS_OVER = said.c.at <= bindparam("since", type_=UtcDateTime)
SAY = statement(
    _said_new.on_conflict_do_update(
        index_elements=["community_id", "member", "digest"],
        set_={
            "times": when((_IS_OVER, _said_new.excluded.times), else_=said.c.times + 1),
            "at": when((_IS_OVER, _said_new.excluded.at), else_=said.c.at),
        },
    ).returning(said.c.times)
)
"""Counts what a member says in one window, and gives how often it was."""
SAID = statement(
    select(said.c.times, said.c.at).where(
        here(said), said.c.member == bindparam("whose"), said.c.digest == bindparam("what")
    )
)
FORGET_SAID = statement(delete(said).where(here(said), said.c.at <= bindparam("before")))
_pace_new = upsert(pace)
STEP = statement(
    _pace_new.on_conflict_do_update(
        index_elements=["community_id", "member", "thread"],
        set_={"last_at": _pace_new.excluded.last_at},
        where=pace.c.last_at <= bindparam("before", type_=UtcDateTime),
    ).returning(pace.c.last_at)
)
"""Takes the next step, unless the last one was just now: then it gives no row."""
LAST_STEP = statement(
    select(pace.c.last_at).where(
        here(pace), pace.c.member == bindparam("whose"), pace.c.thread == bindparam("where")
    )
)
FORGET_PACE = statement(delete(pace).where(here(pace), pace.c.last_at <= bindparam("before")))
_slow_new = upsert(slow_thread)
SLOW = statement(
    _slow_new.on_conflict_do_update(
        index_elements=["community_id", "thread"], set_={"seconds": _slow_new.excluded.seconds}
    )
)
PAUSE = statement(
    select(slow_thread.c.seconds).where(here(slow_thread), slow_thread.c.thread == bindparam("where"))
)
