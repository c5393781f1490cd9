"""Whether the work behind the scenes is done: facts delivered, commands carried out, old rows deleted."""

from collections.abc import Iterator
from datetime import timedelta

from commkit.diagnosis.records import Diagnosis, fault, ok, warning
from commkit.kit import Kit
from commkit.moderation import outages_everywhere
from commkit.runtime.model.records import Backlog
from commkit.runtime.storage.unit import UnitOfWork

LATE = timedelta(days=2)
"""After so long a pass over old rows should have ended."""


def _waiting(backlog: Backlog) -> str:
    many = backlog.unrouted + backlog.waiting
    if not many:
        return "nothing waits for a worker"
    minutes = int(backlog.lag.total_seconds() // 60)
    return f"{many:,} wait for a worker, the oldest for {minutes} min: is one running?"


def check_work(kit: Kit) -> Iterator[Diagnosis]:
    """The worker's work."""
    worker = kit.worker(purge=False)
    if worker.is_behind():
        yield fault(
            "worker.behind",
            "something has waited for ten minutes: no worker seems to run",
            "start `commkit worker --app ...` and keep it running: docs/how-to/run-the-worker.md",
        )
    else:
        yield ok("worker.behind", _waiting(worker.backlog()))
    for work in worker.waiting():
        yield warning(
            "worker.waiting",
            f"{work.count:,} wait for a worker that has the {work.need}",
            "give it to your application's Kit (`ports={...}`, `identity=`), and start the worker with that Kit: "
            "`commkit worker --app ...`",
        )
    parked = worker.parked()
    if parked:
        yield warning(
            "worker.parked",
            f"{len(parked)} deliveries or more were given up, such as to {parked[0].subscriber}: {parked[0].error}",
            "mend the cause, then `worker.retry_parked()`",
        )
    yield from _reviewer(kit)
    yield from _retention(kit)


def _reviewer(kit: Kit) -> Iterator[Diagnosis]:
    with UnitOfWork(kit.database, connection=None, read_only=True) as unit:
        outages = outages_everywhere(unit, before=kit.clock())
    if outages:
        since, error = outages[0]
        yield warning(
            "moderation.reviewer_absent",
            f"the reviewer of posts has not answered since {since:%Y-%m-%d %H:%M}: {error}",
            "mend it: until then the rule for its absence decides about posts",
        )


def _retention(kit: Kit) -> Iterator[Diagnosis]:
    now = kit.clock()
    is_right = True
    for kind in kit.retention_status():
        if kind.error:
            is_right = False
            yield fault(
                "retention.failed", f"old {kind.name} cannot be deleted: {kind.error}", "mend the cause"
            )
        elif (
            kind.kept_for is not None and kind.oldest is not None and kind.oldest < now - kind.kept_for - LATE
        ):
            is_right = False
            yield warning(
                "retention.late",
                f"{kind.name} of {kind.oldest:%Y-%m-%d} are there, though they are kept for {kind.kept_for.days} days",
                "run a worker of the application, or `commkit purge`: docs/how-to/retention.md",
            )
    if is_right:
        yield ok("retention", "no rows are older than they should be")
