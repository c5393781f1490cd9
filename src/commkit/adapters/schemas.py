"""JSON Schemas (draft 2020-12) of messages and records, from their annotations: what a client sends, and what it gets.

A schema of what is sent says what the validation asks for; some of its rules have no form in JSON Schema, so what fits
the schema may still be refused.
"""

import types
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from enum import Enum
from typing import Annotated, Any, Literal, NewType, TypeVar, Union, get_args, get_origin, get_type_hints
from uuid import UUID

import attrs

from commkit.adapters.docstrings import docstring_of
from commkit.runtime.values.serialization import dump
from commkit.runtime.values.sizes import MAX_ITEMS, Items
from commkit.runtime.values.texts import PLAIN_TEXT, Text

Schema = dict[str, Any]

_PLAIN: Mapping[Any, Schema] = {
    bool: {"type": "boolean"},
    int: {"type": "integer", "minimum": -(2**63), "maximum": 2**63 - 1},
    float: {"type": "number"},
    UUID: {"type": "string", "format": "uuid"},
    datetime: {"type": "string", "format": "date-time"},
    date: {"type": "string", "format": "date"},
    timedelta: {"type": "string", "format": "duration"},
    bytes: {"type": "string", "contentEncoding": "base64"},
    type(None): {"type": "null"},
    None: {"type": "null"},
}
_LINE = "^[^\\n\\r\\u2028\\u2029]*$"


