"""Non-interference: what is private changes nothing that an outsider can read.

Two worlds are compared: a database as it was, and the same one after private things went on happening in it. So ids are
the same, and answers must be equal to the byte. Read is everything there is: each registered query, with each id that
anybody met in either world, each choice, each page; in the lobby, in public and in closed communities; refusals too.

What is private:

- whatever happens in a secret community;
- whatever happens in a private one; how many members it has is told to whoever knows its name;
- what stewards do to posts that were taken down;
- the messages that are named as private, such as drafts: nobody but who sends them sees a trace.
"""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from enum import Enum
from itertools import islice, product
from pathlib import Path
from random import Random
from typing import Any, Literal, get_args, get_origin, get_type_hints
from uuid import UUID

import attrs
from attrs import evolve, frozen

from commkit.communities import Community, Visibility
from commkit.kit import Kit
from commkit.posts import PostId, RemovePost, UpdatePostState
from commkit.runtime.model.errors import CommkitError
from commkit.runtime.model.messages import Command, Message, Query
from commkit.runtime.sessions.composition import SYSTEM, Actor
from commkit.runtime.storage.database import Database
from commkit.runtime.values.serialization import dump, to_json
from commkit.testing.histories import (
    Attempt,
    World,
    create_world,
    describe,
    id_type_in,
    random_attempts,
    seed_threads,
)
from commkit.testing.samples import sample_value
from commkit.testing.strategies import fits

_MOST = 12
"""Different questions of one class, at most."""

CANARY = "canary"
"""What is said in private at least, and looked for."""

_PAGES = 20
"""Pages that are turned, at most."""

_STRANGERS: tuple[Actor, ...] = (None, "stranger")
REVEALING = frozenset(
    {
        "communities.update_community",
        "communities.archive_community",
        "communities.update_settings",
        "communities.reopen_community",
        "posts.restore_post",
    }
)
"""Messages that change what a community says of itself at the door, or put up again what was taken down."""

MessageClass = type[Message[Any]]


@frozen
class Leak:
    """An answer that is not the same in both worlds.

    Attributes:
        question: Who asked what where.
        without_private: The answer without what is private.
        with_private: The answer with it.
    """

    question: str
    without_private: str
    with_private: str

    def __str__(self) -> str:
        return f"{self.question}\n  without what is private: {self.without_private}\n  and with it: {self.with_private}"


@frozen
class Worlds:
    """A public, a private and a secret community in one kit, and what can be asked of them.

    Attributes:
        public: For all.
        private: Its name can be known.
        secret: It is not there for outsiders.
        queries: What is asked.
        hidden: Messages of which nobody but their sender sees a trace.
        revealing: The names of messages that make something public.
    """

    public: World
    private: World
    secret: World
    queries: Sequence[MessageClass]
    hidden: Sequence[MessageClass] = ()
    revealing: frozenset[str] = REVEALING

    @property
    def all(self) -> tuple[World, ...]:
        """Each of them."""
        return self.public, self.private, self.secret


def create_worlds(
    kit: Kit,
    type: str,
    *,
    settings: Mapping[str, Any],
    sample_values: Mapping[str, Sequence[Any]],
    queries: Sequence[MessageClass],
    hidden: Sequence[MessageClass] = (),
    revealing: frozenset[str] = REVEALING,
) -> Worlds:
    """Create three communities, with people and threads in them.

    Args:
        kit: Where; on SQLite, with a clock that stands still, so that no answer changes with the time.
        type: Their type.
        settings: Values of features' settings that the type needs.
        sample_values: Likely values of fields.
        queries: What is asked.
        hidden: Messages of which nobody but their sender sees a trace.
        revealing: The names of messages that make something public.
    """
    public, private, secret = (
        create_world(
            kit,
            type,
            settings=settings,
            sample_values=sample_values,
            people=("steward", "member", "another"),
            visibility=visibility,
        )
        for visibility in (Visibility.PUBLIC, Visibility.PRIVATE, Visibility.SECRET)
    )
    return Worlds(public, private, secret, queries, hidden, revealing)


def find_leaks(worlds: Worlds, draw: Any, *, copy: Path, max_steps: int) -> tuple[list[Leak], list[str]]:
    """Let private things happen, and see whether anybody outside can tell.

    Args:
        worlds: Where.
        draw: Hypothesis' `data.draw`.
        copy: A file for the world in which they do not happen.
        max_steps: How many commands of each sort.

    Returns:
        The answers that differ; and what happened, one line each.
    """
    down = _taken_down(worlds.public)
    _copy_database(worlds.public.kit, copy)
    attempts = list(_private_attempts(worlds, down, draw, max_steps))
    with closing(Database(f"sqlite:///{copy}")) as database:
        twin = worlds.public.kit.with_database(database)
        found = [
            Leak(question, without, within)
            for question, reader, world, query in _questions(worlds, attempts)
            for without, within in zip(
                _pages(evolve(world, kit=twin), reader, query), _pages(world, reader, query), strict=False
            )
            if without != within
        ]
    return found, [describe(attempt) for attempt in attempts]


