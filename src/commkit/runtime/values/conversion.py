"""The rules by which values become JSON-able ones and back; the only module that knows how cattrs converts.

Each kind of value has one way to be written: ids as UUID text, times by RFC 3339 with their zone, durations by ISO
8601, bytes by base64. Read from JSON, types are strict; read from texts, as a query string or a command line has them,
a text is first made what the field's type says.
"""

import base64
import binascii
import math
import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from enum import Enum
from types import UnionType
from typing import Any, Literal, TypeVar, Union, get_args, get_origin
from uuid import UUID

import attrs
import msgspec
from cattrs import Converter
from cattrs.gen import make_dict_structure_fn

from commkit.runtime.model.errors import FieldError
from commkit.runtime.model.fields import FieldValue
from commkit.runtime.values.faults import MOST_FAULTS, SHOWN, WrongValue, WrongValues, faults, wrong_kind

T = TypeVar("T")
Structure = Callable[[Any, Any], Any]
_WHOLE = re.compile(r"[+-]?[0-9]{1,20}")
_DECIMAL = re.compile(r"[+-]?[0-9]{1,20}(\.[0-9]{1,20})?([eE][+-]?[0-9]{1,3})?")


def make_converter(*, from_texts: bool = False) -> Converter:
    """A converter; strict about types, where cattrs by itself would coerce `"5"` to 5 and 5 to `"5"`.

    Args:
        from_texts: Whether it takes texts for numbers, yes and no, and nothing, and one value for a list of one.
    """
    made = Converter(forbid_extra_keys=True)
    made.register_structure_hook(str, _text)
    made.register_structure_hook(int, _from_text(int, _whole, _WHOLE) if from_texts else _whole)
    made.register_structure_hook(float, _from_text(float, _number, _DECIMAL) if from_texts else _number)
    made.register_structure_hook(bool, _yes_or_no if from_texts else _bool)
    for kind, dump, structure in _AS_TEXT:
        made.register_unstructure_hook(kind, dump)
        made.register_structure_hook(kind, structure)
    made.register_structure_hook_func(lambda hint: hint is Any, lambda value, _: value)
    made.register_structure_hook_func(_is_field_value, _field_value)
    made.register_structure_hook_func(_is_literal, _one_of)
    made.register_structure_hook_func(lambda hint: isinstance(hint, type) and issubclass(hint, Enum), _member)
    made.register_unstructure_hook_func(_is_set, sorted)
    made.register_structure_hook_factory(_is_many, lambda hint: _many(hint, made, alone=from_texts))
    made.register_structure_hook_factory(_is_mapping, lambda hint: _mapping(hint, made))
    made.register_structure_hook_factory(
        lambda hint: attrs.has(hint) and isinstance(hint, type),
        lambda cls: _object(cls, made),
    )
    if from_texts:
        made.register_structure_hook_factory(_is_optional, lambda hint: _perhaps(hint, made))
    return made


def _text(value: Any, hint: type) -> Any:
    if issubclass(hint, Enum):  # cattrs asks here for what is a text as well
        return _member(value, hint)
    if type(value) is not str:
        raise wrong_kind(value, "a text")
    return value


def _whole(value: Any, _: Any) -> int:
    if type(value) is not int:
        raise wrong_kind(value, "a whole number")
    return value


