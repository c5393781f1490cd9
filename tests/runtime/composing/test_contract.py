"""What would be ignored is refused when a Kit is built, and names the plugin and what is there already."""

import functools
from collections.abc import Callable
from typing import Any

import pytest
from attrs import frozen
from sqlalchemy import Connection

from commkit import (
    Command,
    CommunityType,
    Deny,
    Fact,
    Feature,
    Invalid,
    Kit,
    PluginError,
    Query,
    Role,
    Session,
)
from commkit.communities import CommunityCreated, CreateCommunity
from commkit.importers import ImportedBadge
from commkit.members import IdentityProvider, Profile
from commkit.notifications import MailPort, MailSite
from commkit.posts import CreateThread, Post, PostCreated, ReadPost, ReadThread
from tests.runtime.plugins import Listen, Plugin, Rang, Ring, bell, club
from tests.sample import FORUM, create_community, new_kit

CODE = "runtime.plugin_misdeclared"


@frozen
class Unheard(Fact):
    """Declared by nobody."""

    name = "club.unheard"


@frozen
class Unhandled(Command[None]):
    """Handled by nobody."""

    permission = "club.ring"


@frozen
class Toll(Command[None]):
    """With a permission that nobody else has."""

    permission = "club.toll"


def guard(fill: Callable[[Feature], object], **options: Any) -> Plugin:
    """A plugin that brings the bell, and a guard beside it."""
    feature = Feature("club.guard", **options)
    fill(feature)
    return club(bell(), feature)


def allow(context: Any, message: Any) -> None:
    """A gate, a transform, a reaction: two arguments, and nothing to say."""


async def allow_later(context: Any, message: Any) -> None:
    """A coroutine function."""


class Later:
    """An object that is called, and is async."""

    async def __call__(self, context: Any, message: Any) -> None:
        """Nothing."""


