"""One plain value for each annotation: what a message's fields hold where a test does not care."""

import types
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from enum import Enum
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints
from uuid import UUID

import attrs

from commkit.runtime.values.texts import Text

WORD = "some words"


class NoSampleValue(TypeError):
    """There is no plain value for an annotation.

    Attributes:
        field: The field that needs one; empty where it is not known.
    """

    def __init__(self, hint: Any, field: str = "") -> None:
        where = f"its field {field!r}: " if field else ""
        super().__init__(f"{where}there is no plain value for {hint!r}")
        self.hint = hint
        self.field = field


def sample_value(hint: Any, now: datetime) -> Any:
    """A plain value that an annotation allows: `some words`, 1, the first choice, tomorrow, an hour.

    Args:
        hint: The annotation.
        now: When.

    Raises:
        NoSampleValue: It is an annotation that has none.
    """
    while hasattr(hint, "__supertype__"):  # NewType
        hint = hint.__supertype__
    plain = _plain(now)
    if hint in plain:
        return plain[hint]
    origin, args = get_origin(hint), get_args(hint)
    if origin is Annotated:
        text = next((extra for extra in args[1:] if isinstance(extra, Text)), None)
        return _text(text) if text else sample_value(args[0], now)
    if origin in (Union, types.UnionType):
        return sample_value(next(arg for arg in args if arg is not type(None)), now)
    if origin is tuple:
        return tuple(sample_value(arg, now) for arg in args if arg is not Ellipsis)
    if origin is Literal:
        return args[0]
    if origin is not None and issubclass(origin, Mapping):
        return {}
    if isinstance(hint, type) and issubclass(hint, Enum):
        return next(iter(hint))
    if isinstance(hint, type) and attrs.has(hint):
        return sample_instance(hint, {}, now)
    raise NoSampleValue(hint)


def sample_instance(cls: type[Any], given: Mapping[str, Any], now: datetime) -> Any:
    """An instance with some values given, and plain ones where a field has no default.

    Args:
        cls: An attrs class.
        given: Values by field.
        now: When.

    Raises:
        NoSampleValue: A field has no plain value; it is named.
    """
    hints = get_type_hints(cls, include_extras=True)
    values: dict[str, Any] = {}
    for attribute in attrs.fields(cls):
        if attribute.init and attribute.name not in given and attribute.default is attrs.NOTHING:
            try:
                values[attribute.name] = sample_value(hints[attribute.name], now)
            except NoSampleValue as error:
                raise NoSampleValue(error.hint, attribute.name) from None
    names = {attribute.name: attribute.alias or attribute.name for attribute in attrs.fields(cls)}
    return cls(**{names[name]: value for name, value in {**values, **given}.items()})


def _text(limits: Text) -> str:
    text = WORD[: limits.max].strip()
    return text if len(text.replace(" ", "")) >= limits.min else "x" * limits.min


def _plain(now: datetime) -> dict[Any, Any]:
    return {
        type(None): None,
        str: WORD,
        int: 1,
        float: 1.0,
        bool: True,
        bytes: b"some bytes",
        UUID: UUID(int=1, version=4),
        timedelta: timedelta(hours=1),
        datetime: now + timedelta(days=1),
        date: (now + timedelta(days=1)).date(),
        Any: WORD,
    }
