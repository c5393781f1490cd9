"""The contract of `mutes`: what is muted is in no list, search or notice of its reader, and is read by its address."""

from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any

import pytest

from commkit import Feature, Kit, PluginError
from commkit.events import Event
from commkit.notifications import ListInbox, Notification, WatchCommunity, WatchLevel
from commkit.posts import CreateReply, CreateThread, ListMemberPosts, ListThreads, Post, ReadThread
from commkit.runtime.storage.readers import Reader
from commkit.search import SearchContent
from tests.helpers import ask, do
from tests.runtime.composing.test_hiding import Book, everything, guard
from tests.sample import create_community, new_kit

REFUSED: dict[str, tuple[Callable[[Feature], object], dict[str, Any], str]] = {
    "a record whose loader names no table": (
        lambda f: f.mutes(Notification)(everything),
        {},
        "mutes Notification, whose loader names no table",
    ),
    "a record that nobody loads": (lambda f: f.mutes(Book)(everything), {}, "mutes Book, which nobody loads"),
    "a record of a feature that is not required": (
        lambda f: f.mutes(Post)(everything),
        {},
        "does not require",
    ),
    "a record whose lists ask for no mutes": (
        lambda f: f.mutes(Event)(everything),
        {},
        "whose lists ask for no mutes",
    ),
    "a rule that gives no condition": (
        lambda f: f.mutes(Post)(lambda row, reader: True),  # type: ignore[arg-type,return-value]  # the fault that is tested
        {"requires": ("posts",)},
        "what 'club.guard' mutes of Post is a bool, no condition",
    ),
}


@pytest.mark.parametrize("fault", REFUSED)
def test_what_would_be_ignored_is_refused(fault: str) -> None:
    fill, options, message = REFUSED[fault]
    with pytest.raises(PluginError) as caught:
        new_kit("sqlite://", guard(fill, **options))
    assert caught.value.code == "runtime.plugin_misdeclared"
    assert message in caught.value.message


def by_title(row: Any, reader: Reader) -> Any:
    """Mutes what is called so, or says so, whoever reads it."""
    return (row.c.title == "Muted") | (row.c.body == "Muted.")


@pytest.fixture(params=[False, True], ids=["lists", "within"])
def muting(url: str, request: pytest.FixtureRequest) -> Iterator[tuple[Kit, bool]]:
    feature = guard(lambda f: f.mutes(Post, within=request.param)(by_title), requires=("posts",))
    with closing(new_kit(url, feature)) as kit:
        create_community(kit, type="club", members=("ada", "bob"))
        yield kit, request.param


def test_what_is_muted_is_in_no_list_and_read_by_its_address(muting: tuple[Kit, bool]) -> None:
    kit, within = muting
    do(kit, "bob", "town", WatchCommunity(level=WatchLevel.WATCHING))
    titles = ("Muted", "Heard")
    muted, heard = (
        do(kit, "ada", "town", CreateThread(kind="question", title=title, body="A zebra."))
        for title in titles
    )
    reply = do(kit, "ada", "town", CreateReply(muted.id, "Muted."))
    kit.worker().drain()
    assert [post.id for post in ask(kit, "bob", "town", ListThreads()).items] == [heard.id]
    assert [post.id for post in ask(kit, "bob", "town", ListMemberPosts(heard.author)).items] == [heard.id]
    assert [hit.object for hit in ask(kit, "bob", "town", SearchContent("zebra")).hits] == [heard.id]
    assert [item.object for item in ask(kit, "bob", "town", ListInbox()).items] == [heard.id]
    read = ask(kit, "bob", "town", ReadThread(muted.id)).items
    assert [post.id for post in read] == [muted.id] + [reply.id] * (not within)


def test_control_types_without_the_rule_mute_nothing(muting: tuple[Kit, bool]) -> None:
    kit, _ = muting
    create_community(kit, "elsewhere", members=("ada",))
    made = do(kit, "ada", "elsewhere", CreateThread(kind="question", title="Muted", body="Muted."))
    assert [post.id for post in ask(kit, "ada", "elsewhere", ListThreads()).items] == [made.id]
