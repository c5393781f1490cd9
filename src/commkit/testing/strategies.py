"""Hypothesis strategies that are read off annotations: any message, record or fact, within the limits it declares.

from hypothesis import given
from commkit.testing.strategies import messages

@given(messages(kit))
def test_it_survives_json(message): ...
"""

import types
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints
from uuid import UUID

import attrs
from hypothesis import strategies as st

from commkit.kit import Kit
from commkit.runtime.border import PLAIN_TEXT, Text
from commkit.runtime.messages import Message

T = TypeVar("T")

_LONGEST = timedelta(days=36_500)
"""Durations travel as seconds in a float, which holds microseconds for a century and more."""

_CHARACTERS = st.characters(exclude_categories=["Cs", "Cc"])


def messages(kit: Kit, *, plugin: str | None = None) -> st.SearchStrategy[Message[Any]]:
    """Any message of a kit.

    Args:
        kit: Whose.
        plugin: Only those of this plugin.
    """
    chosen = [
        message
        for name, message in kit.registry.messages.items()
        if plugin is None or name.startswith(f"{plugin}.")
    ]
    return st.one_of(*map(instances_of, chosen))


def instances_of(
    cls: type[T], given: Mapping[str, st.SearchStrategy[Any]] | None = None
) -> st.SearchStrategy[T]:
    """Any instance of an attrs class, as its annotations describe it.

    Args:
        cls: The class.
        given: Strategies for some of its fields, in place of their annotations'.
    """
    hints = get_type_hints(cls, include_extras=True)
    fields = {
        field.alias or field.name: (given or {}).get(field.name, values_of(hints[field.name]))
        for field in attrs.fields(cls)  # type: ignore[arg-type]  # T is an attrs class here
        if field.init
    }
    return st.builds(cls, **fields)


def values_of(hint: Any) -> st.SearchStrategy[Any]:
    """Any value that an annotation allows.

    Raises:
        TypeError: It is an annotation that no message may have.
    """
    while hasattr(hint, "__supertype__"):  # NewType
        hint = hint.__supertype__
    if hint in _KINDS:
        return _KINDS[hint]
    origin, args = get_origin(hint), get_args(hint)
    if origin is Annotated:
        text = next((extra for extra in args[1:] if isinstance(extra, Text)), None)
        return texts(text) if text else values_of(args[0])
    if origin in (Union, types.UnionType):
        return st.one_of(*map(values_of, args))
    if origin is tuple:
        return st.lists(values_of(args[0]), max_size=3).map(tuple)
    if origin is Literal:
        return st.sampled_from(args)
    if origin is not None and issubclass(origin, Mapping):
        return st.dictionaries(texts(Text(max=20)), _JSON, max_size=3)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return st.sampled_from(list(hint))
    if isinstance(hint, type) and attrs.has(hint):
        return instances_of(hint)
    raise TypeError(f"a message field cannot be annotated {hint!r}; see commkit.runtime.border for what can")


def texts(limits: Text) -> st.SearchStrategy[str]:
    """Any text within limits: long and short, in every script."""
    characters = st.one_of(_CHARACTERS, st.just("\n")) if limits.lines else _CHARACTERS
    some = st.text(characters, max_size=min(limits.max, 30))
    if not limits.min:
        return some
    visible = st.text(
        st.characters(min_codepoint=33, max_codepoint=126), min_size=limits.min, max_size=limits.min
    )
    return st.builds(lambda start, rest: (start + rest)[: limits.max], visible, some)


_JSON = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(-(2**53), 2**53),
        st.floats(allow_nan=False, allow_infinity=False),
        texts(Text(max=20, min=0)),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(texts(Text(max=10)), inner, max_size=3)
    ),
    max_leaves=5,
)

_KINDS: dict[Any, st.SearchStrategy[Any]] = {
    type(None): st.none(),
    str: texts(PLAIN_TEXT),
    int: st.integers(-(2**63), 2**63 - 1),
    float: st.floats(allow_nan=False, allow_infinity=False),
    bool: st.booleans(),
    bytes: st.binary(max_size=20),
    UUID: st.uuids(),
    timedelta: st.timedeltas(-_LONGEST, _LONGEST),
    datetime: st.datetimes(timezones=st.just(UTC)),
    date: st.dates(),
    Any: _JSON,
}