def _private_attempts(worlds: Worlds, down: World, draw: Any, max_steps: int) -> Iterator[Attempt]:
    kit = worlds.public.kit
    commands = {
        name: cls
        for name, cls in kit.registry.messages.items()
        if issubclass(cls, Command) and not cls.lobby and name not in worlds.revealing
    }
    about_posts = [
        cls
        for cls in commands.values()
        if {id_type_in(hint) for hint in get_type_hints(cls).values()} - {None} == {"PostId"}
    ]
    for world in (worlds.secret, worlds.private):
        yield from seed_threads(
            world, "member", title=f"The {CANARY} sings", body=f"Hear the {CANARY}.", tags=(CANARY,)
        )
        yield from random_attempts(
            world, draw, list(commands.values()), max_steps=max_steps, min_steps=max_steps
        )
    for post in down.known_ids["PostId"]:
        for state in down.sample_values["state"]:
            yield down.send("steward", UpdatePostState(PostId(post), state))
    yield from random_attempts(
        down,
        draw,
        about_posts,
        max_steps=max_steps,
        min_steps=max_steps,
        actors=("steward", "owner", SYSTEM),
        real=True,
    )
    if worlds.hidden:
        yield from random_attempts(
            worlds.public, draw, worlds.hidden, max_steps=max_steps, min_steps=max_steps, actors=("member",)
        )


def _taken_down(world: World) -> World:
    """The world as somebody sees it who knows nothing but what was taken down in it."""
    posts = world.known_ids.get("PostId", [])[-2:]
    for post in posts:
        world.send("owner", RemovePost(PostId(post)))
    return evolve(world, known_ids={"PostId": list(posts)})


def _copy_database(kit: Kit, file: Path) -> None:
    with (
        closing(sqlite3.connect(str(kit.database.url.database))) as source,
        closing(sqlite3.connect(file)) as copy,
    ):
        source.backup(copy)


# --- everything that can be asked ----------------------------------------------------------------------------------


def _questions(worlds: Worlds, attempts: Sequence[Attempt]) -> Iterator[tuple[str, Actor, World, Query[Any]]]:
    """Who asks what where: strangers everywhere, and somebody else inside the public community."""
    known: dict[str, list[UUID]] = {}
    for world in worlds.all:
        for name, ids in world.known_ids.items():
            known.setdefault(name, []).extend(ids)
    said = _said(attempts)
    for cls in worlds.queries:
        for query in _filled(cls, evolve(worlds.public, known_ids=known), said):
            for world in worlds.all[: 1 if cls.lobby else None]:
                inside = (*_STRANGERS, "another") if world is worlds.public and not cls.lobby else _STRANGERS
                where = "the lobby" if cls.lobby else f"a {world.community.visibility} community"
                for reader in inside:
                    yield f"{reader} in {where} asks {query}", reader, world, query


def _filled(cls: MessageClass, everything: World, said: Sequence[str]) -> Iterator[Any]:
    hints = get_type_hints(cls, include_extras=True)
    fields = [attribute for attribute in attrs.fields(cls) if attribute.init]  # type: ignore[arg-type]
    choices = [_choices(field, hints[field.name], everything, said) for field in fields]
    names = [field.alias or field.name for field in fields]
    combinations = list(islice(product(*choices), 5_000))
    if len(combinations) > _MOST:
        combinations = Random(len(combinations)).sample(combinations, _MOST)  # noqa: S311  # no secret
    for values in combinations:
        yield cls(**dict(zip(names, values, strict=True)))


def _choices(field: Any, hint: Any, everything: World, said: Sequence[str]) -> list[Any]:
    """What may stand in a field: ids that were met, words, every choice, or its default."""
    if field.name == "after":
        return [None]
    if field.name == "limit":
        return [2]
    found = _values(hint, field.name, everything, said)
    if field.default is not attrs.NOTHING:
        default = field.default.factory() if isinstance(field.default, attrs.Factory) else field.default  # type: ignore[arg-type]
        found = [default, *(value for value in found if value != default)]
    return found or [sample_value(hint, everything.kit.clock())]


def _values(hint: Any, name: str, everything: World, said: Sequence[str]) -> list[Any]:
    ids = everything.known_ids.get(id_type_in(hint) or name, [])
    if ids:
        many = get_origin(hint) is tuple
        return [(id,) if many else id for id in [*ids, UUID(int=1)]]
    if fitting := [word for word in everything.sample_values.get(name, ()) if fits(hint, word)]:
        return [*fitting, CANARY] if fits(hint, CANARY) else fitting
    if fits(hint, True):
        return [True, False]
    if get_origin(hint) is Literal:
        return list(get_args(hint))
    if isinstance(hint, type) and issubclass(hint, Enum):
        return list(hint)
    if fits(hint, ""):
        return list(said)
    inner = [arg for arg in get_args(hint) if arg is not type(None)]
    return _values(inner[0], name, everything, said) if inner and type(None) in get_args(hint) else []


def _said(attempts: Sequence[Attempt]) -> list[str]:
    """Words out of what was written in private, which nobody outside may find."""
    texts = [
        value
        for attempt in attempts
        if attempt.error is None
        for value in attrs.asdict(attempt.message, recurse=False).values()  # type: ignore[arg-type]
        if isinstance(value, str) and value.strip()
    ]
    return [*dict.fromkeys((CANARY, f"The {CANARY} sings", *texts[-5:]))]


def _pages(world: World, reader: Actor, query: Query[Any]) -> list[str]:
    """The answer as bytes would have it, page by page; or the refusal."""
    pages: list[str] = []
    while len(pages) < _PAGES:
        attempt = world.send(reader, query)
        pages.append(_told(attempt.error) if attempt.error else to_json(dump(_faceless(attempt.result))))
        following = getattr(attempt.result, "next", None)
        if following is None or not hasattr(query, "after"):
            break
        query = evolve(query, after=following)  # type: ignore[misc]  # a query with pages
    return pages


def _faceless(result: Any) -> Any:
    """A closed community without the number that it shows at the door."""
    if isinstance(result, Community) and result.visibility is not Visibility.PUBLIC:
        return evolve(result, member_count=0)
    return result


def _told(error: CommkitError) -> str:
    return f"{type(error).__name__} {error.code}: {error.message} {error.data!r}"
