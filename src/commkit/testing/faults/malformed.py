"""Malformed messages, and what must hold for them: only typed errors are raised.

```python
@given(malformed_messages(messages(kit)))
def test_malformed_messages_are_refused(message):
    with only_typed_errors(message), kit.session("ada", "help") as session:
        session.ask(message) if isinstance(message, Query) else session.do(message)
```
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from enum import Enum, IntEnum
from typing import Any, TypeVar
from uuid import UUID

from hypothesis import strategies as st

from commkit.runtime.model.errors import CommkitError
from commkit.runtime.values.serialization import dump
from commkit.testing.fields import attributes_of

M = TypeVar("M")

UNTYPED_FAILURE_CODES = frozenset(
    {f"runtime.{what}_failed" for what in ("handler", "gate", "transform", "reaction")}
)
"""Codes of a session's errors where a feature raised something untyped."""


@contextmanager
def only_typed_errors(what: object) -> Iterator[list[CommkitError]]:
    """What happens inside succeeds or raises a typed error, which is caught.

    Args:
        what: Named in the failure.

    Yields:
        The error, once there is one.

    Raises:
        AssertionError: Something else was raised, or a typed error that hides something else.
    """
    raised: list[CommkitError] = []
    try:
        yield raised
    except CommkitError as error:
        raised.append(error)
        if error.code in UNTYPED_FAILURE_CODES:
            raise AssertionError(f"{what!r:.2000} made a feature raise something untyped: {error}") from error
    except Exception as error:
        raise AssertionError(f"{what!r:.2000} came out as {type(error).__name__}: {error!s:.500}") from error


def malformed_messages(messages: st.SearchStrategy[M]) -> st.SearchStrategy[M]:
    """The same messages with values in some fields that no validation of theirs allows."""
    return st.builds(
        _corrupt, messages, st.lists(st.tuples(st.integers(0, 30), JUNK), min_size=1, max_size=3)
    )


def malformed_payloads(messages: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """The JSON-able forms of messages, with junk in some fields, some left out and some made up."""
    changes = st.lists(
        st.tuples(st.integers(0, 30), st.sampled_from(("put", "put", "put", "drop", "add")), JSON_JUNK),
        min_size=1,
        max_size=3,
    )
    return st.builds(_corrupt_values, messages, changes) | JSON_JUNK


def _corrupt(message: M, changes: list[tuple[int, Any]]) -> M:
    names = [attribute.name for attribute in attributes_of(type(message))]
    values = {name: getattr(message, name) for name in names}
    for place, junk in changes if names else ():
        values[names[place % len(names)]] = junk
    made: M = object.__new__(type(message))
    for name, value in values.items():
        object.__setattr__(made, name, value)
    return made


def _corrupt_values(message: Any, changes: list[tuple[int, str, Any]]) -> Any:
    values: dict[Any, Any] = dump(message)
    for place, how, junk in changes:
        name = list(values)[place % len(values)] if values else "made_up"
        if how == "put":
            values[name] = junk
        elif how == "drop":
            values.pop(name, None)
        else:
            values[junk if isinstance(junk, str) else "made_up"] = junk
    return values


class _Colour(Enum):
    RED = 1


class _Word(str):
    """A subclass of text."""

    __slots__ = ()


class _Count(IntEnum):
    ONE = 1


class _Part(float):
    """A subclass of numbers, as numpy's are."""

    __slots__ = ()


def _nested(depth: int) -> Any:
    value: Any = "x"
    for _ in range(depth):
        value = [value]
    return value


_ENDLESS: list[Any] = []
_ENDLESS.append(_ENDLESS)

_TEXTS = (
    "",
    " ",
    "\0",
    "a\0b",
    "\ud800",
    "\n",
    "\u2028",
    "\u202e",
    "x" * 30_000,
    "é" * 300,
    "../../x",
    "'; --",
    "%s{0}",
)
_NUMBERS = (
    -1,
    0,
    1,
    101,
    2**31,
    2**63 - 1,
    2**63,
    -(2**63) - 1,
    10**30,
    0.5,
    -0.0,
    1e308,
    float("nan"),
    float("inf"),
)

JSON_JUNK: st.SearchStrategy[Any] = st.one_of(
    st.sampled_from([None, True, False, [], {}, [None], [[]], {"": None}, {"a": {"b": []}}, _nested(60)]),
    st.sampled_from(_TEXTS),
    st.sampled_from(_NUMBERS),
    st.sampled_from(
        ["2030-01-01", "2030-13-01", "2030-01-01T00:00", "0001-01-01T00:00:00+14:00", str(UUID(int=0))]
    ),
    st.text(st.characters(exclude_categories=()), max_size=10),
    st.lists(st.sampled_from((*_TEXTS, *_NUMBERS)), max_size=3),
)
"""Whatever a JSON body can hold."""

JUNK: st.SearchStrategy[Any] = st.one_of(
    JSON_JUNK,
    st.sampled_from(
        [
            *(
                b"",
                b"\xff\0",
                bytearray(b"x"),
                (),
                (None,),
                ((),),
                {1: 2},
                {None: None},
                set(),
                frozenset({1}),
            ),
            *(
                object(),
                object,
                len,
                ...,
                NotImplemented,
                iter(()),
                range(3),
                1j,
                Decimal("NaN"),
                _Colour.RED,
            ),
            *(
                _Word("word"),
                _Count.ONE,
                _Part(0.5),
                _ENDLESS,
                {"a": _ENDLESS},
                UUID(int=0),
                UUID(int=2**128 - 1),
            ),
            *(date(2030, 1, 1), date.min, date.max, timedelta.max, timedelta.min, timedelta(0)),
            *(datetime(2030, 1, 1), datetime.max, datetime.min.replace(tzinfo=UTC)),  # noqa: DTZ001, DTZ901  # junk, too
            datetime.max.replace(tzinfo=timezone(timedelta(hours=-14))),
        ]
    ),
)
"""Whatever a Python caller can put into a field."""
