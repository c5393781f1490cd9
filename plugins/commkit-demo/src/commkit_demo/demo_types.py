"""What the demo needs to know about a community type to show it."""

from collections.abc import Iterator
from typing import Any, Protocol

from rich.console import RenderableType

from commkit import Kit
from commkit_demo.simulation import MemberAction, Persona, Wording


class DemoSummary(Protocol):
    """A community in numbers."""

    def as_json(self) -> dict[str, Any]:
        """A JSON-able form."""
        ...

    def rendered(self) -> RenderableType:
        """The same for people."""
        ...


class DemoType(Protocol):
    """A community type as the demo shows it.

    Attributes:
        name: The community type.
        slug: What the slugs of its simulated communities begin with.
        title: What these are called.
        purpose: What they are for.
        kinds: The kinds of threads that simulated members open.
        wording: What they write about.
        reads_dumps: Whether a Stack Exchange dump can be shown as one of its communities.
    """

    name: str
    slug: str
    title: str
    purpose: str
    kinds: tuple[str, ...]
    wording: Wording
    reads_dumps: bool

    def plugin(self) -> object:
        """The plugin that brings the type, with what it needs."""
        ...

    def personas(self) -> tuple[Persona, ...]:
        """The kinds of simulated members."""
        ...

    def actions(self) -> tuple[MemberAction, ...]:
        """What simulated members do beyond asking and replying."""
        ...

    def close_day(self, kit: Kit, community: str) -> None:
        """What happens at midnight, once the worker has delivered."""
        ...

    def play(self, kit: Kit, community: str) -> Iterator[str]:
        """What members do live; one sentence for each step."""
        ...

    def summary(self, kit: Kit, community: str) -> DemoSummary:
        """The community in numbers."""
        ...
