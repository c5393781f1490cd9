"""Operations: the messages that people may send from outside, for whatever carries them: HTTP, tools, a command line.

A message is an operation where some role of some community type, or of the lobby, holds what is enough to try it. What
nobody but the host may send, such as the worker's own commands, is none.
"""

from collections.abc import Iterable, Mapping
from typing import Any, get_args, get_origin

from attrs import frozen

from commkit.runtime.composing.dispatch import DispatchTable, Route
from commkit.runtime.composing.features import plugin_of
from commkit.runtime.model.messages import Command, Message
from commkit.runtime.model.types import SYSTEM_ROLE


@frozen
class Operation:
    """A message that people may send.

    Attributes:
        name: Its outside name: `posts.create_thread`.
        plugin: Whose it is: `posts`.
        message: Its class.
        result: What it gives, as its class declares it: `Post`, `Page[Post]`, `None`.
        types: The community types that have it; empty for a message of the lobby.
        permission: What its actor needs.
    """

    name: str
    plugin: str
    message: type[Message[Any]]
    result: Any
    types: tuple[str, ...]
    permission: str

    @property
    def is_command(self) -> bool:
        """Whether it changes something."""
        return issubclass(self.message, Command)

    @property
    def lobby(self) -> bool:
        """Whether it is sent outside any community."""
        return self.message.lobby

    @property
    def creates(self) -> bool:
        """Whether what it gives did not exist before."""
        return issubclass(self.message, Command) and self.message.creates


def operations(tables: Mapping[str, DispatchTable], lobby: DispatchTable) -> tuple[Operation, ...]:
    """The messages that some role may send, by name.

    Args:
        tables: The dispatch table of each community type.
        lobby: The dispatch table of the lobby.
    """
    found: dict[str, tuple[Route, list[str]]] = {}
    for route in _sendable(lobby):
        found[route.name] = (route, [])
    for name, table in tables.items():
        for route in _sendable(table):
            if not route.message.lobby:
                found.setdefault(route.name, (route, []))[1].append(name)
    return tuple(
        Operation(
            name,
            plugin_of(route.feature),
            route.message,
            declared_result(route.message),
            tuple(sorted(types)),
            route.permission,
        )
        for name, (route, types) in sorted(found.items())
    )


def _sendable(table: DispatchTable) -> Iterable[Route]:
    granted = frozenset[str]().union(
        *(grants for (role, _), grants in table.grants.items() if role != SYSTEM_ROLE)
    )
    for route in table.routes.values():
        if not route.message.host_only and not granted.isdisjoint(route.enough):
            yield route


def declared_result(message: type[Message[Any]]) -> Any:
    """The R of `Command[R]` or `Query[R]`, as the class declares it."""
    for base in getattr(message, "__orig_bases__", ()):
        origin = get_origin(base)
        if isinstance(origin, type) and issubclass(origin, Message):
            return get_args(base)[0]
    return None
