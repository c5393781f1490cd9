"""Hypothesis strategies that are read off annotations: any message, record or fact, within the limits it declares.

    from hypothesis import given
    from commkit.testing.strategies import messages

    @given(messages(kit))
    def test_it_survives_json(message): ...

With `known_ids`, ids are real ones, wherever they stand in a message::

    messages(kit, EditPost, {"PostId": [question.id]})
"""

import types
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints
from uuid import UUID

import attrs
from hypothesis import strategies as st

from commkit.kit import Kit
from commkit.runtime.model.messages import Message
from commkit.runtime.values.texts import PLAIN_TEXT, Text
from commkit.testing.fields import attributes_of

T = TypeVar("T")
KnownIds = Mapping[str, Sequence[UUID]]
"""Ids that there are, by the name of their type or of a field."""

_LONGEST = timedelta(days=36_500)
"""Durations travel as seconds in a float, which holds microseconds for a century and more."""

_CHARACTERS = st.characters(exclude_categories=["Cs", "Cc"])


def messages(
    kit: Kit,
    cls: type[Message[Any]] | None = None,
    known_ids: KnownIds | None = None,
    *,
    plugin: str | None = None,
    sample_values: Mapping[str, Sequence[Any]] | None = None,
    only_known: bool = False,
) -> st.SearchStrategy[Message[Any]]:
    """Well-formed messages of a kit: each passes validation.

    Args:
        kit: Whose.
        cls: Only of this class.
        known_ids: Real ids to draw from, by the name of their type, such as `PostId`, or by the name of a field.
        plugin: Only those of this plugin.
        sample_values: Likely values of fields, by the field's name.
        only_known: Whether ids and fields that have likely values take nothing else.
    """
    chosen = [
        message
        for name, message in kit.registry.messages.items()
        if cls in (None, message) and (plugin is None or name.startswith(f"{plugin}."))
    ]
    return st.one_of(
        [_message(message, known_ids or {}, sample_values or {}, only_known=only_known) for message in chosen]
    )


def _message(
    cls: type[Message[Any]],
    known_ids: KnownIds,
    sample_values: Mapping[str, Sequence[Any]],
    *,
    only_known: bool,
) -> st.SearchStrategy[Message[Any]]:
    hints = get_type_hints(cls, include_extras=True)
    given: dict[str, st.SearchStrategy[Any]] = {}
    for attribute in attributes_of(cls):
        name, hint = attribute.name, hints[attribute.name]
        own = {**known_ids, "UUID": known_ids[name]} if known_ids.get(name) else known_ids
        given[name] = values_of(hint, own, only_known=only_known)
        fitting = [word for word in sample_values.get(name, ()) if fits(hint, word)]
        if fitting:
            likely = st.sampled_from(fitting)
            given[name] = likely if only_known else st.one_of(likely, likely, given[name])
    return instances_of(cls, given)


def fits(hint: Any, value: Any) -> bool:
    """Whether a value is of the annotated class; one field name may mean different things in two messages."""
    while hasattr(hint, "__supertype__"):  # NewType
        hint = hint.__supertype__
    origin, args = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return fits(args[0], value)
    if origin in (Union, types.UnionType):
        return any(fits(arg, value) for arg in args)
    if origin is Literal:
        return value in args
    if origin is tuple and args[-1] is not Ellipsis:
        is_whole = isinstance(value, tuple) and len(value) == len(args)
        return is_whole and all(map(fits, args, value))
    if origin in (tuple, frozenset):
        return isinstance(value, origin) and all(fits(args[0], item) for item in value)
    kind = origin or hint
    return kind is Any or (isinstance(kind, type) and isinstance(value, kind))


def instances_of(
    cls: type[T],
    given: Mapping[str, st.SearchStrategy[Any]] | None = None,
    known_ids: KnownIds | None = None,
    *,
    only_known: bool = False,
) -> st.SearchStrategy[T]:
    """Any instance of an attrs class, as its annotations describe it.

    Args:
        cls: The class.
        given: Strategies for some of its fields, in place of their annotations'.
        known_ids: Real ids to draw from, as for `messages`.
        only_known: As for `messages`.
    """
    hints = get_type_hints(cls, include_extras=True)
    given = given or {}
    fields = {
        field.alias or field.name: (
            given[field.name]
            if field.name in given
            else values_of(hints[field.name], known_ids, only_known=only_known)
        )
        for field in attributes_of(cls)
        if field.init
    }
    return st.builds(cls, **fields)


def values_of(
    hint: Any, known_ids: KnownIds | None = None, *, only_known: bool = False
) -> st.SearchStrategy[Any]:
    """Any value that an annotation allows.

    Args:
        hint: The annotation.
        known_ids: Real ids to draw from, as for `messages`.
        only_known: As for `messages`.

    Raises:
        TypeError: It is an annotation that no message may have.
    """
    known_ids = known_ids or {}
    while hasattr(hint, "__supertype__"):  # NewType
        if known_ids.get(hint.__name__):
            return _ids(known_ids[hint.__name__], only_known=only_known)
        hint = hint.__supertype__
    if hint is UUID and known_ids.get("UUID"):
        return _ids(known_ids["UUID"], only_known=only_known)
    if hint in _KINDS:
        return _KINDS[hint]
    if get_origin(hint) is not None:
        return _composed(hint, known_ids, only_known=only_known)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return st.sampled_from(list(hint))
    if isinstance(hint, type) and attrs.has(hint):
        return instances_of(hint, known_ids=known_ids, only_known=only_known)
    raise _unknown(hint)


def _composed(hint: Any, known_ids: KnownIds, *, only_known: bool) -> st.SearchStrategy[Any]:
    """Values of an annotation that has parts."""
    origin, args = get_origin(hint), get_args(hint)
    if origin is Annotated:
        text = next((extra for extra in args[1:] if isinstance(extra, Text)), None)
        return texts(text) if text else values_of(args[0], known_ids, only_known=only_known)
    if origin in (Union, types.UnionType):
        return st.one_of([values_of(arg, known_ids, only_known=only_known) for arg in args])
    if origin is tuple and args[-1] is not Ellipsis:
        return st.tuples(*(values_of(arg, known_ids, only_known=only_known) for arg in args))
    if origin in (tuple, frozenset):
        many = st.lists(
            values_of(args[0], known_ids, only_known=only_known), min_size=int(only_known), max_size=3
        )
        return many.map(origin)
    if origin is Literal:
        return st.sampled_from(args)
    if isinstance(origin, type) and issubclass(origin, Mapping):
        inner = values_of(args[1], known_ids, only_known=only_known) if len(args) > 1 else _JSON
        return st.dictionaries(texts(Text(max=20)), inner, max_size=3)
    raise _unknown(hint)


def _unknown(hint: Any) -> TypeError:
    return TypeError(
        f"a message field cannot be annotated {hint!r}; see commkit.runtime.values.validation for what can"
    )


def _ids(pool: Sequence[UUID], *, only_known: bool) -> st.SearchStrategy[UUID]:
    # by its place: ids differ from run to run, and Hypothesis must be able to repeat a choice
    known = tuple(pool)
    some = st.integers(0, len(known) - 1).map(known.__getitem__)
    return some if only_known else st.one_of(some, some, st.uuids())


def texts(limits: Text) -> st.SearchStrategy[str]:
    """Any text within limits: long and short, in every script."""
    characters = st.one_of(_CHARACTERS, st.just("\n")) if limits.multiline else _CHARACTERS
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
