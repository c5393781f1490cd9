"""The record of an action."""

from typing import Any

from attrs import frozen

from commkit.runtime.composing.dispatch import Route
from commkit.runtime.model.messages import Message


@frozen
class Action:
    """What a question is about.

    Attributes:
        names: Every name of it: the permission and the names of its messages, or a kind of notification.
        permission: The permission that it needs; empty for a notification.
        routes: The routes of its messages, by message class.
    """

    names: frozenset[str]
    permission: str = ""
    routes: tuple[tuple[type[Message[Any]], Route], ...] = ()

    @property
    def messages(self) -> tuple[type[Message[Any]], ...]:
        """The classes of its messages."""
        return tuple(message for message, _ in self.routes)
