"""The objects of the host that features talk to: each is checked against the class that describes it."""

import inspect
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from commkit.runtime.composing.features import Feature
from commkit.runtime.model.callables import check_arguments, check_not_async
from commkit.runtime.model.errors import Invalid


def check_ports(ports: Mapping[Any, Any], features: Iterable[Feature]) -> None:
    """Check the objects of a host: each is for a port that a feature asks for, and is what that port describes.

    Args:
        ports: As they were given to the Kit.
        features: Of the whole Kit.

    Raises:
        Invalid: A port is unknown, or its object is not what it must be.
    """
    known = {port for feature in features for port in feature.port_types}
    for port, given in ports.items():
        if port not in known:
            names = ", ".join(sorted(each.__name__ for each in known))
            raise Invalid.field(
                "ports", "unknown_port", f"no feature asks for {port!r}; known classes are: {names}"
            )
        check_port(port, given)


def check_port(port: type, given: object) -> None:
    """Check one object against the class that describes it.

    Raises:
        Invalid: It is a class itself, lacks what the port describes, or has it with other parameters.
    """
    name = port.__name__
    if isinstance(given, type):
        raise Invalid.field("ports", "wrong_class", f"{name}: give an object, not the class {given.__name__}")
    if not getattr(port, "_is_protocol", False):
        if not isinstance(given, port):
            raise Invalid.field(
                "ports", "wrong_class", f"{name}: give a {name}, not a {type(given).__name__}"
            )
        return
    lacking = [member for member in _protocol_members(port) if not hasattr(given, member)]
    if lacking:
        told = f"{name}: a {type(given).__name__} lacks {', '.join(lacking)}"
        raise Invalid.field("ports", "wrong_class", told)
    for member in _protocol_members(port):
        described: Callable[..., Any] | None = getattr(port, member, None)
        if inspect.isfunction(described):
            _check_method(f"{name}: {member}", getattr(given, member), inspect.signature(described))


def _check_method(name: str, given: object, described: inspect.Signature) -> None:
    if not callable(given):
        raise Invalid.field("ports", "wrong_class", f"{name} must be a method")
    check_not_async("ports", given, f"make {name} a plain method")
    _, *taken = described.parameters.values()
    positional = [each.name for each in taken if each.kind is not each.KEYWORD_ONLY]
    named = {each.name: None for each in taken if each.kind is each.KEYWORD_ONLY}
    try:
        check_arguments(given, *positional, **named)
    except TypeError:
        told = f"{name} must take ({', '.join(each.name for each in taken)})"
        raise Invalid.field("ports", "wrong_signature", told) from None


def _protocol_members(port: type) -> list[str]:
    members: set[str] = set()
    for base in port.__mro__:
        if getattr(base, "_is_protocol", False) and base.__name__ != "Protocol":
            members |= {
                name
                for name in (*vars(base), *getattr(base, "__annotations__", {}))
                if not name.startswith("_")
            }
    return sorted(members)
