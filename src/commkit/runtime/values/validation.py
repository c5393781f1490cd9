"""The validation: every value of a message is checked and cleaned here, once, before any feature sees it.

A message's fields are checked against their annotations; text carries its limits in its type::

    Title = Annotated[str, Text(max=300, multiline=False)]

A list has at most 1,000 items, or as many as its type says: `Annotated[tuple[Name, ...], Items(max=5_000)]`. Lists,
named values and records of a message may hold `Message.max_text` characters together.

All faults of a message are reported together, as one `Invalid`.
"""

import math
import types
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from functools import cache
from typing import Annotated, Any, Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints
from uuid import UUID

import attrs
from attrs import evolve, fields

from commkit.runtime.model.errors import FieldError, Invalid
from commkit.runtime.model.fields import FieldValue
from commkit.runtime.values.sizes import MAX_ITEMS, MAX_JSON_ITEMS, Items, check_size, has_few, is_compound
from commkit.runtime.values.texts import PLAIN_TEXT, Text, wrong_type

M = TypeVar("M")
Check = Callable[[Any, str, list[FieldError]], Any]
"""Takes a value, its path and the faults so far; gives the cleaned value."""

_FIELD_VALUES = set(get_args(FieldValue))
_WHOLE = range(-(2**63), 2**63)
LONGEST = timedelta(days=36_525)
"""The longest duration of a message: a hundred years."""
_DEEPEST = 20


def validator_of(message: type[M]) -> Callable[[M], M]:
    """The function that checks and cleans messages of one class; it raises Invalid with every fault of a message."""
    return _compiled(cast("Any", message))


@cache
def _compiled(message: type[Any]) -> Callable[[Any], Any]:
    hints = get_type_hints(message, include_extras=True)
    checks = [(attribute.name, _compile(hints[attribute.name])) for attribute in fields(message)]
    most: int | None = getattr(message, "max_text", None)
    compound = [] if most is None else [name for name, _ in checks if is_compound(hints[name])]

    def check(value: Any) -> Any:
        errors: list[FieldError] = []
        changed = {}
        for name, check_field in checks:
            before = getattr(value, name)
            after = check_field(before, name, errors)
            if after is not before:
                changed[name] = after
        if compound and most is not None and not errors:
            check_size({name: changed.get(name, getattr(value, name)) for name in compound}, most, errors)
        if errors:
            raise Invalid(errors)
        return evolve(value, **changed) if changed else value

    return check


def _plain(kind: type, expected: str) -> Check:
    def check(value: Any, path: str, errors: list[FieldError]) -> Any:
        return value if isinstance(value, kind) else wrong_type(value, path, errors, expected)

    return check


def _number(kind: Any, expected: str) -> Check:
    def check(value: Any, path: str, errors: list[FieldError]) -> Any:
        # bool is an int to Python, not to people
        if not isinstance(value, kind) or isinstance(value, bool):
            return wrong_type(value, path, errors, expected)
        plain = int if isinstance(value, int) else float
        if type(value) is not plain:
            value = plain(value)  # of an enum, of numpy; a range looks for such a one by counting
        if not (value in _WHOLE if plain is int else math.isfinite(value)):
            errors.append(FieldError(path, "out_of_range", "give a finite number of at most 64 bits"))
        return value

    return check


def _moment(value: Any, path: str, errors: list[FieldError]) -> Any:
    if not isinstance(value, datetime):
        return wrong_type(value, path, errors, "a date and time")
    if value.tzinfo is None:
        errors.append(FieldError(path, "no_zone", "give the time with its zone, such as datetime.now(UTC)"))
        return value
    if value.tzinfo is UTC:
        return value
    try:
        return value.astimezone(UTC)
    except OverflowError:
        # Nobody could read it again: neither does its database nor Python know such a year.
        errors.append(FieldError(path, "out_of_range", "give a time of the years 1 to 9999 in UTC"))
        return value


def _duration(value: Any, path: str, errors: list[FieldError]) -> Any:
    if not isinstance(value, timedelta):
        return wrong_type(value, path, errors, "a duration")
    if abs(value) > LONGEST:
        # Added to a time, a longer one leaves the years that databases and Python know.
        errors.append(FieldError(path, "out_of_range", "give a duration of at most a hundred years"))
    return value


def _day(value: Any, path: str, errors: list[FieldError]) -> Any:
    if isinstance(value, datetime) or not isinstance(value, date):
        return wrong_type(value, path, errors, "a date")
    return value


def _json(value: Any, path: str, errors: list[FieldError], depth: int = 0) -> Any:
    """Accept what JSON can hold, cleaned like any other text."""
    if depth > _DEEPEST:
        errors.append(FieldError(path, "too_deep", f"nest at most {_DEEPEST} levels"))
        return value
    if isinstance(value, str):
        return PLAIN_TEXT.check(value, path, errors)
    if isinstance(value, Mapping | list | tuple) and not has_few(value, MAX_JSON_ITEMS, path, errors):
        return value
    if isinstance(value, Mapping):
        names = [(_name(name, path, errors), inner) for name, inner in value.items()]
        return {name: _json(inner, f"{path}.{name}", errors, depth + 1) for name, inner in names}
    if isinstance(value, list | tuple):
        return [_json(item, f"{path}[{n}]", errors, depth + 1) for n, item in enumerate(value)]
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int | float):
        return _any_number(value, path, errors)
    return wrong_type(value, path, errors, "a value that JSON can hold")


