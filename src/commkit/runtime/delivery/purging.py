"""Purging: the worker deletes rows that are older than their retention, a window at a time.

Each batch is one transaction: it takes the lease, deletes at most 500 rows, and writes down how far it is. So it
blocks nobody for longer than a moment, one worker at a time does it, and one that dies leaves everything as the last
batch did. Kinds take turns. A kind that fails is told in `commkit status`, tried again later, and holds up no other.
"""

import logging
import os
import socket
import time
from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta
from threading import get_ident
from typing import Any

from attrs import frozen

from commkit.runtime.composing.retention import PurgeRule
from commkit.runtime.delivery import purge_statements as sql
from commkit.runtime.model.errors import Busy
from commkit.runtime.model.records import PurgeReport, RetentionStatus
from commkit.runtime.sessions.composition import Composition
from commkit.runtime.storage.retention import age_bound, age_of, dump_key, load_key, start_of
from commkit.runtime.storage.retry import retrying
from commkit.runtime.storage.unit import UnitOfWork

_log = logging.getLogger("commkit")
BATCH = 500
"""Rows that one transaction deletes, at most; of each kind it looks at no more."""
_WORK = "purge"
_LEASE = timedelta(minutes=1)
_EVERY = timedelta(hours=1)
_EVERY_BY_KEY = timedelta(days=1)
_TRY_AGAIN = timedelta(hours=1)
_FIRST_AFTER = timedelta(hours=1)
"""What a worker that is new to a database does first is to deliver."""


@frozen
class Batch:
    """What one transaction did.

    Attributes:
        purged: Rows deleted, by kind.
        more: Whether something is due still.
        worker: Who has the lease, where it is another worker.
        failed: The kind that failed.
    """

    purged: Counter[str]
    more: bool = False
    worker: str | None = None
    failed: str = ""


def default_name() -> str:
    """What a worker is called that was given no name: its machine, process and thread."""
    return f"{socket.gethostname()[:60]}:{os.getpid()}:{get_ident()}"


def add_states(composition: Composition, *, wait: timedelta = _FIRST_AFTER) -> bool:
    """Note the kinds that this database has not heard of; gives whether any kind is due."""
    now = composition.clock()
    with _unit(composition) as unit:
        known = {row[0]: row[1] for row in unit.rows(sql.STATES)}
        new = [_new_state(rule, now + wait) for rule in _purged(composition) if rule.name not in known]
        unit.run_many(sql.ADD, new)
        if new:
            unit.run(sql.ADD_LEASE, name=_WORK, worker="", leased_until=now)
    return any(known.get(rule.name, now + wait) <= now for rule in _purged(composition))


def purge_for(composition: Composition, worker: str, *, seconds: float) -> bool:
    """Delete for a moment what is due.

    Args:
        composition: The Kit's.
        worker: Who does it.
        seconds: Begin no further batch after so long.

    Returns:
        Whether there is more to do at once.
    """
    until = time.monotonic() + seconds
    more = True
    while more and time.monotonic() < until:
        batch = purge_batch(composition, worker)
        more = batch.more
    return more


def purge_all(composition: Composition) -> PurgeReport:
    """Delete all that is old enough, now; see `Kit.purge`."""
    worker = f"{default_name()}:purge"[:100]
    add_states(composition, wait=timedelta())
    with _unit(composition) as unit:
        unit.run(sql.MAKE_DUE, now=composition.clock())
    purged: Counter[str] = Counter()
    failed: list[str] = []
    while True:
        batch = retrying(lambda: purge_batch(composition, worker))
        purged += batch.purged
        failed += [batch.failed] if batch.failed else []
        if not batch.more:
            return PurgeReport(dict(sorted(purged.items())), batch.worker, tuple(sorted(failed)))


