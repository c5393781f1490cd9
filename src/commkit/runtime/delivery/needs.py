"""What a delivery needs and not every worker has: a community type, a fact, a subscriber, or a port of the host.

A worker whose Kit was built without it leaves the delivery as it is, and writes down what it needs; a worker that has
it makes the delivery. So no worker swallows what another one would have delivered.
"""

from commkit.runtime.composing.dispatch import DispatchTable
from commkit.runtime.delivery.routing import lacks, subscriber_of
from commkit.runtime.model.records import OutboxRow
from commkit.runtime.sessions.composition import Composition


class PortMissing(Exception):
    """The Kit of this worker has no object for a port that a delivery needs."""

    def __init__(self, port: type) -> None:
        super().__init__(f"this Kit has no {port.__name__}: give it one with ports={{{port.__name__}: ...}}")
        self.need = port_need(port)


def port_need(port: type) -> str:
    """How a port is written down."""
    return f"port {port.__module__}.{port.__qualname__}"


def need_of(composition: Composition, row: OutboxRow, subscriber: str, type: str) -> str | None:
    """What this Kit lacks to make a delivery in a community of a type, besides ports; None if nothing."""
    if (lacking := lacks(composition, type, row.fact)) is not None:
        return lacking
    if subscriber_of(composition, row, subscriber, type) is None:
        return _subscriber_need(subscriber.partition("/")[0], type)
    return None


def offered(composition: Composition) -> frozenset[str]:
    """All that this Kit has of what deliveries may need."""
    tables: dict[str, DispatchTable] = {"": composition.lobby, **composition.tables}
    return frozenset(
        {
            *(f"type {name}" for name in composition.tables),
            *(f"fact {name}" for name in composition.registry.facts),
            *(port_need(port) for table in tables.values() for port in table.ports),
            *(
                _subscriber_need(found.name, type)
                for type, table in tables.items()
                for subscribers in table.subscribers.values()
                for found in subscribers
            ),
        }
    )


def _subscriber_need(name: str, type: str) -> str:
    return f"subscriber {name} in {type or 'the lobby'}"