_any_number = _number(int | float, "a number")


def _field_value(value: Any, path: str, errors: list[FieldError]) -> Any:
    """A text or a number; what the field takes of these is checked where its declaration is known."""
    if isinstance(value, str):
        return _FIELD_TEXT.check(value, path, errors)
    if isinstance(value, int | float):
        return _any_number(value, path, errors)
    return wrong_type(value, path, errors, "a text or a number")


_FIELD_TEXT = Text(max=10_000, min=0)


def _name(name: Any, path: str, errors: list[FieldError]) -> str:
    """The name of a value, cleaned; one that cannot be shown as it is stands as `?` in what follows."""
    before = len(errors)
    cleaned = PLAIN_TEXT.check(name, f"{path}.<name>", errors)
    return str(cleaned) if len(errors) == before else "?"


_KINDS: dict[Any, Check] = {
    str: PLAIN_TEXT.check,
    int: _number(int, "a whole number"),
    float: _number(float, "a number"),
    bool: _plain(bool, "true or false"),
    UUID: _plain(UUID, "an id, such as uuid.UUID(text)"),
    FieldValue: _field_value,
    timedelta: _duration,
    datetime: _moment,
    date: _day,
    Any: _json,
}


def _compile(hint: Any, most: int = MAX_ITEMS) -> Check:
    """The check for one annotation; of items there may be so many."""
    while hasattr(hint, "__supertype__"):  # NewType
        hint = hint.__supertype__
    if hint in _KINDS:
        return _KINDS[hint]
    origin, args = get_origin(hint), get_args(hint)
    if origin is Annotated:
        text = next((extra for extra in args[1:] if isinstance(extra, Text)), None)
        items = next((extra for extra in args[1:] if isinstance(extra, Items)), None)
        return text.check if text else _compile(args[0], items.max if items else most)
    if origin in (Union, types.UnionType):
        inner = tuple(arg for arg in args if arg is not type(None))
        checks: list[Check] = (
            [_field_value] if set(inner) == _FIELD_VALUES else [_compile(arg) for arg in inner]
        )
        return _optional(checks, type(None) in args)
    if origin is tuple and args[1:] == (...,):
        return _many(_compile(args[0]), most)
    if origin is Literal:
        return _one_of(args)
    if origin is not None and issubclass(origin, Mapping):
        return _mapping_of(_json if args[1:] in ((), (Any,)) else _compile(args[1]), most)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return _member_of(hint)
    if isinstance(hint, type) and attrs.has(hint):
        return _record(hint)
    raise TypeError(
        f"a message field cannot be annotated {hint!r}; see commkit.runtime.values.validation for what can"
    )


def _optional(checks: list[Check], nullable: bool) -> Check:
    if len(checks) != 1:
        raise TypeError("a message field may be `X` or `X | None`, not a union of several")
    (check_inner,) = checks

    def check(value: Any, path: str, errors: list[FieldError]) -> Any:
        return None if value is None and nullable else check_inner(value, path, errors)

    return check


def _many(check_item: Check, most: int) -> Check:
    def check(value: Any, path: str, errors: list[FieldError]) -> Any:
        if not isinstance(value, tuple | list):
            return wrong_type(value, path, errors, "a list")
        if not has_few(value, most, path, errors):
            return value
        cleaned = tuple(check_item(item, f"{path}[{n}]", errors) for n, item in enumerate(value))
        same = isinstance(value, tuple) and all(new is old for new, old in zip(cleaned, value, strict=True))
        return value if same else cleaned

    return check


def _one_of(choices: tuple[Any, ...]) -> Check:
    def check(value: Any, path: str, errors: list[FieldError]) -> Any:
        if value not in choices:
            listed = ", ".join(map(str, choices))
            errors.append(FieldError(path, "not_a_choice", f"choose one of: {listed}"))
        return value

    return check


def _member_of(kind: type[Enum]) -> Check:
    choices = ", ".join(str(member.value) for member in kind)

    def check(value: Any, path: str, errors: list[FieldError]) -> Any:
        if isinstance(value, kind):
            return value
        try:
            return kind(value)  # its value will do, as in JSON
        except ValueError:
            errors.append(FieldError(path, "not_a_choice", f"choose one of: {choices}"))
            return value

    return check


def _mapping_of(check_inner: Check, most: int) -> Check:
    def check(value: Any, path: str, errors: list[FieldError]) -> Any:
        if not isinstance(value, Mapping):
            return wrong_type(value, path, errors, "an object with named values")
        if not has_few(value, most, path, errors):
            return value
        names = [(_name(name, path, errors), inner) for name, inner in value.items()]
        return {name: check_inner(inner, f"{path}.{name}", errors) for name, inner in names}

    return check


def _record(record: type) -> Check:
    def check(value: Any, path: str, errors: list[FieldError]) -> Any:
        if not isinstance(value, record):
            return wrong_type(value, path, errors, f"a {record.__name__}")
        try:
            return _compiled(record)(value)
        except Invalid as invalid:
            errors += [FieldError(f"{path}.{e.path}", e.code, e.message) for e in invalid.errors]
            return value

    return check