def _number(value: Any, _: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise wrong_kind(value, "a number")
    if not math.isfinite(value):
        raise WrongValue("out_of_range", "give a finite number")
    return float(value)


def _bool(value: Any, _: Any) -> bool:
    if type(value) is not bool:
        raise wrong_kind(value, "true or false")
    return value


def _from_text(kind: Callable[[str], Any], structure: Structure, form: re.Pattern[str]) -> Structure:
    def read(value: Any, hint: Any) -> Any:
        return structure(kind(value) if isinstance(value, str) and form.fullmatch(value) else value, hint)

    return read


def _yes_or_no(value: Any, hint: Any) -> bool:
    return _bool({"true": True, "false": False}.get(value, value) if isinstance(value, str) else value, hint)


def _is_literal(hint: Any) -> bool:
    origin: Any = get_origin(hint)
    return origin is Literal


def _is_field_value(hint: Any) -> bool:
    parts = set(get_args(hint)) if get_origin(hint) in (Union, UnionType) else set()
    return parts - {type(None)} == set(get_args(FieldValue))


def _field_value(value: Any, hint: Any) -> Any:
    if isinstance(value, bool) or not isinstance(value, hint):
        raise wrong_kind(value, "a text or a number")
    return value


def _one_of(value: Any, hint: Any) -> Any:
    choices = get_args(hint)
    if not any(value == choice and type(value) is type(choice) for choice in choices):
        raise WrongValue("not_a_choice", f"choose one of: {', '.join(map(str, choices))}")
    return value


def _member(value: Any, kind: Any) -> Any:
    try:
        return kind(value)
    except ValueError:
        choices = ", ".join(str(member.value) for member in kind)
        raise WrongValue("not_a_choice", f"choose one of: {choices}") from None


def _parsed(parse: Callable[[str], Any], expected: str) -> Structure:
    def structure(value: Any, _: Any) -> Any:
        if not isinstance(value, str):
            raise wrong_kind(value, expected)
        try:
            return parse(value)
        except WrongValue:
            raise
        except (ValueError, OverflowError):
            raise WrongValue("not_readable", f"give {expected}, not {value[:SHOWN]!r}") from None

    return structure


def _moment(value: str) -> datetime:
    parsed = datetime.fromisoformat(value)
    if parsed.tzinfo is None:
        raise WrongValue("no_zone", "give the time with its zone, such as 2026-01-31T12:00:00Z")
    return parsed


def _moment_to_text(value: datetime) -> str:
    return value.isoformat().replace("+00:00", "Z")


def _duration(value: str) -> timedelta:
    try:
        return msgspec.convert(value, timedelta)
    except msgspec.ValidationError as error:
        raise ValueError from error


def _duration_to_text(value: timedelta) -> str:
    written: str = msgspec.to_builtins(value)
    return written


def _bytes_to_text(value: bytes) -> str:
    return base64.b64encode(value).decode()


def _bytes_from_text(value: str) -> bytes:
    try:
        return base64.b64decode(value, validate=True)
    except binascii.Error as error:
        raise ValueError from error


_AS_TEXT: tuple[tuple[type, Callable[[Any], Any], Structure], ...] = (
    (UUID, str, _parsed(UUID, "an id, such as 0197a3c1-5e0b-7cc2-8f6e-3a1d2b4c5d6e")),
    (datetime, _moment_to_text, _parsed(_moment, "a time, such as 2026-01-31T12:00:00Z")),
    (date, date.isoformat, _parsed(date.fromisoformat, "a date, such as 2026-01-31")),
    (timedelta, _duration_to_text, _parsed(_duration, "a duration, such as PT90M or P7D")),
    (bytes, _bytes_to_text, _parsed(_bytes_from_text, "bytes in base64")),
)
"""What JSON has no form of its own for: how it is written as a text, and read again."""


def _is_set(hint: Any) -> bool:
    return hint is frozenset or get_origin(hint) is frozenset


def _is_many(hint: Any) -> bool:
    origin: Any = get_origin(hint)
    return _is_set(hint) or (origin is tuple and get_args(hint)[-1:] == (...,))


def _many(hint: Any, made: Converter, *, alone: bool) -> Structure:
    of = get_args(hint)[0]
    kind: Any = get_origin(hint)

    def structure(value: Any, _: Any) -> Any:
        if alone and isinstance(value, str):
            value = [value]
        # By itself a text would do for a list of its letters, and an object for a list of its names.
        if not isinstance(value, list | tuple):
            raise wrong_kind(value, "a list")
        inner = made.get_structure_hook(of)
        read: list[Any] = []
        found: list[FieldError] = []
        for index, item in enumerate(value):
            try:
                read.append(inner(item, of))
            except Exception as error:
                found += faults(error, f"[{index}]")
                if len(found) >= MOST_FAULTS:
                    break
        if found:
            raise WrongValues(found)
        return kind(read)

    return structure


def _is_mapping(hint: Any) -> bool:
    origin = get_origin(hint) or hint
    return isinstance(origin, type) and issubclass(origin, Mapping)


def _mapping(hint: Any, made: Converter) -> Structure:
    _, of = get_args(hint) or (str, Any)
    inner = made.get_structure_hook(of)

    def structure(value: Any, _: Any) -> Any:
        if not isinstance(value, Mapping):
            raise wrong_kind(value, "an object with named values")
        read: dict[str, Any] = {}
        found: list[FieldError] = []
        for name, item in value.items():
            try:
                read[_text(name, str)] = inner(item, of)
            except Exception as error:
                found += faults(error, str(name))
                if len(found) >= MOST_FAULTS:
                    break
        if found:
            raise WrongValues(found)
        return read

    return structure


def _object(cls: type[T], made: Converter) -> Structure:
    inner = make_dict_structure_fn(cls, made, _cattrs_forbid_extra_keys=True)

    def structure(value: Any, hint: Any) -> T:
        if not isinstance(value, Mapping):
            raise wrong_kind(value, "an object with named values")
        return inner(value, hint)

    return structure


def _is_optional(hint: Any) -> bool:
    return (
        get_origin(hint) in (Union, UnionType) and type(None) in get_args(hint) and not _is_field_value(hint)
    )


def _perhaps(hint: Any, made: Converter) -> Structure:
    (inner,) = (part for part in get_args(hint) if part is not type(None))
    structure = made.get_structure_hook(inner)

    def read(value: Any, _: Any) -> Any:
        return None if value is None or value == "" else structure(value, inner)

    return read
