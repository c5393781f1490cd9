"""How an action is found by its name, and the class of the objects it is about."""

from collections.abc import Iterator
from typing import Any, get_args, get_type_hints

import attrs

from commkit.explaining.actions.records import Action
from commkit.runtime.model.errors import Invalid
from commkit.runtime.model.ids import is_id_type
from commkit.runtime.model.messages import Message
from commkit.runtime.model.types import permission_name
from commkit.runtime.sessions.context import Context


def find_action(context: Context, name: str) -> Action:
    """Find the action of a name: of a message, or else of a permission.

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
    """Find the class of the objects that an action is about.

    Args:
        context: The context of the community.
        action: The action.
        named: The class name, if the question has it.

    Raises:
        Invalid: No record of that name can be loaded here; or none is named, and the messages have no ids.
    """
    loaders = {record.__name__: record for record in context.dispatch.loaders}
    named_after = (name for message in action.messages for _, name in id_fields(message))
    for name in [named] if named is not None else named_after:
        if name in loaders:
            return loaders[name]
    raise Invalid.field("record", "unknown_record", f"name one of: {', '.join(sorted(loaders))}")


def _permissions(context: Context) -> frozenset[str]:
    """Every permission that somebody holds here."""
    granted = frozenset[str]().union(*context.dispatch.grants.values())
    return frozenset(map(permission_name, granted))


def id_fields(message: type[Message[Any]]) -> Iterator[tuple[str, str]]:
    """The fields of a message that hold ids, and the class names of the records these are named after."""
    hints = get_type_hints(message)
    for attribute in attrs.fields(message):  # type: ignore[arg-type]  # every message is an attrs class
        for hint in (hints[attribute.name], *get_args(hints[attribute.name])):
            if is_id_type(hint):
                name = str(hint.__name__).removesuffix("Id")
                yield attribute.name, "Membership" if name == "Member" else name
