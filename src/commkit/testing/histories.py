"""Random histories: people who do whatever a community type allows, with real ids, in any order.

A `World` is a fresh community with people in it. It remembers every id that a result held, by the name of its type, so
that random commands name real posts and real members; and it knows the kinds, states and reactions of its type.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from attrs import field, frozen
from hypothesis import strategies as st

from commkit.communities import Community, CreateCommunity, Visibility
from commkit.kit import Kit
from commkit.members import AddMember
from commkit.posts import CreateReply, CreateThread
from commkit.runtime.model.errors import CommkitError, PluginError
from commkit.runtime.model.messages import Fact, Message, Query
from commkit.runtime.model.types import DERIVED_ROLES, ROLE_ORDER
from commkit.runtime.sessions.composition import SYSTEM, Actor
from commkit.testing.fields import ids_in
from commkit.testing.strategies import messages

ACTORS: tuple[Actor, ...] = ("owner", "steward", "member", "another", "outsider", None, SYSTEM)


@frozen
class Attempt:
    """A message that somebody sent, and its outcome.

    Attributes:
        actor: Who sent it.
        message: The message.
        error: Why it was refused; None where it was not.
        result: What it gave.
        facts: The facts that it emitted.
    """

    actor: Actor
    message: Message[Any]
    error: CommkitError | None = None
    result: Any = None
    facts: tuple[Fact, ...] = ()


@frozen
class World:
    """A community of some type with people in it.

    Attributes:
        kit: Where it is.
        community: The community.
        known_ids: Ids known so far, by the name of their type: `PostId`, `MemberId`...
        sample_values: Likely values of fields, by the field's name.
        cursors: The cursors of pages that were read.
    """

    kit: Kit
    community: Community
    known_ids: dict[str, list[UUID]] = field(factory=dict)
    sample_values: Mapping[str, Sequence[Any]] = field(factory=dict)
    cursors: list[str] = field(factory=list)

    def send(self, actor: Actor, message: Message[Any]) -> Attempt:
        """Let somebody send a message; refusals are given back, everything else is raised.

        Raises:
            PluginError: A handler, gate, transform or reaction raised what it must not.
        """
        try:
            with self.kit.session(actor, None if message.lobby else self.community.slug) as session:
                result = session.ask(message) if isinstance(message, Query) else session.do(message)  # type: ignore[arg-type]  # what is no query is a command
        except PluginError:
            raise
        except CommkitError as error:
            return Attempt(actor, message, error)
        self.remember_ids(result)
        return Attempt(actor, message, None, result, tuple(session.facts))

    def remember_ids(self, result: Any) -> None:
        """Remember the ids in a result, and the cursor of its next page."""
        for name, id in ids_in(result):
            known = self.known_ids.setdefault(name, [])
            if id not in known:
                known.append(id)
        cursor = getattr(result, "next", None)
        if isinstance(cursor, str) and cursor not in self.cursors:
            self.cursors.append(cursor)

    def messages(self, cls: type[Any], *, only_known: bool = False) -> st.SearchStrategy[Message[Any]]:
        """Messages of a class that make sense here: real ids mostly, real words often.

        Args:
            cls: The class.
            only_known: Whether every id must be a real one, where any is known.
        """
        sample_values = {**self.sample_values, "after": [None, *self.cursors[-5:]]}
        return messages(self.kit, cls, self.known_ids, sample_values=sample_values, only_known=only_known)


def create_world(
    kit: Kit,
    type: str,
    *,
    settings: Mapping[str, Any],
    sample_values: Mapping[str, Sequence[Any]],
    people: Sequence[str],
    visibility: Visibility = Visibility.PUBLIC,
) -> World:
    """Create a community for a history.

    Args:
        kit: Where.
        type: Its type.
        settings: Values of features' settings that the type needs.
        sample_values: Likely values of fields, beyond those of the type.
        people: Who is in it beside its owner: keys that are roles get that role, others are members. The last one
            opens a thread of each kind.
        visibility: Who can read it.
    """
    with kit.session("owner") as lobby:
        community = lobby.do(
            CreateCommunity(
                f"world-{uuid4().hex}",
                type=type,
                title="A world",
                purpose="To see what happens in it.",
                care_hours=1,
                review_on=kit.clock().date() + timedelta(days=365),
                visibility=visibility,
                settings=settings,
            )
        )
    world = World(kit, community, {}, _sample_values(kit, type) | dict(sample_values))
    with kit.session("owner", community.slug, read_only=True) as session:
        world.remember_ids(session.membership)
    given = {*ROLE_ORDER, *kit.registry.types[type].roles} - DERIVED_ROLES
    for key in people:
        with kit.session(SYSTEM, community.slug) as session:
            world.remember_ids(session.do(AddMember(key, role=key if key in given else "member")))
    if people:
        list(seed_threads(world, people[-1]))
    return world


def seed_threads(
    world: World,
    author: Actor,
    *,
    title: str = "How?",
    body: str = "I wonder.",
    tags: tuple[str, ...] = ("build",),
) -> Iterator[Attempt]:
    """Open a thread of each kind with a reply; a type's gates may refuse it.

    Args:
        world: Where.
        author: Who writes.
        title: Of each thread.
        body: Of each thread and reply.
        tags: Of each thread.
    """
    for kind in world.kit.registry.types[world.community.type].post_kinds:
        if kind.opens:
            command = CreateThread(kind=kind.name, title=title, body=body, tags=tags)
            opened = world.send(author, command)
            yield opened
            if opened.error is None and kind.replies:
                yield world.send(author, CreateReply(opened.result.id, body))


def random_attempts(
    world: World,
    draw: Any,
    commands: Sequence[type[Message[Any]]],
    *,
    max_steps: int,
    min_steps: int = 1,
    actors: Sequence[Actor] = ACTORS,
    only_known: bool = False,
) -> Iterator[Attempt]:
    """Random attempts, one after the other.

    Args:
        world: Where.
        draw: Hypothesis' `data.draw`.
        commands: The classes to choose from.
        max_steps: How many, at most.
        min_steps: How many, at least.
        actors: Who may do them.
        only_known: Whether every id must be a real one, where any is known.
    """
    for _ in range(draw(st.integers(min_steps, max_steps), label="steps")):
        cls = draw(st.sampled_from(commands), label="command")
        actor = draw(st.sampled_from(list(actors)), label="actor")
        yield world.send(actor, draw(world.messages(cls, only_known=only_known), label="message"))


def describe(attempt: Attempt) -> str:
    """One line about an attempt."""
    return f"{attempt.actor} {attempt.message} -> {attempt.error.code if attempt.error else 'done'}"


def _sample_values(kit: Kit, type: str) -> dict[str, Sequence[Any]]:
    made = kit.registry.types[type]
    kinds = [kind.name for kind in made.post_kinds]
    states = sorted({state for kind in made.post_kinds for state in kind.states})
    return {
        "kind": [*(kind.name for kind in made.post_kinds if kind.opens), *kinds],
        "state": states,
        # Filters: a name that does not exist is refused.
        "kinds": [(), *((kind,) for kind in kinds)],
        "states": [(), *((state,) for state in states)],
        "reaction": list(made.reactions),
        "role": [*ROLE_ORDER[2:], *made.roles],
        "tags": [(), ("build",), ("build", "python"), ("python",)],
        "version": [1, 1, 1, 2, 3],
        "key": ["outsider", "newcomer"],
        "until": [None],
        "limit": [20],
        "review_on": [date(2100, 1, 1)],
    }
