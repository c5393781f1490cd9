"""Worker: takes facts from the outbox to the features' subscribers, each at least once, in order within each stream.

First it routes (see routing.py). Then it delivers: it leases the first open delivery of a stream (one subscriber, one
community), calls the subscriber outside any transaction, and marks it done. A subscriber that raises is tried again
later, with growing pauses, and holds up only its own stream; after too many attempts the delivery is parked and the
stream goes on. A worker that dies loses its lease, and another one delivers again, under the same id. A subscriber with
many receivers forwards a fact: each receiver gets a delivery and a stream of its own, so that one that fails delays no
other. A delivery whose subscriber the community's type does not have any more is held until the type is changed again;
one that needs what this worker's Kit lacks is left to a worker that has it (see needs.py). Between deliveries the
worker runs what is due, and deletes for a moment what is older than its retention (see purging.py).
"""

import logging
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Event
from typing import Any

from commkit.runtime.composing.dispatch import Extension
from commkit.runtime.delivery import outbox as sql
from commkit.runtime.delivery.deliveries import Delivery, DeliveryReport
from commkit.runtime.delivery.due_commands import run_due
from commkit.runtime.delivery.needs import PortMissing, fact_need, offered, subscriber_need
from commkit.runtime.delivery.purging import add_states, default_name, purge_for
from commkit.runtime.delivery.routing import has_waited, route, subscriber_of
from commkit.runtime.delivery.waiting import read_backlog, waiting_work
from commkit.runtime.model.backoff import Backoff
from commkit.runtime.model.clock import EPOCH
from commkit.runtime.model.errors import Busy, Invalid, StorageFull
from commkit.runtime.model.observers import Step
from commkit.runtime.model.records import Backlog, OutboxRow, ParkedDelivery, PendingDelivery, WaitingWork
from commkit.runtime.sessions.composition import Composition
from commkit.runtime.storage.pages import LATEST
from commkit.runtime.storage.retry import retrying
from commkit.runtime.storage.statements import Statement
from commkit.runtime.storage.unit import UnitOfWork
from commkit.runtime.values.serialization import from_json, load

_log = logging.getLogger("commkit")
_STREAMS_AT_ONCE = 50
_FROM_ONE_STREAM = 200
_LONGEST_PAUSE = timedelta(hours=1)
_PURGE_SECONDS = 0.1
"""How long a round deletes old rows, at most: deliveries wait that long for it."""
_Mark = tuple[Statement[Any], dict[str, Any]]
"""How a delivery ended: the statement that writes it, and its parameters."""
_LOOK_EVERY = timedelta(minutes=1)
"""How often it is looked whether old rows are to be deleted."""


