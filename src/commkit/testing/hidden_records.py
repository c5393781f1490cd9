"""What a feature hides of a record is in no answer: every statement that shows such records asks the rules of all.

In a community with content, a rule hides every record of a class, one class after the other. Then everybody asks
everything: no answer may hold an id of such a record, and its loader finds none.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from copy import copy
from types import MappingProxyType
from typing import Any, get_type_hints
from uuid import UUID

import attrs
from attrs import evolve, frozen
from sqlalchemy import ColumnElement, FromClause, Table, select, true

from commkit.kit import Kit
from commkit.runtime.composing.dispatch import DispatchTable
from commkit.runtime.model.errors import NotFound
from commkit.runtime.model.messages import Message, Query
from commkit.runtime.sessions.composition import Actor, Composition
from commkit.runtime.storage.readers import Reader
from commkit.runtime.storage.visibility import Visibility
from commkit.testing.contexts import context_of
from commkit.testing.fields import id_type_in
from commkit.testing.histories import World
from commkit.testing.query_answers import fill_query, read_pages

READERS: tuple[Actor, ...] = ("member", "steward", "owner")
"""Who asks."""
ANY_RECORD = "*"
"""Stands for the name of any record, for queries that may tell any id."""
_ANYTHING = ""
"""The name of the type of an id that may be of anything."""


@frozen
class HiddenOutcome:
    """What was told of the records of a class while a rule hid them all.

    Attributes:
        record: The class.
        leaks: The answers that told of one, one sentence each.
        shown: How many answers told of one before they were hidden; without any, nothing is known.
    """

    record: type
    leaks: tuple[str, ...]
    shown: int


def composed_records(kit: Kit, type: str) -> tuple[type, ...]:
    """The records of a community type whose visibility is composed: whose loaders name their tables."""
    return tuple(_table_of(kit, type).visibility.records)


def hide_records(kit: Kit, type: str, record: type) -> Kit:
    """The same Kit, in which one more rule hides every record of a class from everybody in communities of a type."""
    composition = _composition_of(kit)
    known = _table_of(kit, type).visibility
    rules = {**known.rules, record: (*known.rules.get(record, ()), _everything)}
    table = evolve(composition.tables[type], visibility=Visibility(known.records, rules))
    twin = copy(kit)
    changed = evolve(composition, tables={**composition.tables, type: table})
    twin._composition = changed  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]  # as `Kit.with_database` does
    return twin


def find_hidden(
    world: World,
    records: Sequence[type],
    *,
    queries: Sequence[type[Message[Any]]],
    readers: Sequence[Actor] = READERS,
    may_mention_hidden: Mapping[str, Collection[str]] = MappingProxyType({}),
) -> tuple[HiddenOutcome, ...]:
    """Hide every record of a class, one class after the other, and ask everything.

    Args:
        world: Where, with content.
        records: The classes.
        queries: What is asked.
        readers: Who asks.
        may_mention_hidden: By the name of a query, the names of the records of which it may tell an id all the same.
    """
    hidden = [_hide(world, record) for record in records]
    leaks = {each.record: list(_loaded(each, readers)) for each in hidden}
    shown = dict.fromkeys(leaks, 0)
    for cls in queries:
        allowed = may_mention_hidden.get(world.kit.registry.name_of(cls), ())
        asked = [each for each in hidden if not {each.record.__name__, ANY_RECORD} & {*allowed}]
        for query in fill_query(cls, world, ["build", "thread"]):
            for reader in readers:
                told = set(_told(world, reader, query))
                for each in asked:
                    if not each.among(told):
                        continue  # what an answer did not tell before, it does not tell now: rules only narrow
                    shown[each.record] += 1
                    leaks[each.record] += [
                        f"{reader} asks {query}, and is told of {each.record.__name__} {id}"
                        for id in each.among(set(_told(each.world, reader, query)))
                    ]
    return tuple(HiddenOutcome(record, tuple(leaks[record]), shown[record]) for record in leaks)


@frozen
class _Hidden:
    """A class of records, all of which are hidden."""

    record: type
    world: World
    ids: frozenset[UUID]
    names: frozenset[str]
    shared: frozenset[UUID]

    def among(self, told: Collection[tuple[str, UUID]]) -> set[UUID]:
        """Those of its ids that an answer tells; an id of two things is told where the answer says of which."""
        named = ((name, id) for name, id in told if id in self.ids)
        return {
            id for name, id in named if name in self.names or (name == _ANYTHING and id not in self.shared)
        }


def _hide(world: World, record: type) -> _Hidden:
    type = world.community.type
    known = _table_of(world.kit, type).visibility.records
    ids = {other: _ids_of(world, known[other].table) for other in known}
    shared = frozenset(id for other in known if other is not record for id in ids[other])
    name = id_type_in(get_type_hints(record).get("id")) or record.__name__.lower()
    hidden = evolve(world, kit=hide_records(world.kit, type, record))
    return _Hidden(record, hidden, ids[record], frozenset({name, record.__name__}), shared)


def _ids_of(world: World, table: Table) -> frozenset[UUID]:
    with world.kit.database.engine.connect() as connection:
        here = select(table.c.id).where(table.c.community_id == world.community.id)
        return frozenset(connection.execute(here).scalars())


def _everything(row: FromClause, reader: Reader) -> ColumnElement[bool]:
    return true()


def _table_of(kit: Kit, type: str) -> DispatchTable:
    return _composition_of(kit).tables[type]


def _composition_of(kit: Kit) -> Composition:
    # As for `commkit.testing.contexts`: only tests import it.
    return kit._composition  # noqa: SLF001  # pyright: ignore[reportPrivateUsage]


def _loaded(hidden: _Hidden, readers: Sequence[Actor]) -> Iterator[str]:
    """What the loader, or the statement of visible ids, gives of hidden records."""
    world, record = hidden.world, hidden.record
    for reader in readers:
        # A reader who cannot even enter, as of a community that has become secret, is told nothing.
        with (
            suppress(NotFound),
            world.kit.session(reader, world.community.slug, read_only=True) as session,
        ):
            context = context_of(session)
            for id in context.visible_ids(record, hidden.ids):
                yield f"{record.__name__} {id} is among the ids that {reader} may see"
            for id in hidden.ids:
                try:
                    context.get(record, id)
                except NotFound:
                    continue
                yield f"{reader} loads {record.__name__} {id}"


def _told(world: World, reader: Actor, query: Query[Any]) -> Iterator[tuple[str, UUID]]:
    """The ids that the answer to a query tells, each with what it is the id of."""
    for attempt in read_pages(world, reader, query):
        yield from _ids_in(attempt.result, _ANYTHING)


def _ids_in(value: Any, name: str) -> Iterator[tuple[str, UUID]]:
    """Every id in an answer, with the name of its type, or with the class that a `record` beside it names."""
    if isinstance(value, UUID):
        yield name, value
    elif isinstance(value, tuple | list | set | frozenset):
        for item in value:
            yield from _ids_in(item, name)
    elif isinstance(value, Mapping):
        for item in (*value.keys(), *value.values()):
            yield from _ids_in(item, name)
    elif attrs.has(type(value)):
        hints = get_type_hints(type(value))
        beside = getattr(value, "record", None)
        for attribute in attrs.fields(type(value)):
            own = id_type_in(hints[attribute.name])
            if own is None and attribute.name == "id":
                own = type(value).__name__.lower()
            named = beside if attribute.name == "object" and isinstance(beside, str) else _ANYTHING
            yield from _ids_in(getattr(value, attribute.name), own or named)
