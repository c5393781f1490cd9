"""Non-interference: what is private changes nothing that an outsider can read.

Two worlds are compared: a database as it was, and the same one after private things went on happening in it. So ids are
the same, and answers must be equal to the byte. Every registered query is asked, with every id that anybody met in
either world, every choice, every page; in the lobby, in public and in closed communities; refusals are compared, too.

What is private:

- whatever happens in a secret community;
- whatever happens in a private one; but everybody who knows its name may know how many members it has;
- what stewards do to removed posts;
- the messages that are named as private, such as those about drafts: only their sender sees their results.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any, get_type_hints
from uuid import UUID

import attrs
from attrs import evolve, frozen
from hypothesis import strategies as st

from commkit.communities import Visibility
from commkit.kit import Kit
from commkit.posts import PostId, RemovePost, UpdatePostState
from commkit.runtime.model.messages import Command, Message, Query
from commkit.runtime.sessions.composition import SYSTEM, Actor
from commkit.testing.fields import id_type_in
from commkit.testing.histories import (
    ACTORS,
    Attempt,
    World,
    create_world,
    describe,
    random_attempts,
    seed_threads,
)
from commkit.testing.query_answers import fill_query, json_pages

CANARY = "canary"
"""A word that is written in private, and searched for."""

_STRANGERS: tuple[Actor, ...] = (None, "stranger")
PUBLISHING = frozenset(
    {
        "communities.update_community",
        "communities.archive_community",
        "communities.update_settings",
        "communities.reopen_community",
        "community_types.change_type",
        "community_types.undo_change_type",
        "posts.restore_post",
    }
)
"""Messages that change what a community tells everybody about itself, or restore what was removed."""

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
    """A public, a private and a secret community in one kit, and what can be asked there.

    Attributes:
        public: Visible to everybody.
        private: Only its name and size are visible to outsiders.
        secret: Not there for outsiders.
        queries: What is asked.
        hidden: Messages whose results only their sender sees.
        publishing: The names of messages that make something public.
    """

    public: World
    private: World
    secret: World
    queries: Sequence[MessageClass]
    hidden: Sequence[MessageClass] = ()
    publishing: frozenset[str] = PUBLISHING

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
    publishing: frozenset[str] = PUBLISHING,
) -> Worlds:
    """Create three communities, with people and threads in them.

    Args:
        kit: Where; with a clock that stands still, so that no answer changes with the time.
        type: Their type.
        settings: Values of features' settings that the type needs.
        sample_values: Likely values of fields.
        queries: What is asked.
        hidden: Messages whose results only their sender sees.
        publishing: The names of messages that make something public.
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
    return Worlds(public, private, secret, queries, hidden, publishing)


def find_leaks(
    worlds: Worlds,
    draw: Any,
    *,
    copy: Callable[[Kit], AbstractContextManager[Kit]],
    max_steps: int,
) -> tuple[list[Leak], list[str]]:
    """Let private things happen, and find the answers to outsiders that changed.

    Args:
        worlds: Where.
        draw: Hypothesis' `data.draw`.
        copy: Gives the same kit on a copy of its database, in which nothing private happens; see `KitFactory.copy`.
        max_steps: How many commands of each sort.

    Returns:
        The answers that differ; and what happened, one line each.
    """
    down = _with_removed_posts(worlds.public)
    with copy(worlds.public.kit) as twin:
        attempts = list(_private_attempts(worlds, down, draw, max_steps))
        found = [
            Leak(question, without, within)
            for question, reader, world, query in _questions(worlds, attempts)
            for without, within in zip(
                json_pages(evolve(world, kit=twin), reader, query),
                json_pages(world, reader, query),
                strict=False,
            )
            if without != within
        ]
    return found, [describe(attempt) for attempt in attempts]


def private_commands(kit: Kit, publishing: Collection[str] = PUBLISHING) -> list[MessageClass]:
    """The commands that are carried out in private, each at least once.

    Args:
        kit: Whose.
        publishing: The names of messages that make something public.
    """
    return [
        cls
        for name, cls in kit.registry.messages.items()
        if issubclass(cls, Command) and not cls.lobby and name not in publishing
    ]


def _private_attempts(worlds: Worlds, down: World, draw: Any, max_steps: int) -> Iterator[Attempt]:
    kit = worlds.public.kit
    commands = private_commands(kit, worlds.publishing)
    about_posts = [
        cls
        for cls in commands
        if {id_type_in(hint) for hint in get_type_hints(cls).values()} - {None} == {"PostId"}
    ]
    for world in (worlds.secret, worlds.private):
        yield from seed_threads(
            world, "member", title=f"The {CANARY} sings", body=f"Hear the {CANARY}.", tags=(CANARY,)
        )
        yield from random_attempts(world, draw, commands, max_steps=max_steps, min_steps=max_steps)
    for cls in commands:
        actor = draw(st.sampled_from(ACTORS), label="actor")
        yield worlds.secret.send(actor, draw(worlds.secret.messages(cls, only_known=True), label="message"))
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
        only_known=True,
    )
    if worlds.hidden:
        yield from random_attempts(
            worlds.public, draw, worlds.hidden, max_steps=max_steps, min_steps=max_steps, actors=("member",)
        )


def _with_removed_posts(world: World) -> World:
    """The world, with only those posts known that were removed in it."""
    posts = world.known_ids.get("PostId", [])[-2:]
    for post in posts:
        world.send("owner", RemovePost(PostId(post)))
    return evolve(world, known_ids={"PostId": list(posts)})


# --- everything that can be asked ----------------------------------------------------------------------------------


def _questions(worlds: Worlds, attempts: Sequence[Attempt]) -> Iterator[tuple[str, Actor, World, Query[Any]]]:
    """Who asks what where: strangers everywhere, and somebody else inside the public community."""
    known: dict[str, list[UUID]] = {}
    for world in worlds.all:
        for name, ids in world.known_ids.items():
            known.setdefault(name, []).extend(ids)
    words = _private_words(attempts)
    for cls in worlds.queries:
        for query in fill_query(cls, evolve(worlds.public, known_ids=known), words):
            for world in worlds.all[: 1 if cls.lobby else None]:
                inside = (*_STRANGERS, "another") if world is worlds.public and not cls.lobby else _STRANGERS
                where = "the lobby" if cls.lobby else f"a {world.community.visibility} community"
                for reader in inside:
                    yield f"{reader} in {where} asks {query}", reader, world, query


def _private_words(attempts: Sequence[Attempt]) -> list[str]:
    """Texts that were written in private, which nobody outside may find."""
    texts = [
        value
        for attempt in attempts
        if attempt.error is None
        for value in attrs.asdict(attempt.message, recurse=False).values()  # type: ignore[arg-type]  # an attrs class
        if isinstance(value, str) and value.strip()
    ]
    return [*dict.fromkeys((CANARY, f"The {CANARY} sings", *texts[-5:]))]
