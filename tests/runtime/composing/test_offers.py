"""What features say of offers and descriptions is checked when a Kit is built; which commands are about a record."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing
from typing import Any
from uuid import UUID

import pytest

from commkit import Command, Context, Feature, Kit, PluginError, offered_commands
from commkit.communities import CreateCommunity
from commkit.members import Membership
from commkit.posts import CreateThread, Post, PostStatus, ReadPost, RemovePost, ViewThread, ViewThreads
from commkit.runtime.model.descriptions import Description
from commkit.runtime.sessions.descriptions import descriptions_of
from commkit.testing.contexts import context_of
from tests.helpers import ask, do
from tests.sample import create_community
from tests.testing.bad_plugins import Pin, Plugin, pin
from tests.testing.everything import Everything


def plugin(change: Callable[[Feature], Any] = lambda feature: None) -> Plugin:
    made = Plugin.of(Pin, pin, facts=())
    change(made.feature)
    return made


def offered(context: Context, record: Any) -> bool:
    return False


def described(context: Context, ids: Any) -> Any:
    return {}


def names(kit: Kit, record: type) -> set[str]:
    """The commands about a record in communities of the plugin's type."""
    return {offer.name for offer in kit._composition.tables["demo"].offers[record]}


def test_a_command_is_about_the_record_whose_id_comes_first() -> None:
    with closing(Kit("sqlite://", plugins=[plugin(), Everything()])) as kit:
        assert {"demo.pin", "posts.edit_post", "posts.merge_threads"} <= names(kit, Post)
        assert "posts.create_thread" not in names(kit, Post), (
            "its ids are of a space and a group, and optional"
        )
        assert "posts.read_post" not in names(kit, Post), "queries are not offered"
        table = kit._composition.tables["everything"].offers
        about = {record.__name__: {offer.name for offer in offers} for record, offers in table.items()}
        assert "spaces.assign_space_moderator" in about["Space"]
        assert "spaces.assign_space_moderator" not in about["Membership"], "the space comes first"
        assert "communities.create_community" not in set().union(*about.values()), "it is sent in the lobby"
        assert CreateCommunity.lobby


def test_a_plugin_says_when_its_command_is_offered(sqlite_url: str) -> None:
    cases: list[tuple[Any, bool]] = [
        (lambda feature: None, True),
        (lambda feature: feature.offers(Pin, about=Post)(lambda context, post: post.opens), True),
        (lambda feature: feature.offers(Pin, about=Post)(offered), False),
    ]
    for number, (change, expected) in enumerate(cases):
        with closing(Kit(sqlite_url, plugins=[plugin(change)])) as kit:
            slug = f"town-{number}"
            create_community(kit, slug, type="demo", members=["ada"])
            thread = do(kit, "ada", slug, CreateThread(kind="question", title="Why?", body="So."))
            assert ("demo.pin" in ask(kit, "ada", slug, ViewThread(thread.id)).thread.may) is expected


def test_a_feature_narrows_what_others_offer(sqlite_url: str) -> None:
    with closing(
        Kit(sqlite_url, plugins=[plugin(lambda f: f.offers(RemovePost, about=Post)(offered))])
    ) as kit:
        create_community(kit, type="demo", members=["ada"])
        thread = do(kit, "ada", "town", CreateThread(kind="question", title="Why?", body="So."))
        assert "posts.remove_post" not in ask(kit, "ada", "town", ViewThread(thread.id)).thread.may
        do(kit, "ada", "town", RemovePost(thread.id))  # it refuses nothing


def test_a_command_of_another_record_is_offered_where_a_feature_says_so() -> None:
    made = plugin(lambda f: f.offers(Pin, about=Membership)(lambda context, member: True))
    with closing(Kit("sqlite://", plugins=[made])) as kit:
        assert "demo.pin" in names(kit, Membership)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda f: f.offers(ReadPost, about=Post)(offered), "ReadPost is offered, which is no command"),
        (lambda f: f.offers(CreateCommunity, about=Post)(offered), "no command of a community"),
        (lambda f: f.offers(Pin, about=PostStatus)(offered), "about PostStatus, which no feature loads"),
        (lambda f: f.offers(Pin, about=Post)(lambda post: True), "the condition of Pin must take"),
        (
            lambda f: f.marks(Membership)(described),
            "marks Membership, whose views show no marks; those are: Post",
        ),
        (lambda f: f.marks(Post)(lambda ids: {}), "the marking of Post must take"),
        (
            lambda f: f.leads(Membership)(described),
            "leads Membership, whose pages show nothing first; those are: Post",
        ),
        (lambda f: f.leads(Post)(lambda thread: ()), "what leads a Post must take"),
        (lambda f: f.describes(Post)(described), "describes Post, which it does not load"),
        (lambda f: f.withholds(ReadPost, about=Post)(described), "ReadPost is offered, which is no command"),
        (lambda f: f.withholds(Pin, about=PostStatus)(described), "about PostStatus, which no feature loads"),
        (lambda f: f.withholds(Pin, about=Post)(lambda posts: {}), "the withholding of Pin must take"),
        (lambda f: f.lists_offers(Post)(described), "lists offers about Post, which it does not load"),
        (
            lambda f: f.reads_values(Post)(described),
            "reads values of Post, whose views show none; those are: Membership",
        ),
        (
            lambda f: f.reads_values(Membership)(described),
            "reads values of Membership, as another feature does",
        ),
    ],
)
def test_what_would_be_ignored_is_refused(change: Any, words: str) -> None:
    with pytest.raises(PluginError, match=words) as caught:
        Kit("sqlite://", plugins=[plugin(change)])
    assert caught.value.plugin == "demo"


