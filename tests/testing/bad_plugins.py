"""A small plugin that keeps the rules, and one that breaks each of them; the checks must tell them apart."""

from collections.abc import Iterable
from typing import Any, NewType, Self
from uuid import UUID, uuid4

import attrs
from attrs import field, frozen
from sqlalchemy import (
    Column,
    Dialect,
    Integer,
    MetaData,
    String,
    Table,
    TypeDecorator,
    bindparam,
    select,
    update,
)

from commkit import Command, CommunityType, Conflict, Fact, Feature, Invalid, NotFound, Query, hookimpl
from commkit.members import Invitation
from commkit.posts import Post, PostId, post, posts
from commkit.runtime.sessions.context import Context
from commkit.storage import COMMUNITY, Id, community_id, person, personal, plain, statement
from tests.sample import FORUM


class Plugin:
    """A plugin with one feature, and a type that has it."""

    def __init__(self, feature: Feature) -> None:
        self.feature = feature

    @classmethod
    def of(cls, message: type[Any], handler: Any, **declared: Any) -> Self:
        """With one message."""
        feature = Feature("demo.pins", **({"grants": {"member": {"demo.pin"}}} | declared))
        feature.handles(message)(handler)
        return cls(feature)

    @hookimpl
    def commkit_features(self) -> Iterable[Feature]:
        yield self.feature

    @hookimpl
    def commkit_types(self) -> Iterable[CommunityType]:
        yield attrs.evolve(FORUM, name="demo", features=("posts", "demo.pins"))


@frozen
class PinSettings:
    """How pins behave."""

    most: int = 3


@frozen
class Pinned(Fact):
    """A post was pinned."""

    name = "demo.pinned"
    post: PostId


@frozen
class Pin(Command[Post]):
    """Pin a post."""

    permission = "demo.pin"
    post: PostId


def pin(context: Context, command: Pin) -> Post:
    found = context.get(Post, command.post)
    context.emit(Pinned(post=found.id))
    return found


def good() -> Plugin:
    return Plugin.of(Pin, pin, facts=(Pinned,), settings=PinSettings())


# --- each of these breaks one rule ---------------------------------------------------------------------------------

_INFLATE = statement(
    update(post)
    .values(reply_count=post.c.reply_count + 1)
    .where(post.c.community_id == bindparam("community_id"), post.c.id == bindparam("id"))
)
_ANYWHERE = statement(select(post.c.id).where(post.c.id == bindparam("id", type_=Id)))
_TOUCH = statement(update(post).values(title="pinned").where(post.c.id == bindparam("id", type_=Id)))


def inflates(context: Context, command: Pin) -> Post:
    found = context.get(Post, command.post)
    context.run(_INFLATE, id=found.id)
    return found


def commits_by_itself(context: Context, command: Pin) -> Post:
    found = context.get(Post, command.post)
    context.run(_TOUCH, id=found.id)
    context._driver.commit()
    raise Conflict("demo.full", "there are too many pins")


def crosses(context: Context, command: Pin) -> Post | None:
    if not context.rows(_ANYWHERE, id=command.post):
        raise NotFound("demo.not_found", "there is no such post")
    context.run(_TOUCH, id=command.post)
    return None


def tells_apart(context: Context, command: Pin) -> Post:
    if context.rows(_ANYWHERE, id=command.post):
        context.get(Post, command.post)
    raise NotFound("demo.not_found", "there is no such post anywhere")


def crashes(context: Context, command: Pin) -> Post:
    raise ValueError("an error of no type of ours")


def foreign_code(context: Context, command: Pin) -> Post:
    raise Conflict("posts" + ".full", "a code that is put together is not seen")


@frozen
class Peek(Query[tuple[Any, ...]]):
    """Look at a post, wherever it is."""

    permission = "demo.pin"
    post: PostId


@frozen
class Glimpse:
    """What peeking gives."""

    id: PostId


def peek(context: Context, query: Peek) -> tuple[Any, ...]:
    return tuple(Glimpse(PostId(id)) for (id,) in context.rows(_ANYWHERE, id=query.post))


@attrs.define(slots=False, frozen=True)
class Loose(Command[None]):
    """A message that takes attributes it never declared."""

    permission = "demo.pin"


