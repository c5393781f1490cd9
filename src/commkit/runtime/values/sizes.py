"""How much a message may hold: items of a list or of named values, and characters in all of them.

What a message holds is read again behind the validation: by checks of texts, by gates, within the transaction that
other members wait for. So it is bounded before any of them sees it.
"""

import types
from collections.abc import Mapping
from typing import Annotated, Any, Union, get_args, get_origin

import attrs
from attrs import frozen

from commkit.runtime.model.errors import FieldError

MAX_ITEMS = 1_000
"""Items of a list, or named values, where a field's annotation says nothing else."""
MAX_JSON_ITEMS = 10_000
"""Items of a list or an object within a JSON value, such as the denied domains of a community."""


@frozen
class Items:
    """The limit of a list, or of named values; without it 1,000.

    Attributes:
        max: Items, at most.
    """

    max: int


def _text_size(value: Any) -> int:
    """The characters of the texts in a value, however deep; each item and each name counts as one more."""
    if isinstance(value, str):
        return len(value)
    if isinstance(value, Mapping):
        return sum(1 + _text_size(name) + _text_size(inner) for name, inner in value.items())
    if isinstance(value, tuple | list):
        return sum(1 + _text_size(item) for item in value)
    kind: Any = type(value)
    if attrs.has(kind):
        return sum(_text_size(getattr(value, known.name)) for known in attrs.fields(kind))
    return 0


def is_compound(hint: Any) -> bool:
    """Whether values of an annotation hold further ones, however many."""
    origin = get_origin(hint)
    if origin in (Annotated, Union, types.UnionType):
        return any(map(is_compound, get_args(hint)[: 1 if origin is Annotated else None]))
    if origin is not None:
        return origin is tuple or (isinstance(origin, type) and issubclass(origin, Mapping))
    return isinstance(hint, type) and attrs.has(hint)


def check_size(held: Mapping[str, Any], most: int, errors: list[FieldError]) -> None:
    """Note that the fields of a message hold more characters than they may, in all; at the one that holds most."""
    sizes = {name: _text_size(value) for name, value in held.items()}
    size = sum(sizes.values())
    if size > most:
        longest = max(sizes, key=lambda name: sizes[name])
        errors.append(
            FieldError(longest, "too_long", f"hold at most {most} characters with all items, not {size}")
        )


def has_few(value: Any, most: int, path: str, errors: list[FieldError]) -> bool:
    """Whether a value has no more items than it may; of one that has more, none is looked at."""
    if len(value) > most:
        errors.append(FieldError(path, "too_many", f"give at most {most}, not {len(value)}"))
    return len(value) <= most
