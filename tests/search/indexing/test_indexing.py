"""Indexing in the same transaction: new posts are found at once, removed ones never."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from commkit import SYSTEM, Denied, Kit
from commkit.communities import Visibility
from commkit.members import AddMember, RestrictMember
from commkit.posts import CreateReply, CreateThread, EditPost, MergeThreads, RemovePost, RestorePost
from commkit.privacy import ErasePerson
from commkit.runtime.storage.database import Database
from commkit.search import SearchContent, reactions
from commkit.search.indexing import handlers as indexing
from tests.helpers import ask, assert_refused, do
from tests.sample import OWNER, create_community


def titles(kit: Kit, text: str, *, actor: Any = None, place: str = "town") -> list[str]:
    page = ask(kit, actor, place, SearchContent(text, order="newest"))
    return ["".join(fragment.text for fragment in (*hit.title, *hit.snippet)) for hit in page.hits]


def publish(kit: Kit, title: str, body: str = "x", *, actor: str = "ada", place: str = "town") -> Any:
    return do(kit, actor, place, CreateThread(kind="question", title=title, body=body))


@pytest.fixture(autouse=True)
def town(kit: Kit) -> None:
    create_community(kit, members=("ada", "bob"))


def test_an_edited_post_is_found_by_its_new_text(kit: Kit) -> None:
    made = publish(kit, "Zebra")
    do(kit, "ada", "town", EditPost(post=made.id, version=made.version, title="Giraffe"))
    assert titles(kit, "zebra") == []
    assert titles(kit, "giraffe") == ["Giraffex"]


def test_a_removed_post_is_not_found_until_restored(kit: Kit) -> None:
    made = publish(kit, "Zebra")
    do(kit, "bob", "town", CreateReply(made.id, body="A zebra indeed."))
    do(kit, OWNER, "town", RemovePost(made.id))
    for who in (None, "ada"):
        assert titles(kit, "zebra", actor=who) == []
    for who in (
        OWNER,
        SYSTEM,
    ):  # who may read what was removed finds what is written below it, not the post itself
        assert titles(kit, "zebra", actor=who) == ["A zebra indeed."]
    do(kit, OWNER, "town", RestorePost(made.id))
    assert len(titles(kit, "zebra")) == 2


def test_what_is_rolled_back_is_not_found(kit: Kit) -> None:
    def fails() -> None:
        with kit.session("ada", "town") as session:
            session.do(CreateThread(kind="question", title="Zebra", body="x"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fails()
    assert titles(kit, "zebra") == []


def test_merged_threads_are_hidden_together(kit: Kit) -> None:
    one, other = publish(kit, "Zebra one"), publish(kit, "Zebra two")
    do(kit, OWNER, "town", MergeThreads(one.id, other.id))
    assert len(titles(kit, "zebra")) == 2
    do(kit, OWNER, "town", RemovePost(other.id))
    assert titles(kit, "zebra") == []


def test_other_communities_are_not_searched(kit: Kit) -> None:
    create_community(kit, "village", members=("ada",))
    publish(kit, "Zebra here")
    publish(kit, "Zebra there", place="village")
    assert titles(kit, "zebra") == ["Zebra herex"]
    assert titles(kit, "zebra", place="village") == ["Zebra therex"]


def test_scope_words_in_a_text_widen_nothing(kit: Kit) -> None:
    """Who knows how scopes are written, and writes one into a post, puts nothing into another community's results."""
    village = create_community(kit, "village", members=("ada",))
    publish(kit, "Zebra")
    with kit.database.engine.connect() as connection:
        scope = connection.execute(text("SELECT scope FROM commkit_search_entry")).scalar_one()
    publish(kit, "Zebra trap", body=f"zebra {scope}", place="village")
    assert titles(kit, "zebra") == ["Zebrax"]
    assert village.slug == "village"


def test_outsiders_find_nothing_in_private(kit: Kit) -> None:
    create_community(kit, "cellar", visibility=Visibility.PRIVATE)
    do(kit, OWNER, "cellar", AddMember("ada"))
    publish(kit, "Zebra below", place="cellar")
    assert titles(kit, "zebra", actor="ada", place="cellar") == ["Zebra belowx"]
    for who in (None, "bob"):
        assert titles(kit, "zebra", actor=who, place="cellar") == []


def test_the_banned_find_nothing(kit: Kit) -> None:
    publish(kit, "Zebra")
    with kit.session("bob", "town") as session:
        bob = session.member
    do(kit, OWNER, "town", RestrictMember(bob, "banned", reason="x"))
    with assert_refused(Denied, "runtime.not_permitted"):
        titles(kit, "zebra", actor="bob")


def test_no_word_of_an_erased_person_is_left(kit: Kit, url: str) -> None:
    canary = "kanarienvogel"
    made = publish(kit, f"The {canary}", body=f"{canary} sings")
    do(kit, "bob", "town", CreateReply(made.id, body="What sings?"))
    do(kit, "ada", None, ErasePerson())
    assert titles(kit, canary) == []
    assert titles(kit, "sings") == ["What sings?"]
    assert kit.scrub()
    if kit.database.is_sqlite:
        file = Path(kit.database.url.database or "")
        assert not any(canary[1:].encode() in each.read_bytes() for each in file.parent.glob(f"{file.name}*"))
        kit.close()
        with closing(sqlite3.connect(file)) as raw:
            raw.execute("INSERT INTO commkit_search_fts (commkit_search_fts) VALUES ('integrity-check')")
    else:
        with kit.database.engine.connect() as connection:
            kept = connection.execute(text("SELECT document::text || words FROM commkit_search_entry"))
            assert not any(canary in row for row in kept.scalars())


def test_control_without_optimizing_words_stay_in_the_file(
    sqlite_kit: Kit, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control of the test above: FTS5 marks what is deleted, and forgets it only when it merges."""
    canary = "kanarienvogel"
    create_community(sqlite_kit, "hamlet", members=("ada",))
    do(sqlite_kit, "ada", "hamlet", CreateThread(kind="question", title=canary, body="x"))

    def without_optimizing(context: Any, member: Any) -> None:
        for record, object in context.rows(indexing.sql.BY_AUTHOR, author=member):
            indexing.remove_from_index(context, record=record, object=object)

    monkeypatch.setattr(reactions, "remove_author_from_index", without_optimizing)
    monkeypatch.setattr(Database, "_merge_full_text", lambda self: None)
    do(sqlite_kit, "ada", None, ErasePerson())
    sqlite_kit.scrub()
    file = Path(sqlite_kit.database.url.database or "")
    assert canary[1:].encode() in file.read_bytes(), (
        "the index keeps words without what they share with others"
    )


def test_the_index_is_consistent_after_many_changes(sqlite_kit: Kit) -> None:
    create_community(sqlite_kit, "hamlet", members=("ada",))
    for number in range(30):
        made = do(
            sqlite_kit, "ada", "hamlet", CreateThread(kind="question", title=f"Zebra {number}", body="x")
        )
        if number % 2:
            edited = do(
                sqlite_kit, "ada", "hamlet", EditPost(post=made.id, version=made.version, title=f"Z{number}")
            )
            if number % 3:
                do(sqlite_kit, "ada", "hamlet", RemovePost(edited.id))
    with sqlite_kit.database.engine.begin() as connection:
        connection.execute(
            text("INSERT INTO commkit_search_fts (commkit_search_fts) VALUES ('integrity-check')")
        )
