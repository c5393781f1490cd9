"""The statements of checks and slow mode: what was said and how long ago."""

from sqlalchemy import (
    bindparam,
    delete,
    select,
)
from sqlalchemy import (
    case as when,
)

from commkit.moderation.statements import here
from commkit.moderation.tables import fingerprint, slow_mode, thread_slow_mode
from commkit.runtime.storage.columns import UtcDateTime
from commkit.runtime.storage.statements import statement, upsert

_fingerprint_new = upsert(fingerprint)
_IS_OVER = fingerprint.c.at <= bindparam("since", type_=UtcDateTime)
COUNT_TEXT = statement(
    _fingerprint_new.on_conflict_do_update(
        index_elements=["community_id", "member", "digest"],
        set_={
            "times": when((_IS_OVER, _fingerprint_new.excluded.times), else_=fingerprint.c.times + 1),
            "at": when((_IS_OVER, _fingerprint_new.excluded.at), else_=fingerprint.c.at),
        },
    ).returning(fingerprint.c.times)
)
"""Counts what a member says in one window, and gives how often it was."""
TEXT_COUNT = statement(
    select(fingerprint.c.times, fingerprint.c.at).where(
        here(fingerprint),
        fingerprint.c.member == bindparam("whose"),
        fingerprint.c.digest == bindparam("what"),
    )
)
PURGE_FINGERPRINTS = statement(
    delete(fingerprint).where(here(fingerprint), fingerprint.c.at <= bindparam("before"))
)
_slow_mode_new = upsert(slow_mode)
TAKE_TURN = statement(
    _slow_mode_new.on_conflict_do_update(
        index_elements=["community_id", "member", "thread"],
        set_={"last_at": _slow_mode_new.excluded.last_at},
        where=slow_mode.c.last_at <= bindparam("before", type_=UtcDateTime),
    ).returning(slow_mode.c.last_at)
)
"""Takes the next step, unless the last one was just now: then it gives no row."""
LAST_TURN = statement(
    select(slow_mode.c.last_at).where(
        here(slow_mode), slow_mode.c.member == bindparam("whose"), slow_mode.c.thread == bindparam("where")
    )
)
PURGE_SLOW_MODE = statement(
    delete(slow_mode).where(here(slow_mode), slow_mode.c.last_at <= bindparam("before"))
)
_slow_new = upsert(thread_slow_mode)
SET_INTERVAL = statement(
    _slow_new.on_conflict_do_update(
        index_elements=["community_id", "thread"], set_={"seconds": _slow_new.excluded.seconds}
    )
)
INTERVAL = statement(
    select(thread_slow_mode.c.seconds).where(
        here(thread_slow_mode), thread_slow_mode.c.thread == bindparam("where")
    )
)
