"""Hypothesis strategies for messages, records and facts, from their type hints."""

import types
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints
from uuid import UUID

import attrs
from hypothesis import strategies as st

from commkit import Text

WHOLE = st.integers(-(2**63), 2**63 - 1)
JSON = st.recursive(
    st.none()
    | st.booleans()
    | WHOLE
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
"""Anything that JSON can hold."""

_SIMPLE: dict[Any, st.SearchStrategy[Any]] = {
    str: st.text(max_size=20),
    int: WHOLE,
    float: st.floats(allow_nan=False, allow_infinity=False),
    bool: st.booleans(),
    bytes: st.binary(max_size=12),
    UUID: st.uuids(),
    date: st.dates(),
    datetime: st.datetimes(timezones=st.just(UTC)),
    # Durations travel as seconds: to the microsecond for some centuries.
    timedelta: st.timedeltas(timedelta(days=-3650), timedelta(days=3650)),
    Any: JSON,
}


def of(cls: type) -> st.SearchStrategy[Any]:
    """Objects of an attrs class, with any values that its hints allow."""
    hints = get_type_hints(cls, include_extras=True)
    fields = {field.alias: _of_hint(hints[field.name]) for field in attrs.fields(cls) if field.init}
    return st.builds(cls, **fields)


def _of_hint(hint: Any) -> st.SearchStrategy[Any]:
    while hasattr(hint, "__supertype__"):
        hint = hint.__supertype__
    if hint in _SIMPLE:
        return _SIMPLE[hint]
    origin, args = get_origin(hint), get_args(hint)
    if origin is Annotated:
        limits = [extra for extra in args[1:] if isinstance(extra, Text)]
        return st.text(max_size=min(limits[0].max, 20)) if limits else _of_hint(args[0])
    if origin in (Union, types.UnionType):
        return st.one_of(*(st.none() if arg is type(None) else _of_hint(arg) for arg in args))
    if origin in (tuple, frozenset):
        return st.lists(_of_hint(args[0]), max_size=3).map(origin)
    if origin is Literal:
        return st.sampled_from(args)
    if origin is not None:
        return st.dictionaries(st.text(max_size=5), _of_hint(args[1]), max_size=3)
    if issubclass(hint, Enum):
        return st.sampled_from(list(hint))
    return of(hint)
