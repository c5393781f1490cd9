"""A rebuilt index is the one that writing makes: after any history, from nothing, and while others write."""

from collections.abc import Iterator
from contextlib import closing
from threading import Thread
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from commkit import Kit
from commkit.posts import CreateThread, EditPost, ReadPost, RemovePost, RestorePost
from commkit.search import SearchContent
from commkit.search.rebuilding import jobs
from commkit.search.rebuilding import statements as sql
from tests.helpers import ask, do
from tests.sample import OWNER, create_community, new_kit

WORDS = ("zebra", "Stra\u00dfe", "C++", "\u6570\u636e\u5e93", "\u0939\u093f\u0928\u094d\u0926\u0940", "x")
STEPS = st.lists(
    st.tuples(
        st.sampled_from(("publish", "edit", "remove", "restore")),
        st.integers(0, 9),
        st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(" ".join),
    ),
    min_size=1,
    max_size=12,
)


@pytest.fixture
def town(kit: Kit) -> Kit:
    create_community(kit, members=("ada", "bob"))
    return kit


@pytest.fixture
def sqlite_town(sqlite_kit: Kit) -> Kit:
    create_community(sqlite_kit, members=("ada", "bob"))
    return sqlite_kit


@pytest.fixture
def postgres_town(postgres_kit: Kit) -> Kit:
    create_community(postgres_kit, members=("ada", "bob"))
    return postgres_kit


def publish(kit: Kit, title: str, body: str = "x") -> Any:
    return do(kit, "ada", "town", CreateThread(kind="question", title=title, body=body))


def edit(kit: Kit, post: Any, title: str) -> Any:
    with kit.session("ada", "town") as session:
        version = session.ask(ReadPost(post.id)).version
        return session.do(EditPost(post=post.id, version=version, title=title))


def titles(kit: Kit, text: str = "zebra") -> list[str]:
    page = ask(kit, None, "town", SearchContent(text, order="newest"))
    return ["".join(fragment.text for fragment in hit.title) for hit in page.hits]


def play(kit: Kit, steps: list[tuple[str, int, str]]) -> None:
    """Carry out what can be carried out of a history."""
    posts: list[Any] = []
    removed: set[int] = set()
    for step, place, words in steps:
        number = place % max(len(posts), 1)
        if step == "publish":
            posts.append(publish(kit, words, body=words * 2))
        elif step == "edit" and posts and number not in removed:
            posts[number] = edit(kit, posts[number], words)
        elif step == "remove" and posts and number not in removed:
            do(kit, OWNER, "town", RemovePost(posts[number].id))
            removed.add(number)
        elif step == "restore" and number in removed:
            posts[number] = do(kit, OWNER, "town", RestorePost(posts[number].id)) or posts[number]
            removed.discard(number)


def index_of(kit: Kit) -> list[Any]:
    """Every word of the index, with its places."""
    with kit.database.engine.connect() as connection:
        if not kit.database.is_sqlite:
            query = "SELECT object, doc_id, CAST(document AS text), words FROM commkit_search_entry"
            return sorted(map(tuple, connection.execute(text(query))))
        driver: Any = connection.connection.driver_connection
        driver.execute(
            "CREATE VIRTUAL TABLE temp.commkit_words USING fts5vocab('main', 'commkit_search_fts', 'instance')"
        )
        try:
            words = driver.execute("SELECT doc, term, col, offset FROM temp.commkit_words").fetchall()
        finally:
            driver.execute("DROP TABLE temp.commkit_words")
        numbers = driver.execute("SELECT hex(object), doc_id FROM commkit_search_entry").fetchall()
    return sorted(map(repr, [*words, *numbers]))


def lose_index(kit: Kit) -> None:
    with kit.database.engine.begin() as connection:
        if kit.database.is_sqlite:
            connection.execute(sql.REPLACE_INDEX[0])
        else:
            connection.execute(text("UPDATE commkit_search_entry SET document = NULL, words = NULL"))


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_after_any_history_it_is_what_writing_makes(town: Kit, steps: list[tuple[str, int, str]]) -> None:
    play(town, steps)
    written = index_of(town)
    town.reindex()
    assert index_of(town) == written
    lose_index(town)
    assert town.reindex() == number_of_entries(town)
    assert index_of(town) == written


def number_of_entries(kit: Kit) -> int:
    with kit.database.engine.connect() as connection:
        return connection.execute(sql.COUNT).scalar_one()


def test_control_a_lost_index_finds_nothing(town: Kit) -> None:
    publish(town, "Zebra")
    written = index_of(town)
    lose_index(town)
    assert titles(town) == []
    assert index_of(town) != written
    assert town.reindex() == 1
    assert titles(town) == ["Zebra"]


