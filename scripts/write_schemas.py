"""Writes down what others build on: the JSON Schemas of messages and facts, and the OpenAPI description.

    python -m scripts.write_schemas

They stand in docs/reference/schemas/vMAJOR/, by the major version of commkit, so that every change of them is read with
the change that made it. A change that breaks what others have built is refused but for a new major version: something
is gone, something more must be sent, something that was always there need not come any more, or a type is another one.
While the major version is 0 such changes are told, and written. What is read is the core with all plugins of this
repository, and with those of their parts that a host has to ask for.
Exit code 1: a change was refused, and nothing is written.
"""

import json
import sys
from collections.abc import Iterator, Mapping
from contextlib import closing
from importlib.metadata import version
from pathlib import Path
from typing import Any

from commkit import Kit
from commkit.adapters.http import make_contract
from commkit.adapters.http.openapi import describe
from commkit.adapters.schemas import Schemas
from commkit_internal import DirectoryUnitSettings, Internal

FOLDER = Path(__file__).parent.parent / "docs" / "reference" / "schemas"
MAJOR = int(version("commkit").partition(".")[0])
_DIALECT = "https://json-schema.org/draft/2020-12/schema"

_TOLD = 50
_MAY_CHANGE = frozenset({"description", "default", "enum", "maxLength", "minLength", "maxItems"})

Document = dict[str, Any]


def documents() -> dict[str, Document]:
    """What is written down, by the name of its file."""
    plugins = [Internal(directory=DirectoryUnitSettings())]  # parts that a host has to ask for
    with closing(Kit("sqlite://", plugins=plugins, discover_installed=True)) as kit:
        sent, told = Schemas("#/$defs/"), Schemas("#/$defs/")
        messages = {each.name: sent.message(each.message) for each in kit.operations}
        facts = {name: told.fact(fact) for name, fact in sorted(kit.registry.facts.items())}
        return {
            "messages": _document("messages", dict(sorted(messages.items())), sent),
            "facts": _document("facts", facts, told),
            "openapi": describe(make_contract(kit)),
        }


def _document(name: str, schemas: Mapping[str, Any], made: Schemas) -> Document:
    return {
        "$schema": _DIALECT,
        "$id": f"urn:commkit:v{MAJOR}:{name}",
        "$defs": {**schemas, **dict(sorted(made.named.items()))},
    }


def breaking_changes(name: str, before: Document, after: Document) -> list[str]:
    """What of a document breaks what others have built on it, each in one sentence.

    Args:
        name: The document's name, which tells whether clients send or get what it describes.
        before: As it was.
        after: As it is.
    """
    gone = [f"{path} is gone" for path in before.get("paths", ()) if path not in after["paths"]]
    known = _objects(after)
    return gone + [
        fault
        for title, schema in _objects(before).items()
        for fault in _object_changes(
            title, schema, known.get(title), is_sent=name == "messages" or title.endswith("Input")
        )
    ]


def _objects(document: Document) -> Mapping[str, Document]:
    found: Mapping[str, Document] = (
        document["$defs"] if "$defs" in document else document["components"]["schemas"]
    )
    return found


def _object_changes(title: str, before: Document, after: Document | None, *, is_sent: bool) -> Iterator[str]:
    if after is None:
        yield f"{title} is gone"
        return
    fields, now = before.get("properties", {}), after.get("properties", {})
    for field in fields:
        if field not in now:
            yield f"{title}.{field} is gone"
        elif _shape(fields[field]) != _shape(now[field]):
            yield f"{title}.{field} is of another type"
        elif is_sent and _takes_less(fields[field], now[field]):
            yield f"{title}.{field} takes less than before"
    needed, needed_now = set(before.get("required", ())), set(after.get("required", ()))
    if is_sent:
        yield from (f"{title}.{field} must be sent now" for field in sorted(needed_now - needed))
    else:
        yield from (
            f"{title}.{field} need not come any more" for field in sorted(needed & set(now) - needed_now)
        )


def _takes_less(before: Document, after: Document) -> bool:
    """Whether something that could be sent is refused now."""
    unlimited = float("inf")
    return (
        any(after.get(most, unlimited) < before.get(most, unlimited) for most in ("maxLength", "maxItems"))
        or after.get("minLength", 0) > before.get("minLength", 0)
        or bool(set(map(repr, before.get("enum", ()))) - set(map(repr, after.get("enum", ()))))
    )


def _shape(schema: Any) -> Any:
    """A schema without what may change: its words, how much it takes, and which words of an enumeration there are."""
    if isinstance(schema, dict):
        return {key: _shape(value) for key, value in schema.items() if key not in _MAY_CHANGE}
    return [_shape(part) for part in schema] if isinstance(schema, list) else schema


def render(document: Document) -> str:
    """A document as it is written: so that a change of a field is a change of a line."""
    return json.dumps(document, indent=1, ensure_ascii=True) + "\n"


def main() -> int:
    """Write all of them; gives the exit code."""
    folder = FOLDER / f"v{MAJOR}"
    folder.mkdir(parents=True, exist_ok=True)
    made = documents()
    broken = [
        change
        for name, document in made.items()
        if (folder / f"{name}.json").exists()
        for change in breaking_changes(name, json.loads((folder / f"{name}.json").read_text()), document)
    ]
    for change in broken[:_TOLD]:
        print(f"breaks what others have built: {change}", file=sys.stderr)
    if len(broken) > _TOLD:
        print(f"and {len(broken) - _TOLD:,} more", file=sys.stderr)
    if broken and MAJOR:
        print("nothing is written: raise the major version, or keep what was there", file=sys.stderr)
        return 1
    for name, document in made.items():
        (folder / f"{name}.json").write_text(render(document))
    return 0


if __name__ == "__main__":
    sys.exit(main())