MISDECLARED: list[tuple[str, Callable[[], Plugin], str, tuple[str, ...]]] = [
    (
        "another plugin's permission, kept for the host",
        lambda: guard(lambda f: None, system_only={"other.read"}),
        CODE,
        ("'club.guard' keeps 'other.read' for the host, which is not its own",),
    ),
    (
        "a second loader of a core record",
        lambda: guard(lambda f: f.loads(Post)(lambda context, key: None)),
        "runtime.loaded_twice",
        ("Post", "'posts'"),
    ),
    (
        "a second handler of a core message",
        lambda: guard(lambda f: f.handles(CreateThread)(allow)),
        "runtime.handled_twice",
        ("CreateThread", "'posts'"),
    ),
    (
        "a second handler in its own plugin",
        lambda: guard(lambda f: f.handles(Ring)(allow)),
        "runtime.handled_twice",
        ("Ring", "'club.bell'"),
    ),
    (
        "a gate on what nobody handles",
        lambda: guard(lambda f: f.gates(Unhandled)(allow)),
        CODE,
        ("nobody handles it",),
    ),
    (
        "a gate on what its type does not have",
        lambda: Plugin([bell(), _gating(Ring)], [CommunityType("club", features=("posts", "club.guard"))]),
        CODE,
        ("no type that uses the feature has that message",),
    ),
    (
        "a gate on what is sent in the lobby",
        lambda: guard(lambda f: f.gates(CreateCommunity)(allow)),
        CODE,
        ("outside communities",),
    ),
    (
        "a taker of what nobody imports",
        lambda: guard(lambda f: f.imports(Post)(allow)),
        CODE,
        ("'club.guard' takes Post, which no import command offers", "ImportedBadge"),
    ),
    (
        "a feature that takes a record twice",
        lambda: guard(lambda f: (f.imports(ImportedBadge)(allow), f.imports(ImportedBadge)(allow))),
        CODE,
        ("takes ImportedBadge twice",),
    ),
    (
        "a taker with one argument",
        lambda: guard(lambda f: f.imports(ImportedBadge)(lambda context: None)),
        CODE,
        ("the taker of ImportedBadge must take two arguments",),
    ),
    ("a gate on no message", lambda: guard(lambda f: f.gates(str)(allow)), CODE, ("no message",)),
    (
        "a transform of a query",
        lambda: guard(lambda f: f.transforms(ReadPost)(allow)),
        CODE,
        ("only commands can be transformed",),
    ),
    (
        "a transform of all messages",
        lambda: guard(lambda f: f.transforms(Query)(allow)),
        CODE,
        ("only commands",),
    ),
    (
        "a transform of what nobody handles",
        lambda: guard(lambda f: f.transforms(Unhandled)(allow)),
        CODE,
        ("nobody",),
    ),
    (
        "a reaction to what nobody declares",
        lambda: guard(lambda f: f.reacts_to(Unheard)(allow)),
        CODE,
        ("Unheard",),
    ),
    (
        "a subscriber to what nobody declares",
        lambda: guard(lambda f: f.subscribes_to(Unheard)(allow)),
        CODE,
        ("Unheard",),
    ),
    ("a subscriber to no fact", lambda: guard(lambda f: f.subscribes_to(Ring)(allow)), CODE, ("no fact",)),
    (
        "a role nobody has",
        lambda: guard(lambda f: None, grants={"stewrd": {"club.ring"}}),
        CODE,
        ("'stewrd'",),
    ),
    (
        "a permission of nobody",
        lambda: guard(lambda f: None, grants={"member": {"clb.ring"}}),
        CODE,
        ("'clb.ring'",),
    ),
    (
        "a permission without its prefix",
        lambda: guard(lambda f: None, grants={"member": {"ring"}}),
        CODE,
        ("'ring'",),
    ),
    (
        "a permission of its own, mistyped",
        lambda: guard(lambda f: f.handles(Toll)(allow), grants={"member": {"club.tol:own"}}),
        CODE,
        ("'club.tol:own'", "did you mean 'club.toll'?"),
    ),
    (
        "a permission of another plugin, mistyped",
        lambda: guard(lambda f: None, grants={"member": {"posts.create_thred:own"}}),
        CODE,
        ("'posts.create_thred:own'", "did you mean 'posts.create_thread'?"),
    ),
    (
        "a role that is granted a permission that no message asks for",
        lambda: club(bell(), roles={"ringer": Role(grants={"posts.fly"})}),
        CODE,
        ("the role 'ringer'", "'posts.fly'"),
    ),
    ("a text as permissions", lambda: guard(lambda f: None, grants={"member": "club.ring"}), CODE, ("set",)),
    (
        "a permission of nobody that only people have",
        lambda: guard(lambda f: None, persons_only=("club.sing",)),
        CODE,
        ("'club.sing'", "agents"),
    ),
    (
        "a permission of others that scopes name",
        lambda: guard(lambda f: None, explicit_permissions=("posts.edit",)),
        CODE,
        ("'posts.edit'", "agents"),
    ),
    (
        "a permission that only people have of their own",
        lambda: guard(lambda f: None, grants={"member": {"club.ring:own"}}, persons_only=("club.ring:own",)),
        CODE,
        ("'club.ring:own'", "`:own`"),
    ),
    (
        "reactions without what they add",
        lambda: club(bell(), reactions=("up",)),
        CODE,
        ("reactions", "{'up': 1}"),
    ),
    (
        "a role built on none",
        lambda: club(bell(), roles={"ringer": Role(like="nobody")}),
        CODE,
        ("'ringer'", "'nobody'"),
    ),
    (
        "a record of a core record's name",
        lambda: guard(lambda f: None, records=(frozen(type("Post", (), {"__annotations__": {}})),)),
        "runtime.name_taken",
        ("'Post'", "'posts'"),
    ),
    (
        "a gate without arguments",
        lambda: guard(lambda f: f.gates(Ring)(lambda: None)),
        CODE,
        ("gate on Ring",),
    ),
    (
        "a gate with three arguments",
        lambda: guard(lambda f: f.gates(Ring)(lambda a, b, c: None)),
        CODE,
        ("gate on Ring",),
    ),
    ("a gate that is a coroutine", lambda: guard(lambda f: f.gates(Ring)(allow_later)), CODE, ("coroutine",)),
    (
        "a gate whose call is a coroutine",
        lambda: guard(lambda f: f.gates(Ring)(Later())),
        CODE,
        ("coroutine",),
    ),
    (
        "a subscriber that is a coroutine",
        lambda: guard(lambda f: f.subscribes_to(Rang)(allow_later)),
        CODE,
        ("coroutine",),
    ),
    (
        "a reaction of one argument",
        lambda: guard(lambda f: f.reacts_to(Rang)(lambda fact: None)),
        CODE,
        ("Rang",),
    ),
    ("a gate that is no function", lambda: guard(lambda f: f.gates(Ring)("no")), CODE, ("no function",)),
    (
        "a loader without the id",
        lambda: guard(lambda f: f.loads(Role)(lambda context: None)),
        CODE,
        ("loader of Role",),
    ),
    (
        "an owner of two arguments",
        lambda: guard(lambda f: f.loads(Role, owner=lambda a, b: None)(allow)),
        CODE,
        ("owner of Role",),
    ),
    (
        "targets without the row",
        lambda: guard(lambda f: f.subscribes_to(Rang, targets=lambda u: [])(allow)),
        CODE,
        ("targets",),
    ),
    (
        "an explanation of no arguments",
        lambda: guard(lambda f: f.explains("club.ring")(list)),
        CODE,
        ("'club.ring'",),
    ),
    (
        "two post kinds of one name",
        lambda: Plugin(
            [bell()],
            [CommunityType("club", features=("posts",), post_kinds=(*FORUM.post_kinds, FORUM.post_kinds[0]))],
        ),
        CODE,
        ("two post kinds",),
    ),
]