def test_it_goes_batch_by_batch_and_tells_how_far(town: Kit, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(7):
        publish(town, f"Zebra {number}")
    written = index_of(town)
    lose_index(town)
    for name in ("KEYS", "FREE_ENTRIES", "SOME_ENTRIES", "CHANGED_ENTRIES"):
        monkeypatch.setattr(sql, name, getattr(sql, name).limit(3))
    told: list[tuple[int, int]] = []
    assert town.reindex(lambda done, total: told.append((done, total))) == 7
    assert told == [(3, 7), (6, 7), (7, 7)]
    assert index_of(town) == written


def test_what_is_written_meanwhile_is_found_and_what_is_removed_is_not(
    town: Kit, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = [publish(town, f"Zebra {number}") for number in range(5)]
    monkeypatch.setattr(sql, "KEYS", sql.KEYS.limit(2))
    monkeypatch.setattr(sql, "FREE_ENTRIES", sql.FREE_ENTRIES.limit(2))
    monkeypatch.setattr(sql, "SOME_ENTRIES", sql.SOME_ENTRIES.limit(2))
    once: Iterator[int] = iter([1])

    def write(done: int, total: int) -> None:
        if next(once, None) and total == 5:
            publish(town, "Zebra new")
            edit(town, made[0], "Giraffe first")
            edit(town, made[4], "Giraffe last")
            do(town, OWNER, "town", RemovePost(made[1].id))
            assert titles(town) == ["Zebra new", "Zebra 3", "Zebra 2"], "searches go on"

    town.reindex(write)
    assert next(once, None) is None, "it was written meanwhile"
    assert titles(town) == ["Zebra new", "Zebra 3", "Zebra 2"]
    assert titles(town, "giraffe") == ["Giraffe last", "Giraffe first"]
    written = index_of(town)
    lose_index(town)
    town.reindex()
    assert index_of(town) == written


def test_control_without_a_second_look_what_is_written_meanwhile_is_lost(
    sqlite_town: Kit, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(sqlite_town, "Zebra")
    monkeypatch.setattr(sql, "FIND_CHANGED", text("SELECT 1"))
    sqlite_town.reindex(lambda *_: publish(sqlite_town, "Zebra new"))
    assert titles(sqlite_town) == ["Zebra"]


def test_what_fails_half_way_leaves_the_index_as_it_was(
    sqlite_town: Kit, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(sqlite_town, "Zebra")
    written = index_of(sqlite_town)
    monkeypatch.setattr(sql, "REPLACE_INDEX", (sql.REPLACE_INDEX[0], text("SELECT 1 FROM nowhere")))
    with pytest.raises(Exception, match="nowhere"):
        sqlite_town.reindex()
    assert index_of(sqlite_town) == written
    publish(sqlite_town, "Zebra too")
    assert titles(sqlite_town) == ["Zebra too", "Zebra"]


def test_numbers_that_two_entries_share_are_made_different_in_their_order(sqlite_town: Kit) -> None:
    for number in range(4):
        publish(sqlite_town, f"Zebra {number}")
    with sqlite_town.database.engine.begin() as connection:
        connection.execute(text("UPDATE commkit_search_entry SET doc_id = (doc_id >> 25 << 25) + 32"))
        order = "SELECT title FROM commkit_search_entry ORDER BY doc_id >> 25 DESC, object DESC"
        wanted = [title for (title,) in connection.execute(text(order))]
    sqlite_town.reindex()
    assert titles(sqlite_town) == wanted
    with sqlite_town.database.engine.connect() as connection:
        numbers = "SELECT count(*) - count(DISTINCT doc_id) FROM commkit_search_entry"
        assert connection.execute(text(numbers)).scalar_one() == 0
    publish(sqlite_town, "Zebra last")
    assert titles(sqlite_town) == ["Zebra last", *wanted]


@pytest.mark.postgres
def test_it_waits_for_an_entry_that_is_locked_without_a_lock_of_its_own(postgres_town: Kit) -> None:
    made = [publish(postgres_town, f"Zebra {number}") for number in range(3)]
    lose_index(postgres_town)
    with postgres_town.session("ada", "town") as session:
        session.do(EditPost(post=made[1].id, version=made[1].version, title="Giraffe"))
        other = Thread(target=postgres_town.reindex)
        other.start()
        other.join(1)
        assert other.is_alive(), "it waits"
        # Were the others locked meanwhile, this would be a deadlock.
        session.do(EditPost(post=made[0].id, version=made[0].version, title="Giraffe"))
        session.do(EditPost(post=made[2].id, version=made[2].version, title="Giraffe"))
    other.join(30)
    assert not other.is_alive()
    assert titles(postgres_town) == []
    assert titles(postgres_town, "giraffe") == ["Giraffe"] * 3


def test_a_database_in_memory_is_reindexed_too() -> None:
    with closing(new_kit("sqlite://")) as kit:
        kit.migrate()
        create_community(kit, members=("ada",))
        publish(kit, "Zebra")
        lose_index(kit)
        assert [kit.reindex(), kit.reindex()] == [1, 1]
        assert titles(kit) == ["Zebra"]
        assert jobs.rebuild_index(kit.database) == 1
