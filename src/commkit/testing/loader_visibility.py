"""Loaders decide who sees what: no query may show a member what the loader of that record refuses to the member.

Somebody writes texts with words that occur nowhere else. Then some of it is hidden: removed, private, in a place that
is not for all. Whatever a reader cannot load by its id, must be in no answer to that reader: neither the record, nor
one of its words.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import count
from typing import Any, get_type_hints
from uuid import UUID

import attrs
from attrs import evolve, field, frozen

from commkit.posts import PostId, RemovePost
from commkit.runtime.model.errors import CommkitError
from commkit.runtime.model.messages import Command, Message, Query
from commkit.runtime.sessions.composition import SYSTEM, Actor
from commkit.runtime.values.serialization import dump, to_json
from commkit.runtime.values.validation import validator_of
from commkit.testing.contexts import context_of
from commkit.testing.fields import attributes_of, id_type_in
from commkit.testing.histories import World, describe, random_attempts, seed_threads
from commkit.testing.query_answers import fill_query, read_pages
from commkit.testing.strategies import fits

READERS: tuple[Actor, ...] = ("member", "another", None)
"""Who asks: two members, and a visitor."""

MessageClass = type[Message[Any]]
_WORD = re.compile(r"secret\d{6}")


@frozen
class HiddenRecord:
    """A record that its loader refuses to a reader.

    Attributes:
        record: Its class.
        id: Its id.
        content: What somebody else loads by that id.
    """

    record: type
    id: UUID
    content: Any


@frozen
class _View:
    """What one reader can load.

    Attributes:
        hidden: What others can load, and this reader cannot.
        secrets: Words that are in hidden records only.
    """

    hidden: Sequence[HiddenRecord] = ()
    secrets: Mapping[str, HiddenRecord] = field(factory=dict)


def find_loader_leaks(
    world: World,
    draw: Any,
    *,
    commands: Sequence[MessageClass],
    queries: Sequence[MessageClass],
    max_steps: int,
    readers: Sequence[Actor] = READERS,
) -> tuple[list[str], int]:
    """Write and hide records, then send every query.

    Args:
        world: Where, with the people `member` and `another` in it.
        draw: Hypothesis' `data.draw`.
        commands: What people write with, and hide.
        queries: What is asked.
        max_steps: How many commands of each sort.
        readers: Who asks.

    Returns:
        The answers that reveal what a loader refuses, one sentence each; and how many records were hidden from
        somebody.
    """
    done = [describe(attempt) for attempt in write_content(world, draw, commands, max_steps)]
    found: list[str] = []
    hidden = 0
    for reader in readers:
        view = _view_of(world, reader, readers)
        hidden += len(view.hidden)
        for cls in queries:
            for query in fill_query(cls, world, ["secret", "thread", *sorted(view.secrets)[:1]]):
                found += [f"{reader} asks {query}: {leak}" for leak in _leaks(world, reader, query, view)]
    return ([*found[:5], "after:", *done] if found else []), hidden


def write_content(world: World, draw: Any, commands: Sequence[MessageClass], max_steps: int) -> Iterator[Any]:
    """Write with every command, with a word of its own in each free text; then remove some of it.

    Args:
        world: Where, with the people `member` and `another` in it.
        draw: Hypothesis' `data.draw`.
        commands: What people write with.
        max_steps: How many random commands, at most.
    """
    words = (f"secret{number:06}" for number in count(1))
    for author in ("member", "another"):
        yield from seed_threads(
            world, author, title=f"The {next(words)} thread", body=f"It is {next(words)}."
        )
    posts = list(world.known_ids.get("PostId", []))
    for cls in commands:
        if issubclass(cls, Command) and not cls.lobby:
            for author in ("member", "another", "steward"):
                message = draw(world.messages(cls, only_known=True), label=cls.__name__)
                yield world.send(author, _with_secrets(message, world, words))
    if commands:
        yield from random_attempts(world, draw, commands, max_steps=max_steps, only_known=True)
    for post in posts[-4::2]:
        yield world.send("owner", RemovePost(PostId(post)))


def _with_secrets(message: Message[Any], world: World, words: Iterator[str]) -> Message[Any]:
    """The message with a word of its own in each free text, where the message allows it."""
    hints = get_type_hints(type(message), include_extras=True)
    for attribute in attributes_of(type(message)):
        free = attribute.name not in world.sample_values and fits(hints[attribute.name], "")
        if free and isinstance(getattr(message, attribute.name), str):
            changed = evolve(message, **{attribute.name: f"{next(words)} it is"})  # type: ignore[misc]  # an attrs class
            try:
                validator_of(type(message))(changed)
            except CommkitError:  # a slug, an address: no free text
                continue
            message = changed
    return message


def _view_of(world: World, reader: Actor, readers: Sequence[Actor]) -> _View:
    mine = _loaded(world, reader)
    others: dict[tuple[type, UUID], Any] = {}
    for other in (SYSTEM, "owner", "steward", *readers):
        others |= _loaded(world, other)
    visible = {word for content in mine.values() for word in _words(content)}
    hidden = [
        HiddenRecord(record, id, content)
        for (record, id), content in others.items()
        if (record, id) not in mine
    ]
    secrets = {word: each for each in hidden for word in _words(each.content) if word not in visible}
    return _View(hidden, secrets)


def _loaded(world: World, reader: Actor) -> dict[tuple[type, UUID], Any]:
    """Every record that a reader can load by an id that is known in the world; none where nobody lets the reader in."""
    found: dict[tuple[type, UUID], Any] = {}
    with suppress(CommkitError), world.kit.session(reader, world.community.slug, read_only=True) as session:
        context = context_of(session)
        for record in context.dispatch.loaders:
            for id in world.known_ids.get(_id_type(record), ()):
                try:
                    found[record, id] = context.get(record, id)
                except CommkitError:
                    continue
    return found


def _id_type(record: type) -> str:
    """The name under which a world knows the ids of a record; see `commkit.testing.fields.ids_in`."""
    return id_type_in(get_type_hints(record).get("id")) or record.__name__.lower()


def _words(content: Any) -> set[str]:
    return set(_WORD.findall(to_json(dump(content))))


def _leaks(world: World, reader: Actor, query: Query[Any], view: _View) -> Iterator[str]:
    asked = set(_WORD.findall(str(query)))  # an answer may repeat the question
    for attempt in read_pages(world, reader, query):
        if attempt.error is not None:
            words = set(_WORD.findall(str(attempt.error)))
        else:
            words = _words(attempt.result)
            shown = list(_records_in(attempt.result))
            for each in view.hidden:
                if any(type(record) is each.record and record == each.content for record in shown):
                    yield f"it shows {each.record.__name__} {each.id}, which its loader refuses"
        for word in sorted((words - asked) & view.secrets.keys()):
            each = view.secrets[word]
            yield f"it shows words of {each.record.__name__} {each.id}, which its loader refuses"


def _records_in(value: Any) -> Iterator[Any]:
    if isinstance(value, tuple | list):
        for item in value:
            yield from _records_in(item)
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from _records_in(item)
    elif attrs.has(type(value)):
        yield value
        for attribute in attributes_of(type(value)):
            yield from _records_in(getattr(value, attribute.name))
