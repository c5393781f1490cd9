"""A delivery as a subscriber gets it, and the report of what a worker delivered."""

from collections.abc import Iterable
from datetime import datetime
from typing import TypeVar

from attrs import field, frozen

from commkit.runtime.delivery import outbox as sql
from commkit.runtime.delivery.needs import PortMissing
from commkit.runtime.model.ids import CommunityId
from commkit.runtime.model.messages import Fact
from commkit.runtime.model.observers import Step
from commkit.runtime.sessions.composition import SYSTEM, Actor, Composition
from commkit.runtime.sessions.context import Context
from commkit.runtime.storage.unit import UnitOfWork

T = TypeVar("T")


@frozen
class Delivery:
    """One fact on its way to one subscriber; what a subscriber is called with.

    Attributes:
        id: The same at every attempt, so that a receiver recognises a repeat.
        attempt: 1 at first.
        fact: The fact.
        now: When this attempt began.
        last: Whether it is parked should this attempt fail.
        target: Which receiver of the subscriber it is for, after `forward`; empty at first.
    """

    id: str
    attempt: int
    fact: Fact
    now: datetime
    _composition: Composition = field(alias="composition")
    _type: str = field(alias="type")
    last: bool = False
    target: str = ""
    _step: Step | None = field(default=None, alias="step")

    @property
    def community(self) -> CommunityId:
        """Whose fact it is."""
        assert self.fact.community is not None  # what is delivered was emitted
        return self.fact.community

    def forward(self, targets: Iterable[str]) -> None:
        """Deliver the fact to the same subscriber once more for each target: in streams of their own, each once.

        Args:
            targets: Names of receivers, such as ids: up to 100 characters each.
        """
        subscriber = self.id.partition(":")[2]
        fact = self.fact.id
        assert fact is not None  # what is delivered was emitted
        with UnitOfWork(self._composition.database, connection=None, read_only=False) as unit:
            rows = [
                sql.new_delivery(self.community, fact, f"{subscriber}/{target}", due_at=self.now)
                for target in targets
            ]
            unit.run_many(sql.ADD_DELIVERY, rows)

    def port(self, kind: type[T]) -> T:
        """The host's object for this port; where it is missing, the delivery is left to a worker that has it.

        Ask for it once there is something to do, and before anything is done: a host without it has then no deliveries
        that wait for ever.

        Raises:
            PortMissing: This worker's Kit was given none; let it pass.
            PluginError: No feature declares the port among its `port_types`, so no host could give it.
        """
        table = self._composition.table_of(self._type)
        assert table is not None  # it has the subscriber
        found = table.port(kind)
        if found is None:
            raise PortMissing(kind)
        return found

    def context(self, *, once: bool = False, read_only: bool = False, actor: Actor = SYSTEM) -> Context:
        """A context of the host itself, or of another actor, in the community of the fact.

        Do I/O outside of it: an open context holds the database.

        Args:
            once: Commands in it happen once, however often this delivery is repeated.
            read_only: Whether it only reads.
            actor: The host's key of whom it is for, to see what they may see.
        """
        context = Context(
            self._composition,
            actor=actor,
            community=self.community,
            idempotency_key=self.id if once else None,
            read_only=read_only,
        )
        context.step = self._step
        return context


@frozen
class DeliveryReport:
    """What one round of a worker did.

    Attributes:
        done: Deliveries made.
        failed: Attempts that failed and will be repeated.
        parked: Deliveries given up.
        scheduled: Scheduled commands that were carried out or refused.
        left: Deliveries left to a worker that has what they need.
    """

    done: int = 0
    failed: int = 0
    parked: int = 0
    scheduled: int = 0
    left: int = 0

    def __add__(self, other: "DeliveryReport") -> "DeliveryReport":
        return DeliveryReport(
            self.done + other.done,
            self.failed + other.failed,
            self.parked + other.parked,
            self.scheduled + other.scheduled,
            self.left + other.left,
        )

    @property
    def outcome(self) -> str:
        """What came of one delivery, where the report is of it: `done`, `failed`, `parked`, `left` or `held`."""
        words = ("done", "failed", "parked", "left")
        return next((word for word in words if getattr(self, word)), "held")