class Schemas:
    """Makes schemas, and collects those of classes, which others refer to by name.

    Args:
        prefix: What references begin with: `#/components/schemas/`, `#/$defs/`.
    """

    def __init__(self, prefix: str) -> None:
        self._prefix = prefix
        self.named: dict[str, Schema] = {}
        self._classes: dict[str, Any] = {}

    def received(self, hint: Any) -> Schema:
        """The schema of what a client gets."""
        return self._of(hint, sent=False, texts=None, items=None, given={})

    def sent(self, hint: Any) -> Schema:
        """The schema of what a client sends."""
        return self._of(hint, sent=True, texts=None, items=None, given={})

    def fields(self, message: Any) -> dict[str, tuple[Schema, bool]]:
        """The schema of each field of a message, with its description, and whether it must be given."""
        hints = get_type_hints(message, include_extras=True)
        told = docstring_of(message).attributes
        found: dict[str, tuple[Schema, bool]] = {}
        for attribute in attrs.fields(message):
            schema = self.sent(hints[attribute.name])
            if attribute.name in told:
                schema = {**schema, "description": told[attribute.name]}
            if "$ref" not in schema and _is_plain(attribute.default):
                schema = {**schema, "default": dump(attribute.default)}
            found[attribute.name] = (schema, attribute.default is attrs.NOTHING)
        return found

    def message(self, message: Any) -> Schema:
        """The schema of a message's fields as one object."""
        known = self.fields(message)
        needed = [name for name, (_, is_needed) in known.items() if is_needed]
        return _object({name: schema for name, (schema, _) in known.items()}, needed)

    def fact(self, fact: Any) -> Schema:
        """The schema of a fact as it leaves the application, by a webhook or a stream.

        Who acted is told only to readers of the audit log, so it need not be there. A receiver passes over fields that
        it does not know: a later release may add some.
        """
        hints = {**get_type_hints(fact), "id": UUID, "at": datetime}  # both are set when it is emitted
        told = docstring_of(fact)
        properties: dict[str, Schema] = {}
        for name in (field.name for field in attrs.fields(fact)):
            if name not in (*fact.personal, *fact.inward):
                description = {"description": told.attributes[name]} if name in told.attributes else {}
                properties[name] = {**self.received(hints[name]), **description}
        needed = [name for name in properties if name != "actor"]
        return {
            "description": told.summary,
            "type": "object",
            "properties": properties,
            "required": needed,
        }

    def _of(
        self, hint: Any, *, sent: bool, texts: Text | None, items: Items | None, given: Mapping[Any, Any]
    ) -> Schema:
        hint = given.get(hint, hint) if isinstance(hint, TypeVar) else hint
        origin, args = get_origin(hint), get_args(hint)
        if origin is Annotated:
            marks = args[1:]
            texts = next((mark for mark in marks if isinstance(mark, Text)), texts)
            items = next((mark for mark in marks if isinstance(mark, Items)), items)
            return self._of(args[0], sent=sent, texts=texts, items=items, given=given)
        if isinstance(hint, NewType):
            return self._of(hint.__supertype__, sent=sent, texts=texts, items=items, given=given)
        if origin in (Union, types.UnionType):
            return self._any_of(
                [self._of(arg, sent=sent, texts=texts, items=items, given=given) for arg in args]
            )
        if origin is Literal:
            return {"enum": list(args)}
        if isinstance(hint, type) and issubclass(hint, Enum):
            return {"enum": [member.value for member in hint]}
        if isinstance(hint, type) and issubclass(hint, str):
            return _text(texts, sent=sent)
        if hint in _PLAIN:
            return dict(_PLAIN[hint])
        if hint is Any:
            return {}
        return self._compound(hint, sent=sent, items=items, given=given)

    def _compound(self, hint: Any, *, sent: bool, items: Items | None, given: Mapping[Any, Any]) -> Schema:
        origin, args = get_origin(hint) or hint, get_args(hint)

        def inner(part: Any) -> Schema:
            return self._of(part, sent=sent, texts=None, items=None, given=given)

        if origin is tuple and args[-1:] != (...,):
            return {
                "type": "array",
                "prefixItems": [inner(arg) for arg in args],
                "minItems": len(args),
                "maxItems": len(args),
            }
        if origin in (tuple, frozenset, list):
            most = {"maxItems": items.max if items is not None else MAX_ITEMS} if sent else {}
            return {"type": "array", "items": inner(args[0]) if args else {}} | most
        if isinstance(origin, type) and issubclass(origin, Mapping):
            return {"type": "object", "additionalProperties": inner(args[1]) if len(args) == 2 else True}
        if isinstance(origin, type) and attrs.has(origin):
            return self._reference(origin, args, sent=sent, given=given)
        raise TypeError(f"{hint!r} has no JSON Schema")

    def _reference(self, cls: Any, args: tuple[Any, ...], *, sent: bool, given: Mapping[Any, Any]) -> Schema:
        parts = [given.get(arg, arg) if isinstance(arg, TypeVar) else arg for arg in args]
        name = "".join([cls.__name__, *(f"Of{_name(part)}" for part in parts), "Input" if sent else ""])
        if self._classes.setdefault(name, cls) is not cls:
            name = f"{_name(cls.__module__.partition('.')[0])}_{name}"
        if name not in self.named:
            self.named[name] = {}  # ahead of its fields: a record may hold others of its own class
            given = dict(zip(getattr(cls, "__parameters__", ()), parts, strict=False))
            hints = get_type_hints(cls, include_extras=True)
            told = docstring_of(cls)
            properties: dict[str, Schema] = {}
            for attribute in attrs.fields(cls):
                schema = self._of(hints[attribute.name], sent=sent, texts=None, items=None, given=given)
                if attribute.name in told.attributes:
                    schema = {**schema, "description": told.attributes[attribute.name]}
                properties[attribute.name] = schema
            needed = [a.name for a in attrs.fields(cls) if not sent or a.default is attrs.NOTHING]
            self.named[name] = {"description": told.summary, **_object(properties, needed)}
        return {"$ref": self._prefix + name}

    def _any_of(self, parts: list[Schema]) -> Schema:
        null, others = {"type": "null"}, []
        for part in parts:
            if part not in others:
                others.append(part)
        if len(others) == 2 and null in others:
            (other,) = (part for part in others if part != null)
            if isinstance(other.get("type"), str):
                return {**other, "type": [other["type"], "null"]}
        return {"anyOf": others} if len(others) > 1 else others[0]


def _object(properties: Mapping[str, Schema], needed: list[str]) -> Schema:
    required = {"required": needed} if needed else {}
    return {"type": "object", "properties": dict(properties), **required, "additionalProperties": False}


def _is_plain(default: Any) -> bool:
    """Whether a default is told: what is known without making it, and says something."""
    return default is not attrs.NOTHING and default is not None and not hasattr(default, "factory")


def _text(text: Text | None, *, sent: bool) -> Schema:
    if not sent:
        return {"type": "string"}
    limit = text or PLAIN_TEXT
    schema: Schema = {"type": "string", "maxLength": limit.max}
    if limit.min:
        schema["minLength"] = limit.min
    if not limit.multiline:
        schema["pattern"] = _LINE
    return schema


def _name(hint: Any) -> str:
    """A word for a type in the name of a generic class."""
    if get_origin(hint) is not None:
        return "".join([get_origin(hint).__name__.capitalize(), *map(_name, get_args(hint))])
    name: str = getattr(hint, "__name__", "Any")
    return name[:1].upper() + name[1:]
