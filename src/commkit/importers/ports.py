"""What an importer needs of a Kit, as a protocol: the Kit is in a layer above."""

from collections.abc import Callable
from typing import Protocol, TypeVar

from commkit.runtime.model.clock import Clock
from commkit.runtime.model.ids import CommunityId
from commkit.runtime.model.types import CommunityType
from commkit.runtime.sessions.composition import Actor
from commkit.runtime.sessions.session import Session

T = TypeVar("T")


class KitProtocol(Protocol):
    """A `commkit.Kit`."""

    @property
    def types(self) -> tuple[CommunityType, ...]:
        """The community types of the Kit."""
        ...

    @property
    def clock(self) -> Clock:
        """The clock of the Kit."""
        ...

    def transact(
        self,
        actor: Actor,
        community: str | CommunityId | None,
        work: Callable[[Session], T],
        *,
        read_only: bool = False,
    ) -> T:
        """Run a unit of work; see `Kit.transact`."""
        ...


class KitWithPorts(KitProtocol, Protocol):
    """A `commkit.Kit`, as an importer that hands something to the host needs it."""

    def port(self, kind: type[T]) -> T | None:
        """The host's object for a port; see `Kit.port`."""
        ...