def purge_batch(composition: Composition, worker: str, *, size: int = BATCH) -> Batch:
    """One transaction: take the lease, delete of at most `size` rows, write down how far it is.

    Raises:
        Busy: The database is needed elsewhere; nothing was done.
    """
    failing: list[str] = []
    try:
        with _unit(composition) as unit:
            return _purge_due(composition, unit, worker, size, failing)
    except Busy:
        raise
    except Exception as error:
        if not failing:
            raise
        _log.exception("purge.failed kind=%s: it is tried again later", failing[0])
        why = f"{type(error).__name__}: {error}"[:2000]
        with _unit(composition) as unit:
            unit.run(sql.FAILED, kind=failing[0], next_due=composition.clock() + _TRY_AGAIN, why=why)
        return Batch(Counter(), more=True, failed=failing[0])


def retention_status(composition: Composition) -> tuple[RetentionStatus, ...]:
    """How each kind stands; see `Kit.retention_status`."""
    with _unit(composition, read_only=True) as unit:
        states = {name: rest for name, *rest in unit.rows(sql.STATES)}
        return tuple(_status(unit, rule, states.get(rule.name)) for rule in composition.retention.values())


def _purge_due(
    composition: Composition, unit: UnitOfWork, worker: str, size: int, failing: list[str]
) -> Batch:
    now = composition.clock()
    if not unit.run(sql.LEASE, work=_WORK, me=worker, now=now, until=now + _LEASE):
        return Batch(Counter(), worker=(unit.one(sql.HOLDER, work=_WORK) or ("",))[0])
    purged: Counter[str] = Counter()
    for name, cursor, earlier, started_at in unit.rows(sql.DUE, now=now):
        rule = composition.retention.get(name)
        if (
            rule is None or rule.kept_for is None
        ):  # of a plugin that this worker lacks, or kept for ever by now
            continue
        if purged.total() >= size:
            return Batch(+purged, more=True)
        failing[:] = [name]
        gone, end = _purge_window(unit, rule, cursor, now=now, size=size - purged.total())
        purged[name] = gone
        unit.run(
            sql.ADVANCE,
            kind=name,
            new_cursor=end,
            new_purged=gone + (earlier if cursor else 0),
            began=started_at if cursor else now,
            finished=None if end else now,
            next_due=now if end else now + (_EVERY_BY_KEY if rule.retention.by_key else _EVERY),
        )
        if end:
            return Batch(+purged, more=True)
    failing.clear()
    unit.run(sql.RELEASE, work=_WORK, me=worker, now=now)
    return Batch(+purged)


def _purge_window(
    unit: UnitOfWork, rule: PurgeRule, cursor: str | None, *, now: datetime, size: int
) -> tuple[int, str | None]:
    """Delete of the window behind a cursor; gives how many rows, and where the window ended if rows follow it."""
    kept = rule.retention
    assert rule.kept_for is not None
    values: dict[str, Any] = {
        **(load_key(kept, cursor) if cursor else start_of(kept)),
        "before": age_bound(kept.age, now - rule.kept_for),
        "now": now,
        "size": size,
    }
    end = unit.one(rule.statements.window_end, **values)
    gone = unit.run(rule.statements.delete, **values)
    return gone, dump_key(kept, end) if end is not None else None


def _status(unit: UnitOfWork, rule: PurgeRule, state: list[Any] | None) -> RetentionStatus:
    ((rows,),) = unit.rows(rule.statements.count)
    oldest = unit.one(rule.statements.oldest) or (None,)
    _, purged, _, finished_at, error = state or (None, 0, None, None, None)
    return RetentionStatus(
        name=rule.name,
        purpose=rule.retention.purpose,
        table=rule.retention.table.name,
        rows=rows,
        oldest=age_of(oldest[0]),
        kept_for=rule.kept_for,
        purged=purged,
        finished_at=finished_at,
        error=error,
    )


def _purged(composition: Composition) -> Iterable[PurgeRule]:
    return (rule for rule in composition.retention.values() if rule.kept_for is not None)


def _new_state(rule: PurgeRule, due_at: datetime) -> dict[str, Any]:
    return {
        "name": rule.name,
        "due_at": due_at,
        "cursor": None,
        "purged": 0,
        "started_at": None,
        "finished_at": None,
        "error": None,
    }


def _unit(composition: Composition, *, read_only: bool = False) -> UnitOfWork:
    return UnitOfWork(composition.database, connection=None, read_only=read_only)
