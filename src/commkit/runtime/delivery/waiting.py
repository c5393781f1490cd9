"""What waits in the database for a worker that has what it needs."""

from collections import Counter
from datetime import timedelta

from commkit.runtime.delivery import outbox
from commkit.runtime.delivery import scheduled_statements as scheduled
from commkit.runtime.delivery.needs import command_need, fact_need
from commkit.runtime.model.records import Backlog, WaitingWork
from commkit.runtime.sessions.composition import Composition
from commkit.runtime.storage.unit import UnitOfWork


def waiting_work(composition: Composition, unit: UnitOfWork) -> tuple[WaitingWork, ...]:
    """Deliveries that some worker lacked something for, and the facts and due commands that this Kit does not know."""
    found: Counter[str] = Counter(dict(unit.rows(outbox.WAITING)))
    for type, fact, count in unit.rows(outbox.UNROUTED_BY_FACT):
        if (need := fact_need(composition, type, fact)) is not None:
            found[need] += count
    for type, command, count in unit.rows(scheduled.DUE_BY_COMMAND, now=composition.clock()):
        if (need := command_need(composition, type, command)) is not None:
            found[need] += count
    return tuple(WaitingWork(need, count) for need, count in sorted(found.items()))


def read_backlog(composition: Composition, unit: UnitOfWork, *, most: int) -> Backlog:
    """How much there is to do, in three statements that look at no more than `most` rows each."""
    unrouted, emitted = unit.rows(outbox.UNROUTED_COUNT, most=most)[0]
    waiting, due = unit.rows(outbox.WAITING_COUNT, most=most)[0]
    parked, _ = unit.rows(outbox.PARKED_COUNT, most=most)[0]
    since = min((moment for moment in (emitted, due) if moment is not None), default=None)
    lag = timedelta() if since is None else max(composition.clock() - since, timedelta())
    return Backlog(unrouted, waiting, parked, lag)