def test_a_feature_withholds_what_the_database_tells_once_for_a_page(sqlite_url: str) -> None:
    asked: list[int] = []

    def withhold(context: Context, shown: Sequence[Post]) -> Mapping[UUID, Iterable[type[Command[Any]]]]:
        asked.append(len(shown))
        return {post.id: (Pin, RemovePost) for post in shown if post.title == "No."}

    with closing(Kit(sqlite_url, plugins=[plugin(lambda f: f.withholds(Pin, about=Post)(withhold))])) as kit:
        create_community(kit, type="demo", members=["ada"])
        for title in ("Yes.", "No."):
            do(kit, "ada", "town", CreateThread(kind="question", title=title, body="So."))
        asked.clear()
        views = ask(kit, "ada", "town", ViewThreads()).items
        offered_pin = {view.post.title: "demo.pin" in view.may for view in views}
        assert offered_pin == {"Yes.": True, "No.": False}
        assert asked == [2]
        asked.clear()
        assert {view.may for view in ask(kit, None, "town", ViewThreads()).items} == {frozenset()}
        assert asked == [], "nobody asks about what is not offered anyway"


def test_what_is_said_of_every_record_holds_for_each(sqlite_url: str) -> None:
    def everywhere(feature: Feature) -> None:
        feature.offers(Pin, about=object)(lambda context, record: not isinstance(record, Membership))
        feature.withholds(Pin, about=object)(lambda context, records: {records[0].id: (Pin,)})

    with closing(Kit(sqlite_url, plugins=[plugin(everywhere)])) as kit:
        assert all("demo.pin" in names(kit, record) for record in (Post, Membership))
        create_community(kit, type="demo", members=["ada"])
        threads = [
            do(kit, "ada", "town", CreateThread(kind="question", title="Why?", body="So.")) for _ in range(2)
        ]
        with kit.session("ada", "town") as session:
            context = context_of(session)
            found = [context.get(Post, thread.id) for thread in threads]
            of_posts = offered_commands(context, Post, found)
            of_members = offered_commands(context, Membership, [context.get(Membership, session.member)])
        assert ["demo.pin" in may for may in (*of_posts, *of_members)] == [False, True, False]


def test_what_no_role_may_send_is_offered_to_nobody(sqlite_url: str) -> None:
    with closing(Kit(sqlite_url, plugins=[plugin()])) as kit:
        assert "posts.expire_poll" in kit.registry.messages
        assert "posts.expire_poll" not in names(kit, Post), "the worker's own"


def test_a_record_is_described_once() -> None:
    def twice(feature: Feature) -> None:
        feature.loads(PostStatus)(lambda context, known: None)
        feature.describes(PostStatus)(described)
        feature.describes(PostStatus)(described)

    with pytest.raises(PluginError, match="twice"):
        Kit("sqlite://", plugins=[plugin(twice)])


def test_a_plugin_describes_its_own_record(sqlite_url: str) -> None:
    class Pinned(PostStatus):
        """A record of the plugin."""

    def describe(feature: Feature) -> None:
        feature.loads(Pinned)(lambda context, known: None)
        feature.describes(Pinned)(lambda context, ids: {id: Description("A pin") for id in ids})

    with closing(Kit(sqlite_url, plugins=[plugin(describe)])) as kit:
        create_community(kit, type="demo", members=["ada"])
        with kit.session("ada", "town") as session:
            key = ("Pinned", session.member)
            assert descriptions_of(context_of(session), [key, ("Nothing", session.member)]) == {
                key: Description("A pin")
            }
