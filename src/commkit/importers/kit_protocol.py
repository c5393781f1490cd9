"""What an importer needs of a Kit: the Kit itself stands a floor above."""

from collections.abc import Callable
from typing import Protocol, TypeVar

from commkit.runtime.model.clock import Clock
from commkit.runtime.model.ids import CommunityId
from commkit.runtime.model.types import CommunityType
from commkit.runtime.sessions.composition import Actor
from commkit.runtime.sessions.session import Session

T = TypeVar("T")


class KitProtocol(Protocol):
    """A Kit."""

    @property
    def types(self) -> tuple[CommunityType, ...]:
        """The community types that can be created."""
        ...

    @property
    def clock(self) -> Clock:
        """Where time comes from."""
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