def _gating(message: type[Any]) -> Feature:
    feature = Feature("club.guard")
    feature.gates(message)(allow)
    return feature


@pytest.mark.parametrize(
    ("make", "code", "words"), [row[1:] for row in MISDECLARED], ids=[row[0] for row in MISDECLARED]
)
def test_what_would_be_ignored_is_refused(
    make: Callable[[], Plugin], code: str, words: tuple[str, ...]
) -> None:
    with pytest.raises(PluginError) as caught:
        Kit("sqlite://", plugins=[make()])
    assert (caught.value.code, caught.value.plugin) == (code, "club"), caught.value
    for word in words:
        assert word in caught.value.message


def test_control_what_is_right_is_taken() -> None:
    def fill(feature: Feature) -> None:
        feature.gates(Command)(allow)
        feature.gates(Ring)(functools.partial(allow))
        feature.gates(ReadThread)(lambda context, query, more=None: None)
        feature.transforms(Ring)(allow)
        feature.reacts_to(Fact)(allow)
        feature.subscribes_to(PostCreated)(allow)
        feature.subscribes_to(CommunityCreated)(allow)

    Kit("sqlite://", plugins=[guard(fill, grants={"member": {"club.ring"}})]).close()


def test_gates_on_queries_run_and_are_closed_on_error(sqlite_url: str) -> None:
    asked: list[str] = []

    def fill(feature: Feature) -> None:
        @feature.gates(Listen)
        def gate(context: Any, query: Listen) -> Deny | None:
            asked.append(context.actor)
            if context.actor == "eve":
                raise ValueError("out of order")
            return Deny("club.deaf", "Not for you.") if context.actor == "bob" else None

    kit = new_kit(sqlite_url, guard(fill))
    create_community(kit, type="club", members=("ada", "bob", "eve"))
    codes: dict[str, str] = {}
    for actor in ("ada", "bob", "eve"):
        with kit.session(actor, "town", read_only=True) as session:
            try:
                session.ask(Listen())
            except PluginError as error:
                raise AssertionError("a gate that fails refuses") from error
            except Exception as error:
                codes[actor] = error.code
    assert codes == {"bob": "club.deaf", "eve": "runtime.gate_failed"}
    assert asked == ["ada", "bob", "eve"]
    kit.close()


class Host:
    """Users of a host."""

    def profile(self, key: str, connection: Connection | None) -> Profile:
        return Profile(name=key.title())


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"ports": {"mail": object()}}, "mail"),
        ({"ports": {Host: Host()}}, "Host"),
        ({"ports": {MailPort: object()}}, "lacks"),
        ({"ports": {MailPort: Host}}, "not the class"),
        ({"ports": {MailSite: "https://example.org"}}, "MailSite"),
        ({"identity": lambda key: None}, "lacks profile"),
        ({"identity": Host}, "not the class"),
        ({"ports": {IdentityProvider: type("Named", (), {"profile": "Ada"})()}}, "must be a method"),
    ],
)
def test_objects_of_the_host_that_are_not_what_a_port_describes_are_refused(options: Any, words: str) -> None:
    with pytest.raises(Invalid) as caught:
        Kit("sqlite://", **options)
    assert words in str(caught.value)


def test_control_right_objects_are_taken() -> None:
    Kit("sqlite://", identity=Host()).close()


def test_settings_of_another_class_are_refused() -> None:
    @frozen
    class Loudness:
        volume: int = 1

    with pytest.raises(PluginError) as caught:
        Feature("club.bell", settings=Loudness()).with_settings({"volume": 2})
    assert (caught.value.code, caught.value.plugin) == ("runtime.wrong_settings", "club")
    with pytest.raises(PluginError):
        Feature("club.bell").with_settings(Loudness())
    assert Feature("club.bell", settings=Loudness()).with_settings(Loudness(2)).settings == Loudness(2)


def test_a_port_that_no_feature_declares_cannot_be_asked_for(sqlite_url: str) -> None:
    feature = Feature("club.bell", grants={"member": {"club.ring"}})

    @feature.handles(Listen)
    def listen(context: Any, query: Listen) -> int:
        return context.port(Host) or 0

    kit = new_kit(sqlite_url, club(feature))
    create_community(kit, type="club", members=("ada",))
    with kit.session("ada", "town", read_only=True) as session, pytest.raises(PluginError) as caught:
        session.ask(Listen())
    assert caught.value.code == "runtime.undeclared_port"
    kit.close()


@pytest.mark.parametrize(
    "name", ["run", "run_many", "rows", "one", "emit", "get", "enter", "viewing_as", "settings", "port"]
)
def test_a_host_cannot_reach_what_handlers_do(name: str) -> None:
    assert not hasattr(Session, name)


def test_control_a_type_without_posts_is_taken() -> None:
    Kit("sqlite://", plugins=[Plugin([bell()], [CommunityType("club", features=("club.bell",))])]).close()
