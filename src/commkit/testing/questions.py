"""Every question that can be asked in a world, and its answers page by page: for tests of what queries tell."""

from collections.abc import Iterator, Sequence
from enum import Enum
from itertools import islice, product
from random import Random
from typing import Any, Literal, get_args, get_origin, get_type_hints
from uuid import UUID

import attrs
from attrs import evolve

from commkit.runtime.model.messages import Message, Query
from commkit.runtime.sessions.composition import Actor
from commkit.testing.histories import Attempt, World, id_type_in
from commkit.testing.samples import sample_value
from commkit.testing.strategies import fits

MAX_QUESTIONS = 12
"""Questions of one class, at most; chosen at random, the same each time, where there are more."""
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
    fields = [attribute for attribute in attrs.fields(cls) if attribute.init]  # type: ignore[arg-type]
    choices = [_choices(field, hints[field.name], world, words) for field in fields]
    names = [field.alias or field.name for field in fields]
    combinations = list(islice(product(*choices), 5_000))
    if len(combinations) > MAX_QUESTIONS:
        combinations = Random(len(combinations)).sample(combinations, MAX_QUESTIONS)  # noqa: S311  # no secret
    for values in combinations:
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


def _choices(field: Any, hint: Any, world: World, words: Sequence[str]) -> list[Any]:
    """What may stand in a field."""
    if field.name == "after":
        return [None]
    if field.name == "limit":
        return [2]
    found = _values(hint, field.name, world, words)
    if field.default is not attrs.NOTHING:
        made = field.default
        default = made.factory() if isinstance(made, attrs.Factory) else made  # type: ignore[arg-type]
        found = [default, *(value for value in found if value != default)]
    return found or [sample_value(hint, world.kit.clock())]


def _values(hint: Any, name: str, world: World, words: Sequence[str]) -> list[Any]:
    ids = world.known_ids.get(id_type_in(hint) or name, [])
    if ids:
        many = get_origin(hint) is tuple
        return [(id,) if many else id for id in [*ids, UUID(int=1)]]
    if fitting := [value for value in world.sample_values.get(name, ()) if fits(hint, value)]:
        return [*fitting, *words[:1]] if fits(hint, "") else fitting
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
