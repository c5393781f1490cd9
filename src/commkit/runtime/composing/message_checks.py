"""What messages and facts must declare."""

from functools import cache
from typing import Annotated, Any, cast, get_args, get_origin, get_type_hints

import attrs

from commkit.runtime.composing.contract import misdeclared
from commkit.runtime.composing.features import Feature
from commkit.runtime.model.messages import Command, Fact, Message, TextCommand
from commkit.runtime.values.validation import validator_of


def check_message(feature: Feature, message: type[Message[Any]]) -> None:
    """Check what a command or query declares.

    Raises:
        PluginError: Something is missing, or names a field that it has not.
    """
    name = message.__name__
    if not _is_frozen(message):
        raise misdeclared(feature.plugin, f"message {name} must be a frozen attrs class (`@frozen`)")
    permission = getattr(message, "permission", None)
    if not isinstance(permission, str) or not permission.startswith(f"{feature.plugin}."):
        raise misdeclared(
            feature.plugin, f'message {name} must declare `permission = "{feature.plugin}...."`'
        )
    if not hasattr(message, "personal") and (texts := _texts(cast("Any", message))):
        told = ", ".join(texts)
        raise misdeclared(
            feature.plugin,
            f"message {name} holds text ({told}); declare which of it may be personal data: `personal = (...)`",
        )
    if message.max_text is None and not message.host_only:
        raise misdeclared(
            feature.plugin,
            f"message {name} takes any number of characters, which only the host may send: declare "
            "`host_only = True`, or a `max_text`",
        )
    _check_shown(feature, message)
    if issubclass(message, Command) and message.withdraws and message.creates:
        raise misdeclared(
            feature.plugin,
            f"message {name} `withdraws`, so it is carried out in read-only communities, and it `creates` something; "
            "leave one out",
        )
    try:
        validator_of(message)
    except (TypeError, NameError) as error:
        raise misdeclared(feature.plugin, f"message {name}: {error}") from error


def _is_frozen(cls: type) -> bool:
    return attrs.has(cls) and attrs.inspect(cls).is_frozen


def _check_shown(feature: Feature, message: type[Message[Any]]) -> None:
    shown = getattr(message, "shown", ())
    if issubclass(message, TextCommand) and not shown:
        raise misdeclared(
            feature.plugin,
            f"message {message.__name__} is a TextCommand; name the fields whose text others read: `shown = (...)`",
        )
    if not issubclass(message, TextCommand) and shown:
        raise misdeclared(
            feature.plugin,
            f"message {message.__name__} names in `shown` what others read, so no check would see it: "
            "make it a TextCommand",
        )
    if unknown := sorted(set(shown) - _field_names(message)):
        raise misdeclared(
            feature.plugin,
            f"message {message.__name__} names in `shown` what it has not: {', '.join(unknown)}",
        )


def _field_names(message: type[Any]) -> set[str]:
    return {attribute.name for attribute in attrs.fields(message)}


@cache
def _texts(message: type[Any]) -> tuple[str, ...]:
    hints = get_type_hints(message, include_extras=True)
    return tuple(attribute.name for attribute in attrs.fields(message) if _holds_text(hints[attribute.name]))


def _holds_text(hint: Any) -> bool:
    if hint is str or hint is Any:
        return True
    args = get_args(hint)
    return any(map(_holds_text, args[:1] if get_origin(hint) is Annotated else args))


def check_fact(feature: Feature, fact: type[Fact]) -> None:
    """Check what a fact declares.

    Raises:
        PluginError: It is no fact, or its name is not its feature's.
    """
    if not _is_frozen(fact) or not issubclass(fact, Fact):
        raise misdeclared(feature.plugin, f"fact {fact.__name__} must be a frozen attrs class below Fact")
    name = getattr(fact, "name", "")
    if not isinstance(name, str) or not name.startswith(f"{feature.plugin}."):
        raise misdeclared(
            feature.plugin, f'fact {fact.__name__} must declare `name = "{feature.plugin}...."`'
        )
