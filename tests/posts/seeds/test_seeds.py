"""The threads that a type brings for a new community: opened once, in its own name, by those who may."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from threading import Barrier
from typing import Any

import pytest

from commkit import CommunityType, Denied, Invalid, Kit
from commkit.posts import (
    ListPinnedThreads,
    ListSeedThreads,
    ListThreads,
    OpenSeedThreads,
    ReadPost,
    RemovePost,
    SeedThread,
    SeedThreadStatus,
)
from commkit.posts.seeds import statements as sql
from commkit.posts.seeds.tables import seed_thread
from commkit.runtime.storage.statements import statement, upsert
from tests.runtime.plugins import Plugin
from tests.sample import FORUM, OWNER, create_community, new_kit

WELCOME = SeedThread(
    name="welcome", kind="question", title="What brings you here?", body="Tell us in *one* line."
)
HOW = SeedThread(name="how", kind="question", title="How do I ask?", body="Say what you tried.", pinned=False)


def kit_with(url: str, *seeds: SeedThread) -> Kit:
    made = CommunityType("club", features=("posts",), post_kinds=FORUM.post_kinds, declares=seeds)
    return new_kit(url, Plugin((), (made,)))


def ask(kit: Kit, actor: Any, query: Any) -> Any:
    with kit.session(actor, "town", read_only=True) as session:
        return session.ask(query)


def do(kit: Kit, actor: Any, command: Any) -> Any:
    with kit.session(actor, "town") as session:
        return session.do(command)


def test_they_are_opened_in_the_communitys_own_name(url: str) -> None:
    with closing(kit_with(url, WELCOME, HOW)) as kit:
        create_community(kit, type="club", members=("ada",))
        welcome, how = do(kit, OWNER, OpenSeedThreads())
        post = ask(kit, "ada", ReadPost(welcome))
        assert (post.title, post.author, post.opens) == ("What brings you here?", None, True)
        assert [thread.id for thread in ask(kit, "ada", ListPinnedThreads())] == [welcome]
        assert {thread.id for thread in ask(kit, None, ListThreads()).items} == {welcome, how}


def test_each_is_opened_once_even_where_it_was_removed(url: str) -> None:
    with closing(kit_with(url, WELCOME, HOW)) as kit:
        create_community(kit, type="club")
        assert ask(kit, OWNER, ListSeedThreads()) == (
            SeedThreadStatus("welcome", WELCOME.title, opened=False),
            SeedThreadStatus("how", HOW.title, opened=False),
        )
        (how,) = do(kit, OWNER, OpenSeedThreads(names=("how", "how")))
        do(kit, OWNER, RemovePost(how, reason="We do without."))
        assert [seed.opened for seed in ask(kit, OWNER, ListSeedThreads())] == [False, True]
        assert len(do(kit, OWNER, OpenSeedThreads())) == 1
        assert do(kit, OWNER, OpenSeedThreads()) == ()


def open_at_once(kit: Kit) -> int:
    """How many threads there are after four stewards opened the two seeds at once."""
    create_community(kit, type="club")
    start = Barrier(4)

    def work(_: int) -> None:
        start.wait()
        kit.transact(OWNER, "town", lambda session: session.do(OpenSeedThreads()))

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, range(4)))
    return len(ask(kit, None, ListThreads()).items)


def test_of_those_who_open_them_at_once_one_does(url: str) -> None:
    with closing(kit_with(url, WELCOME, HOW)) as kit:
        assert open_at_once(kit) == 2


def test_control_without_a_claim_each_opens_them(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    claimed_again = statement(
        lambda: upsert(seed_thread).on_conflict_do_update(
            index_elements=["community_id", "name"], set_={"opened_at": seed_thread.c.opened_at}
        )
    )
    monkeypatch.setattr(sql, "CLAIM", claimed_again)
    with closing(kit_with(url, WELCOME, HOW)) as kit:
        assert open_at_once(kit) == 8


def test_who_is_no_steward_opens_none(sqlite_url: str) -> None:
    with closing(kit_with(sqlite_url, WELCOME)) as kit:
        create_community(kit, type="club", members=("ada",))
        for actor in ("ada", None):
            with pytest.raises(Denied):
                do(kit, actor, OpenSeedThreads())
            with pytest.raises(Denied):
                ask(kit, actor, ListSeedThreads())


def test_a_name_that_is_none_is_told(sqlite_url: str) -> None:
    with closing(kit_with(sqlite_url, WELCOME)) as kit:
        create_community(kit, type="club")
        with pytest.raises(Invalid, match="there is no seed thread 'hello' here; choose from: welcome"):
            do(kit, OWNER, OpenSeedThreads(names=("welcome", "hello")))
        assert [seed.opened for seed in ask(kit, OWNER, ListSeedThreads())] == [False]


def test_where_one_fails_none_is_opened(sqlite_url: str) -> None:
    with closing(
        kit_with(sqlite_url, WELCOME, SeedThread(name="bad", kind="none", title="A", body="B"))
    ) as kit:
        create_community(kit, type="club")
        with pytest.raises(Invalid):
            do(kit, OWNER, OpenSeedThreads())
        assert [seed.opened for seed in ask(kit, OWNER, ListSeedThreads())] == [False, False]


def test_types_without_any_open_none(sqlite_url: str) -> None:
    with closing(kit_with(sqlite_url)) as kit:
        create_community(kit, type="club")
        assert do(kit, OWNER, OpenSeedThreads()) == ()
        with pytest.raises(Invalid, match="the type brings none"):
            do(kit, OWNER, OpenSeedThreads(names=("hello",)))


@pytest.mark.parametrize(("title", "body", "path"), [(" ", "text", "title"), ("title", "", "body")])
def test_a_seed_says_something(title: str, body: str, path: str) -> None:
    with pytest.raises(Invalid) as caught:
        SeedThread(name="empty", kind="question", title=title, body=body)
    assert (caught.value.code, [fault.path for fault in caught.value.errors]) == ("posts.bad_seed", [path])
