"""The description: one entry of the host's OpenAPI document, replaced by all operations of the contract.

A route for each operation would be looked through for each request, also for those of the host: some 400 of them take
a millisecond or more. So there is one route, and what FastAPI says of it (its prefix, how one signs in, parameters and
tags of the host) is said of every operation.
"""

from collections.abc import Iterator
from typing import Any

from commkit.adapters.http.contract import Contract
from commkit.adapters.http.openapi import describe

PREFIX = "Commkit."
"""Before the names of components: the host may have a `Post` of its own."""
_KINDS = ("schemas", "responses", "parameters", "headers")
"""Components that operations refer to; who signs in how, the host's own dependencies say."""


def expand(document: dict[str, Any], contract: Contract, marker: str) -> None:
    """Replace the one entry by all operations; nothing happens where it is not there (any more).

    Args:
        document: An OpenAPI document.
        contract: The contract.
        marker: The operation id of the entry.
    """
    paths: dict[str, Any] = document.get("paths", {})
    places = [path for path, item in paths.items() if item.get("get", {}).get("operationId") == marker]
    if not places:
        return
    own: dict[str, Any] = _renamed(describe(contract))
    for place in places:
        of_host = paths.pop(place)["get"]
        base = place.rpartition("/")[0]
        for path, item in own["paths"].items():
            paths[base + path] = dict(_with_host(item, of_host))
    components = document.setdefault("components", {})
    for kind in _KINDS:
        found = {PREFIX + name: part for name, part in own["components"].get(kind, {}).items()}
        if found:
            components.setdefault(kind, {}).update(found)


def _with_host(item: dict[str, Any], of_host: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """A path item with what the host says of each operation in it."""
    for method, told in item.items():
        if method == "parameters":
            yield method, told
            continue
        operation = dict(told)
        for name in ("parameters", "tags"):
            operation[name] = [*of_host.get(name, ()), *told.get(name, ())]
        if "security" in of_host:
            operation["security"] = of_host["security"]
        yield method, operation


def _renamed(value: Any) -> Any:
    """The same with the prefix in every reference."""
    if isinstance(value, list):
        return [_renamed(inner) for inner in value]
    if not isinstance(value, dict):
        return value
    return {
        name: _reference(inner) if name == "$ref" and isinstance(inner, str) else _renamed(inner)
        for name, inner in value.items()
    }


def _reference(text: str) -> str:
    head, slash, name = text.rpartition("/")
    return f"{head}{slash}{PREFIX}{name}" if text.startswith("#/components/") else text