class Worker:
    """Delivers facts. Any number of workers may run at once, in any processes.

    Args:
        composition: The Kit's.
        name: Written into leases; the machine, process and thread by default.
        lease: How long a subscriber may take before another worker may repeat the delivery.
        attempts: How often a delivery is tried before it is parked.
        first_pause: The pause after the first failure; it doubles with each further one, up to an hour.
        threads: How many streams are followed at the same time; with one, subscribers run in the thread of the worker.
        purge: Whether it deletes what is older than its retention.

    Raises:
        Invalid: A number or a duration is out of range.
    """

    def __init__(
        self,
        composition: Composition,
        *,
        name: str | None,
        lease: timedelta,
        attempts: int,
        first_pause: timedelta,
        threads: int,
        purge: bool,
    ) -> None:
        if attempts < 1 or threads < 1 or lease <= timedelta() or first_pause < timedelta():
            raise Invalid.field(
                "worker",
                "out_of_range",
                "give at least one attempt and thread, a lease, and no negative pause",
            )
        self._composition = composition
        self.name = name or default_name()
        self.lease = lease
        self.attempts = attempts
        self._backoff = Backoff(first=first_pause, longest=_LONGEST_PAUSE)
        self.threads = threads
        self._offered = offered(composition)
        self._purge_at = EPOCH if purge else LATEST
        self._warned_of: set[str] = set()
        self._late: list[_Mark] = []

    def run(self, stop: Event, *, idle: float = 1.0) -> DeliveryReport:
        """Deliver until `stop` is set, also where the database goes away meanwhile and comes back.

        Args:
            stop: Ends it after the current delivery.
            idle: Seconds between two looks for new facts when there is nothing to do.

        Returns:
            What was delivered in all.
        """
        total, refused = DeliveryReport(), False
        while not stop.is_set():
            try:
                done = self.run_once()
                refused = False
            except (Busy, StorageFull) as error:
                if not refused:  # told once, not at every look until the database is back
                    _log.exception("delivery.state_not_stored it is delivered again error=%s", error)
                done, refused = DeliveryReport(), True
            total += done
            if done == DeliveryReport():
                stop.wait(idle)
        return total

    def drain(self) -> DeliveryReport:
        """Deliver until nothing is due."""
        total = DeliveryReport()
        while (step := self.run_once()) != DeliveryReport():
            total += step
        return total

    def parked(self, *, limit: int = 100) -> tuple[ParkedDelivery, ...]:
        """Deliveries that were given up, the longest ago first."""
        with self._unit() as unit:
            return tuple(unit.rows(sql.PARKED, size=limit))

    def waiting(self) -> tuple[WaitingWork, ...]:
        """What waits for a worker that has what it needs; facts and scheduled commands that this one lacks, too."""
        with self._unit() as unit:
            return waiting_work(self._composition, unit)

    def backlog(self, *, most: int = 10_000) -> Backlog:
        """How much there is to do, and for how long it has waited; for gauges, which are read again and again.

        Args:
            most: How far each number is counted.
        """
        with UnitOfWork(self._composition.database, connection=None, read_only=True) as unit:
            return read_backlog(self._composition, unit, most=most)

    def is_behind(self, *, by: timedelta = timedelta(minutes=10)) -> bool:
        """Whether a fact has waited that long without any worker having taken it up: perhaps none runs.

        Args:
            by: How long; a worker that runs takes facts up within a moment.
        """
        with self._unit() as unit:
            return has_waited(self._composition, unit, self._now() - by)

    def retry_parked(self) -> int:
        """Take up every parked delivery again, once its cause is mended; gives how many there are."""
        with self._unit() as unit:
            return unit.run(sql.RETRY_PARKED, now=self._now())

    def run_once(self) -> DeliveryReport:
        """Carry out the scheduled commands that are due, route new facts, deliver what is due, delete what is old.

        Up to 200 deliveries each of up to 50 streams, and of 50 that waited for what this worker has; then old rows
        for a tenth of a second.
        """
        self._write_late_marks()
        total = DeliveryReport(scheduled=run_due(self._composition))
        while retrying(lambda: route(self._composition)):
            pass
        heads = self._heads()
        if self.threads == 1:
            total = sum(map(self._follow, heads), total)
        else:
            with ThreadPoolExecutor(self.threads) as pool:
                total = sum(pool.map(self._follow, heads), total)
        self._purge()
        return total

    def _purge(self) -> None:
        """Delete for a moment what is older than its retention; where more is left, the next round goes on."""
        now = self._now()
        if now < self._purge_at:
            return
        self._purge_at = now + _LOOK_EVERY
        try:
            if add_states(self._composition) and purge_for(
                self._composition, self.name, seconds=_PURGE_SECONDS
            ):
                self._purge_at = now
        except Busy:
            _log.info("purge.put_off the database is needed for something else; old rows are deleted later")

    def _heads(self) -> list[PendingDelivery]:
        """The streams to deliver from now: where nothing special is needed, and where this worker has what is."""
        due = {"now": self._now(), "size": _STREAMS_AT_ONCE}
        with self._unit() as unit:
            needs = {need for (need,) in unit.rows(sql.NEEDS)}
            heads = unit.rows(sql.HEADS, **due)
            for need in sorted(needs & self._offered):
                heads += unit.rows(sql.HEADS_NEEDING, need=need, **due)
        self._warn_of(needs - self._offered)
        return heads

    def _follow(self, head: PendingDelivery) -> DeliveryReport:
        """Deliver from one stream, in order, until it ends, fails, or has had its share."""
        total = DeliveryReport()
        current: PendingDelivery | None = head
        for _ in range(_FROM_ONE_STREAM):
            if current is None or not self._take(current):
                break
            step = self._deliver(current)
            total += step
            if step.failed or step.left:
                break
            with self._unit() as unit:
                current = unit.one(sql.HEAD, community_id=head.community, subscriber=head.subscriber)
        return total

    def _take(self, pending: PendingDelivery) -> bool:
        until = self._now()

        def lease() -> int:
            nonlocal until
            now = self._now()
            until = now + self.lease
            with self._unit() as unit:
                return unit.run(sql.LEASE, **_key(pending), now=now, until=until, me=self.name)

        try:
            return retrying(lease) == 1
        except Busy:  # the database may have kept it, and been gone before it said so
            self._late.append((sql.NOT_TAKEN, self._parameters(pending, until=until)))
            raise

    def _deliver(self, pending: PendingDelivery) -> DeliveryReport:
        """Make one delivery, and tell those who observe."""
        observers = self._composition.database.observers
        if observers is None:
            return self._attempt(pending, None)
        # Without its receiver: that may be a member, and there are as many as somebody wants.
        with observers.observe("delivery", pending.subscriber.partition("/")[0]) as step:
            report = self._attempt(pending, step)
            step.outcome, step.is_fault = report.outcome, bool(report.failed or report.parked)
            return report

    def _attempt(self, pending: PendingDelivery, step: Step | None) -> DeliveryReport:
        """Make one delivery, and mark it done, to be tried again, or parked."""
        attempt = pending.attempts + 1
        pauses: tuple[timedelta, ...] = ()
        try:
            row, present = self._read(pending)
            subscriber = subscriber_of(self._composition, row, pending.subscriber, present)
            if subscriber is not None:
                pauses = subscriber.policy.pauses
                if attempt > self._attempts(pauses):
                    raise RuntimeError("every worker that tried it died")
                last = attempt >= self._attempts(pauses)
                self._call(subscriber, pending, row, type=present, attempt=attempt, last=last, step=step)
        except PortMissing as lacking:
            return self._leave(pending, lacking.need)
        except Exception as error:
            _log.exception("delivery.failed fact=%s subscriber=%s", pending.fact, pending.subscriber)
            return self._put_back(pending, attempt, error, pauses=pauses)
        if (
            subscriber is None
        ):  # outside of what catches all: it is no attempt, also where the database is away
            return self._not_here(pending, row, present)
        self._mark(sql.DONE, pending, now=self._now())
        return DeliveryReport(done=1)

    def _read(self, pending: PendingDelivery) -> tuple[OutboxRow, str]:
        """The fact of a delivery, and the type that its community has now."""
        with self._unit() as unit:
            row = unit.one(sql.FACT, community_id=pending.community, fact_id=pending.fact)
            if row is None:
                raise LookupError("its fact is there no more")
            return row, self._present_type(unit, row)

    def _call(
        self,
        subscriber: Extension,
        pending: PendingDelivery,
        row: OutboxRow,
        *,
        type: str,
        attempt: int,
        last: bool,
        step: Step | None,
    ) -> None:
        """Call a subscriber, or forward the fact to its receivers, where it has some."""
        fact = load(self._composition.registry.facts[row.fact], from_json(row.body))
        delivery = Delivery(
            id=f"{pending.fact}:{pending.subscriber}",
            attempt=attempt,
            fact=fact,
            now=self._now(),
            composition=self._composition,
            type=type,
            last=last,
            target=pending.subscriber.partition("/")[2],
            step=step,
        )
        targets = subscriber.policy.targets
        if targets is None or delivery.target:
            subscriber.run(delivery, fact)
            return
        with self._unit() as unit:  # the receivers were not known when it was routed
            names = list(targets(unit, row))
        delivery.forward(names)

    def _present_type(self, unit: UnitOfWork, row: OutboxRow, *, locked: bool = False) -> str:
        """The type that a fact's community has now; the one it had, where the community is no more, or is the lobby."""
        found = self._composition.type_of(unit, row.community, locked=locked)
        return row.type if found is None else found

    def _not_here(self, pending: PendingDelivery, row: OutboxRow, present: str) -> DeliveryReport:
        """Hold a delivery whose community has another type by now, or leave it to a worker that knows it."""
        if subscriber_of(self._composition, row, pending.subscriber, row.type) is not None:
            self._hold(pending, row)
            return DeliveryReport()
        unknown = fact_need(self._composition, present, row.fact)
        name = pending.subscriber.partition("/")[0]
        return self._leave(pending, unknown or subscriber_need(name, present))

    def _leave(self, pending: PendingDelivery, need: str) -> DeliveryReport:
        """Leave a delivery as it was to a worker that has what it needs."""
        self._mark(sql.LEFT, pending, need=need)
        return DeliveryReport(left=1)

    def _warn_of(self, lacking: set[str]) -> None:
        for need in sorted(lacking - self._warned_of):
            _log.warning("delivery.need_missing need=%s: deliveries wait for a worker that has it", need)
        self._warned_of = lacking

    def _hold(self, pending: PendingDelivery, row: OutboxRow) -> None:
        """Leave a delivery until the community's type has its subscriber again."""

        def hold() -> None:
            with self._unit() as unit:
                # Locked: a change of the type that commits now must find this delivery held, to release it.
                present = self._present_type(unit, row, locked=True)
                if subscriber_of(self._composition, row, pending.subscriber, present) is None:
                    unit.run(sql.HOLD, **_key(pending), me=self.name, now=self._now())
                else:
                    why = "the community's type was changed meanwhile"
                    unit.run(sql.FAILED, **_key(pending), me=self.name, due=self._now(), parked=None, why=why)

        try:
            retrying(hold)
        except (Busy, StorageFull):
            why = "the database was away"
            self._late.append((sql.FAILED, self._parameters(pending, due=self._now(), parked=None, why=why)))
            raise

    def _put_back(
        self, pending: PendingDelivery, attempt: int, error: Exception, *, pauses: tuple[timedelta, ...]
    ) -> DeliveryReport:
        parked = attempt >= self._attempts(pauses)
        pause = (
            self._backoff.vary(pauses[min(attempt, len(pauses)) - 1])
            if pauses
            else self._backoff.pause(attempt)
        )
        now = self._now()
        why = f"{type(error).__name__}: {error}"[:2000]
        self._mark(sql.FAILED, pending, due=now + pause, parked=now if parked else None, why=why)
        return DeliveryReport(parked=1) if parked else DeliveryReport(failed=1)

    def _attempts(self, pauses: tuple[timedelta, ...]) -> int:
        return len(pauses) + 1 if pauses else self.attempts

    def _mark(self, statement: Statement[Any], pending: PendingDelivery, **values: Any) -> None:
        mark = (statement, self._parameters(pending, **values))
        try:
            self._write_mark(mark)
        except (Busy, StorageFull):
            self._late.append(mark)
            raise

    def _parameters(self, pending: PendingDelivery, **values: Any) -> dict[str, Any]:
        return {**_key(pending), "me": self.name, **values}

    def _write_late_marks(self) -> None:
        """Write what the database did not take: else the streams would wait until the leases run out."""
        for mark in tuple(self._late):
            self._write_mark(mark)
            self._late.remove(mark)

    def _write_mark(self, mark: _Mark) -> None:
        def write() -> None:
            statement, values = mark
            with self._unit() as unit:
                unit.run(statement, **values)

        retrying(write)

    def _now(self) -> datetime:
        return self._composition.clock()

    def _unit(self) -> UnitOfWork:
        return UnitOfWork(self._composition.database, connection=None, read_only=False)


def _key(pending: PendingDelivery) -> dict[str, object]:
    return {"community_id": pending.community, "subscriber": pending.subscriber, "fact_id": pending.fact}
