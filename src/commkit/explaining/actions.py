"""What an action is: its permission, the messages that need it, and what they are about."""

from collections.abc import Iterator
from typing import Any, get_args, get_type_hints
from uuid import UUID

import attrs
from attrs import frozen

from commkit.runtime.composing.dispatch import Route
from commkit.runtime.model.errors import Invalid
from commkit.runtime.model.messages import Message
from commkit.runtime.sessions.context import Context


@frozen
class Action:
    """What a question is about.

    Attributes:
        names: Every name of it.
        permission: What it needs; empty for a notification.
        routes: The ways of the messages it stands for, by their class.
    """

    names: frozenset[str]
    permission: str = ""
    routes: tuple[tuple[type[Message[Any]], Route], ...] = ()

    @property
    def messages(self) -> tuple[type[Message[Any]], ...]:
        """The messages it stands for."""
        return tuple(message for message, _ in self.routes)


def find_action(context: Context, name: str) -> Action:
    """The action of a name: a message's own, or else a permission's.

    Raises:
        Invalid: The community has neither.
    """
    routes = context.dispatch.routes
    for message, route in routes.items():
        if route.name == name:
            return Action(frozenset({name, route.permission}), route.permission, ((message, route),))
    needing = tuple((message, route) for message, route in routes.items() if route.permission == name)
    if needing or name in _permissions(context):
        return Action(frozenset({name, *(route.name for _, route in needing)}), name, needing)
    raise Invalid.field(
        "action",
        "unknown_action",
        "name a permission such as 'posts.edit', or a message such as 'posts.edit_post', of this community",
    )


def record_class_of(context: Context, action: Action, named: str | None) -> type[Any]:
    """The class of what an action is about.

    Args:
        context: Where.
        action: The action.
        named: The class name, if the question says it.

    Raises:
        Invalid: Nothing of that name can be had by its id here; or none was named, and the messages do not tell.
    """
    loaders = {record.__name__: record for record in context.dispatch.loaders}
    named_after = (name for message in action.messages for _, name in id_fields(message))
    for name in [named] if named is not None else named_after:
        if name in loaders:
            return loaders[name]
    raise Invalid.field("record", "unknown_record", f"name one of: {', '.join(sorted(loaders))}")


def _permissions(context: Context) -> frozenset[str]:
    """Every permission that somebody has here."""
    granted = frozenset[str]().union(*context.dispatch.grants.values())
    return frozenset(name.removesuffix(":own") for name in granted)


def id_fields(message: type[Message[Any]]) -> Iterator[tuple[str, str]]:
    """The fields of a message that hold ids, and the class names of the records these are named after."""
    hints = get_type_hints(message)
    for attribute in attrs.fields(message):  # type: ignore[arg-type]  # every message is an attrs class
        for hint in (hints[attribute.name], *get_args(hints[attribute.name])):
            if getattr(hint, "__supertype__", None) is UUID:
                name = str(hint.__name__).removesuffix("Id")
                yield attribute.name, "Membership" if name == "Member" else name
