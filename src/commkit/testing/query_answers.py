"""Every query that can be asked in a world, and its answers page by page: for tests of what queries show."""

from collections.abc import Iterator, Sequence
from enum import Enum
from itertools import islice, product
from random import Random
from typing import Any, Literal, get_args, get_origin, get_type_hints
from uuid import UUID

import attrs
from attrs import evolve

from commkit.communities import Community, Visibility
from commkit.runtime.model.errors import CommkitError
from commkit.runtime.model.messages import Message, Query
from commkit.runtime.sessions.composition import Actor
from commkit.runtime.values.serialization import dump, to_json
from commkit.testing.fields import attributes_of, id_type_in
from commkit.testing.histories import Attempt, World
from commkit.testing.samples import sample_value
from commkit.testing.strategies import fits

MAX_QUERIES = 12
"""Queries of one class, at most: the one with every default, and others chosen at random, the same each time."""
MAX_PAGES = 20
"""Pages of one answer that are read, at most."""


def fill_query(cls: type[Message[Any]], world: World, words: Sequence[str]) -> Iterator[Query[Any]]:
    """Queries of a class, with known ids, words, each choice, and defaults.

    Args:
        cls: The class.
        world: Whose ids and likely values are used.
        words: What free text may be.
    """
    hints = get_type_hints(cls, include_extras=True)
    fields = [attribute for attribute in attributes_of(cls) if attribute.init]
    choices = [_choices(field, hints[field.name], world, words) for field in fields]
    names = [field.alias or field.name for field in fields]
    plain, *others = islice(product(*choices), 5_000)
    if len(others) >= MAX_QUERIES:
        others = Random(len(others)).sample(others, MAX_QUERIES - 1)  # noqa: S311  # no secret
    for values in (plain, *others):
        yield cls(**dict(zip(names, values, strict=True)))  # type: ignore[misc]  # a query, by its callers


def read_pages(world: World, reader: Actor, query: Query[Any]) -> Iterator[Attempt]:
    """The answer to a query, page by page; or its one refusal.

    Args:
        world: Where.
        reader: Who asks.
        query: What is asked.
    """
    for _ in range(MAX_PAGES):
        attempt = world.send(reader, query)
        yield attempt
        following = getattr(attempt.result, "next", None)
        if following is None or not hasattr(query, "after"):
            return
        query = evolve(query, after=following)  # type: ignore[misc]  # a query with pages


def json_pages(world: World, reader: Actor, query: Query[Any]) -> list[str]:
    """The answer as JSON, page by page; or the refusal.

    Args:
        world: Where.
        reader: Who asks.
        query: What is asked.
    """
    return [
        _refusal(attempt.error) if attempt.error else to_json(dump(_without_size(attempt.result)))
        for attempt in read_pages(world, reader, query)
    ]


def _without_size(result: Any) -> Any:
    """A closed community without the number of its members, which may be known."""
    if isinstance(result, Community) and result.visibility is not Visibility.PUBLIC:
        return evolve(result, member_count=0)
    return result


def _refusal(error: CommkitError) -> str:
    return f"{type(error).__name__} {error.code}: {error.message} {error.data!r}"


def _choices(field: Any, hint: Any, world: World, words: Sequence[str]) -> list[Any]:
    """What may stand in a field."""
    if field.name == "after":
        return [None]
    if field.name == "limit":
        return [2]
    found = _values(hint, field.name, world, words)
    if field.default is not attrs.NOTHING:
        made = field.default
        default = made.factory() if isinstance(made, attrs.Factory) else made  # type: ignore[arg-type]  # attrs' stubs call it a function
        found = [default, *(value for value in found if value != default)]
    return found or [sample_value(hint, world.kit.clock())]


def _values(hint: Any, name: str, world: World, words: Sequence[str]) -> list[Any]:
    ids = world.known_ids.get(id_type_in(hint) or name, [])
    if ids:
        many = get_origin(hint) is tuple
        return [(id,) if many else id for id in [*ids, UUID(int=1)]]
    if fitting := [value for value in world.sample_values.get(name, ()) if fits(hint, value)]:
        return [*fitting, *words] if fits(hint, "") else fitting
    if fits(hint, True):
        return [True, False]
    if get_origin(hint) is Literal:
        return list(get_args(hint))
    if isinstance(hint, type) and issubclass(hint, Enum):
        return list(hint)
    if fits(hint, ""):
        return list(words)
    inner = [arg for arg in get_args(hint) if arg is not type(None)]
    return _values(inner[0], name, world, words) if inner and type(None) in get_args(hint) else []
