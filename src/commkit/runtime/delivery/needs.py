"""What work needs and not every worker has: a community type, a fact, a command, a subscriber, or a port of the host.

A worker whose Kit was built without it leaves the work as it is, and writes down what a delivery needs; a worker that
has it does the work. So no worker swallows what another one would have delivered.
"""

from collections.abc import Container

from commkit.runtime.composing.dispatch import DispatchTable
from commkit.runtime.sessions.composition import Composition


class PortMissing(Exception):
    """The Kit of this worker has no object for a port that a delivery needs."""

    def __init__(self, port: type) -> None:
        super().__init__(f"this Kit has no {port.__name__}: give it one with ports={{{port.__name__}: ...}}")
        self.need = port_need(port)


def port_need(port: type) -> str:
    """How a port is written down."""
    return f"port {port.__module__}.{port.__qualname__}"


def fact_need(composition: Composition, type: str, fact: str) -> str | None:
    """What this Kit lacks to tell of a fact of a community of a type; None if nothing."""
    return _need(composition, type, "fact", fact, composition.registry.facts)


def command_need(composition: Composition, type: str, command: str) -> str | None:
    """What this Kit lacks to carry out a command in a community of a type; None if nothing."""
    return _need(composition, type, "command", command, composition.registry.messages)


def _need(composition: Composition, type: str, kind: str, name: str, known: Container[str]) -> str | None:
    if type and type not in composition.tables:
        return f"type {type}"
    return None if name in known else f"{kind} {name}"


def subscriber_need(name: str, type: str) -> str:
    """How a subscriber of communities of a type is written down; the lobby has an empty one."""
    return f"subscriber {name} in {type or 'the lobby'}"


def offered(composition: Composition) -> frozenset[str]:
    """All that this Kit has of what deliveries may need."""
    tables: dict[str, DispatchTable] = {"": composition.lobby, **composition.tables}
    return frozenset(
        {
            *(f"type {name}" for name in composition.tables),
            *(f"fact {name}" for name in composition.registry.facts),
            *(port_need(port) for table in tables.values() for port in table.ports),
            *(
                subscriber_need(found.name, type)
                for type, table in tables.items()
                for subscribers in table.subscribers.values()
                for found in subscribers
            ),
        }
    )
