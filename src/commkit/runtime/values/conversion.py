"""The rules by which values become JSON-able ones and back; the only module that knows cattrs."""

import base64
import math
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from enum import Enum
from types import UnionType
from typing import Any, TypeVar, Union, get_args, get_origin
from uuid import UUID

import attrs
from cattrs import Converter, transform_error
from cattrs.cols import list_structure_factory
from cattrs.errors import ClassValidationError, ForbiddenExtraKeysError
from cattrs.gen import make_dict_structure_fn

from commkit.runtime.model.errors import FieldError
from commkit.runtime.model.fields import FieldValue

T = TypeVar("T")


def make_converter() -> Converter:
    """A converter; strict about types, where cattrs by itself would coerce `"5"` to 5 and 5 to `"5"`."""
    made = Converter(forbid_extra_keys=True)
    for plain in (str, int, bool):
        made.register_structure_hook(plain, _exactly)
    made.register_structure_hook(float, _number)
    for kind, dump, parse in _AS_TEXT:
        made.register_unstructure_hook(kind, dump)
        made.register_structure_hook(kind, _parsed(parse))
    made.register_unstructure_hook(timedelta, timedelta.total_seconds)
    made.register_structure_hook(timedelta, lambda value, _: timedelta(seconds=_number(value, float)))
    made.register_structure_hook_func(lambda hint: hint is Any, lambda value, _: value)
    made.register_structure_hook_func(_is_field_value, _field_value)
    made.register_unstructure_hook_func(_is_set, sorted)
    made.register_structure_hook_factory(_is_many, lambda hint: _many(hint, made))
    made.register_structure_hook_factory(
        lambda hint: attrs.has(hint) and isinstance(hint, type),
        lambda cls: _object(cls, made),
    )
    return made


def _exactly(value: Any, kind: type) -> Any:
    if issubclass(kind, Enum):  # one of texts comes here as the text it is
        return kind(value)
    if type(value) is not kind:
        raise TypeError(f"give a value of type {kind.__name__}, not {type(value).__name__}")
    return value


def _number(value: Any, _: type) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError(f"give a number, not {type(value).__name__}")
    if not math.isfinite(value):
        raise ValueError("give a finite number")
    return float(value)


def _is_field_value(hint: Any) -> bool:
    parts = set(get_args(hint)) if get_origin(hint) in (Union, UnionType) else set()
    return parts - {type(None)} == set(get_args(FieldValue))


def _field_value(value: Any, hint: Any) -> Any:
    if isinstance(value, bool) or not isinstance(value, hint):
        raise TypeError(f"give a text or a number, not {type(value).__name__}")
    return value


def _parsed(parse: Any) -> Any:
    def structure(value: Any, _: type) -> Any:
        if not isinstance(value, str):
            raise TypeError(f"give text, not {type(value).__name__}")
        return parse(value)

    return structure


def _moment(value: str) -> datetime:
    parsed = datetime.fromisoformat(value)
    if parsed.tzinfo is None:
        raise ValueError("give the time with its zone, such as 2026-01-31T12:00:00+00:00")
    return parsed


def _bytes_to_text(value: bytes) -> str:
    return base64.b64encode(value).decode()


def _bytes_from_text(value: str) -> bytes:
    return base64.b64decode(value, validate=True)


_AS_TEXT: tuple[tuple[type, Any, Any], ...] = (
    (UUID, str, UUID),
    (datetime, datetime.isoformat, _moment),
    (date, date.isoformat, date.fromisoformat),
    (bytes, _bytes_to_text, _bytes_from_text),
)


def _is_set(hint: Any) -> bool:
    return hint is frozenset or get_origin(hint) is frozenset


def _is_many(hint: Any) -> bool:
    origin: Any = get_origin(hint)
    return _is_set(hint) or (origin is tuple and get_args(hint)[-1:] == (...,))


def _many(hint: Any, made: Converter) -> Any:
    items: Any = list[get_args(hint)[0]]  # type: ignore[misc]  # a type made at run time
    inner = list_structure_factory(items, made)
    kind: Any = get_origin(hint)

    def structure(value: Any, _: Any) -> Any:
        # By itself a text would do for a list of its letters, and an object for a list of its names.
        if not isinstance(value, list | tuple):
            raise TypeError(f"give a list, not {type(value).__name__}")
        return kind(inner(value, hint))

    return structure


def _object(cls: type[T], made: Converter) -> Any:
    inner = make_dict_structure_fn(cls, made, _cattrs_forbid_extra_keys=True)

    def structure(value: Any, hint: Any) -> T:
        if not isinstance(value, Mapping):
            raise TypeError(f"give an object with named values, not {type(value).__name__}")
        return inner(value, hint)

    return structure


def faults(error: Exception) -> list[FieldError]:
    """Every fault that a failed conversion found, with its path."""
    return [_fault(line) for line in transform_error(error, format_exception=_sentence)]


def _fault(line: str) -> FieldError:
    # transform_error gives "sentence @ $.path"
    sentence, _, path = line.rpartition(" @ ")
    return FieldError(path.removeprefix("$").removeprefix(".") or "message", "wrong_type", sentence)


def _sentence(error: BaseException, _: type | None) -> str:
    if isinstance(error, ForbiddenExtraKeysError):
        return f"leave out what is not known: {', '.join(sorted(error.extra_fields))}"
    if isinstance(error, KeyError):
        return f"give {error.args[0]!r}, it is required"
    if isinstance(error, ClassValidationError):
        return "; ".join(str(inner) for inner in error.exceptions)
    return str(error) or type(error).__name__
