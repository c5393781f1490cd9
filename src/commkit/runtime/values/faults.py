"""What was wrong with values that could not be read: every fault with its place, for people who know no Python."""

import re
from collections.abc import Iterator, Mapping

import attrs
from cattrs import (
    AttributeValidationNote,
    ClassValidationError,
    ForbiddenExtraKeysError,
    IterableValidationError,
    IterableValidationNote,
)

from commkit.runtime.model.errors import FieldError, Invalid
from commkit.runtime.model.names import nearest_name

_OF_ATTRS = re.compile(r"'(\w+)' (must .*)", re.DOTALL)
"""How the validators of attrs begin what they say."""
MOST_FAULTS = 100
"""Faults of one list or object that are told; what comes behind them is not even looked at."""
MOST_NAMES = 12
"""Fields of an object that are named where one was given that it does not have."""
SHOWN = 50
"""Characters of a wrong text or name that are repeated."""


class WrongValue(Exception):
    """A value is not what its field takes.

    Args:
        code: Stable name of the fault.
        sentence: What to give.
    """

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code


class WrongValues(Exception):
    """Values of an object are not what they must be; each fault has its place in the object."""

    def __init__(self, errors: list[FieldError]) -> None:
        super().__init__("; ".join(error.message for error in errors))
        self.errors = errors


def wrong_kind(value: object, expected: str) -> WrongValue:
    """A value is of another kind.

    Args:
        value: What was given.
        expected: What its field takes, with its article.
    """
    return WrongValue("wrong_type", f"give {expected}, not {_kind_of(value)}")


def _kind_of(value: object) -> str:
    if value is None:
        return "null"
    if isinstance(value, str):
        return f"the text {value[:SHOWN]!r}"
    if isinstance(value, bool):
        return "true" if value else "false"
    for kinds, name in (
        ((int, float), "a number"),
        ((list, tuple), "a list"),
        ((Mapping,), "an object"),
    ):
        if isinstance(value, kinds):
            return name
    return f"a value of type {type(value).__name__}"


def faults(error: BaseException, path: str = "") -> Iterator[FieldError]:
    """Every fault that a failed conversion found.

    Args:
        error: What was raised.
        path: Where the value stands, such as `tags[1]`; empty for the whole.
    """
    if not isinstance(error, ClassValidationError | IterableValidationError):
        yield from _leaf(error, path)
        return
    placed, others = error.group_exceptions()
    for inner, note in placed:
        yield from faults(inner, _within(path, note))
    for inner in others:
        yield from faults(inner, path)


def _within(path: str, note: AttributeValidationNote | IterableValidationNote) -> str:
    """The place of a field of what stands at a path, or of an item."""
    if isinstance(note, IterableValidationNote):
        return f"{path}[{note.index}]"
    return f"{path}.{note.name}" if path else note.name


def _leaf(error: BaseException, path: str) -> Iterator[FieldError]:
    prefix = f"{path}." if path else ""
    if isinstance(error, ForbiddenExtraKeysError):
        for name in sorted(map(str, error.extra_fields)):
            yield FieldError(
                f"{prefix}{name[:SHOWN]}" if name else path or "message",
                "unknown_field",
                _of_unknown(name[:SHOWN], error.cl),
            )
    elif isinstance(error, WrongValues | Invalid):  # an Invalid is what the class itself says of its values
        for inner in error.errors:
            place = f"{path}{inner.path}" if inner.path.startswith("[") else f"{prefix}{inner.path}"
            yield FieldError(place, inner.code, inner.message)
    elif isinstance(error, WrongValue):
        yield FieldError(path or "message", error.code, str(error))
    elif isinstance(error, KeyError):
        yield FieldError(path or "message", "required", "give it, it is required")
    elif found := _OF_ATTRS.match(_said(error)):
        yield FieldError(f"{prefix}{found[1]}", "out_of_range", f"it {found[2]}")
    else:
        yield FieldError(path or "message", "wrong_value", _said(error) or type(error).__name__)


def _of_unknown(name: str, cl: type) -> str:
    """What to do about a field that its object does not have: most are another field's name, half remembered."""
    sentence = f"leave it out: there is nothing of the name {name!r}"
    names = [each.name for each in attrs.fields(cl)] if attrs.has(cl) else []
    near = nearest_name(name, names)
    if near is not None:
        return f"{sentence}; did you mean {near!r}?"
    return f"{sentence}; there are: {', '.join(names)}" if 0 < len(names) <= MOST_NAMES else sentence


def _said(error: BaseException) -> str:
    return str(error.args[0]) if error.args else ""