@frozen
class Silent(Command[None]):
    permission = "demo.pin"


Silent.__doc__ = None


@frozen
class Misnamed(Command[None]):
    """A message that declares a field it lacks."""

    permission = "demo.pin"
    personal = ("secret",)


@frozen
class Ungranted(Command[None]):
    """A message that nobody may send."""

    permission = "demo.nobody"


@frozen
class Lossy:
    """A record that does not come back from JSON."""

    number: int
    token: UUID = field(init=False, factory=uuid4)


@frozen
class AnySettings:
    """Settings that take whatever they are given."""

    most: Any = 3


def nothing(context: Context, command: Any) -> None:
    return None


UNRULY = MetaData()
Table(
    "commkit_demo_pin",
    UNRULY,
    Column("id", Id, primary_key=True, info=plain("The pin.")),
    Column("most", Integer, info=plain("How many.")),
)


# --- loaders -------------------------------------------------------------------------------------------------------

_TITLE = statement(
    select(post.c.id, post.c.title).where(
        post.c.community_id == bindparam("community_id"), post.c.id == bindparam("id", type_=Id)
    )
)


def load_whatever(context: Context, id: UUID) -> Any:
    """A loader without visibility."""
    return None


def hijacks_a_loader() -> Plugin:
    """Registers a loader of its own for posts."""
    plugin = Plugin.of(Pin, pin)
    plugin.feature.loads(Post)(load_whatever)
    return plugin


def loads_a_record_of_the_core() -> Plugin:
    """Registers a loader for a record of the core that has none there."""
    plugin = Plugin.of(Pin, pin)
    plugin.feature.loads(Invitation)(load_whatever)
    return plugin


class ReplacesALoader(Plugin):
    """Replaces the loader of posts in the feature of the core, while the Kit is composed."""

    @hookimpl
    def commkit_features(self) -> Iterable[Feature]:
        posts.loaders[:] = [
            attrs.evolve(loader, fetch=load_whatever) if loader.record is Post else loader
            for loader in posts.loaders
        ]
        yield self.feature


@frozen
class ReadTitle(Query[str]):
    """The title of a post."""

    permission = "demo.pin"
    post: PostId


def read_title(context: Context, query: ReadTitle) -> str:
    """Reads by id, but not by the loader: removed posts are shown, too."""
    rows = context.rows(_TITLE, id=query.post)
    if not rows:
        raise NotFound("demo.not_found", "there is no such post")
    return str(rows[0][1])


def read_title_by_loader(context: Context, query: ReadTitle) -> str:
    return context.get(Post, query.post).title or ""


# --- values that the suite cannot guess ----------------------------------------------------------------------------


@frozen
class Paint(Command[None]):
    """Paint the wall."""

    permission = "demo.pin"
    personal = ()
    colour: str


def paint(context: Context, command: Paint) -> None:
    if command.colour not in ("red", "blue"):
        raise Invalid.field("colour", "no_colour", "choose red or blue")


def paint_a_free_wall(context: Context, command: Paint) -> None:
    if command.colour != "red":
        raise Conflict("demo.taken", "somebody painted that wall")


WallId = NewType("WallId", UUID)


@frozen
class Climb(Command[None]):
    """Climb a wall."""

    permission = "demo.pin"
    wall: WallId


def climb(context: Context, command: Climb) -> None:
    raise NotFound("demo.not_found", "there is no such wall")


# --- a table of its own --------------------------------------------------------------------------------------------


class Shortened(TypeDecorator[str]):
    """A column type that loses the last character of each text."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return value[:-1] if value else value


def notes(text: Any = None) -> Plugin:
    """Keeps notes of members."""
    tables = MetaData()
    Table(
        "commkit_demo_note",
        tables,
        community_id(),
        Column("id", Id, primary_key=True, info=plain("The note.")),
        Column("author", Id, info=person("Who wrote it.")),
        Column("text", text or String(100), nullable=False, info=personal("The note's text.", of="author")),
        info=COMMUNITY,
    )
    return Plugin.of(Pin, pin, facts=(Pinned,), tables=tables, migrations="tests.testing.notes.versions")
