"""What a community and its members allow crawlers; whoever wishes less is heard."""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commkit import SYSTEM, Denied, Invalid, Kit
from commkit.communities import UpdateSettings
from commkit.crawlers import (
    CrawlerPreference,
    CrawlerPreferenceChanged,
    CrawlerRules,
    ReadCrawlerPreference,
    ReadCrawlerRules,
    SetCrawlerPreference,
)
from commkit.privacy import ErasePerson, ExportPerson
from commkit.testing.clock import ManualClock
from tests.helpers import do, member_id
from tests.sample import OWNER, create_community, new_kit

PEOPLE = ("ada", "bob", "eve")


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(datetime(2026, 1, 1, tzinfo=UTC))


@pytest.fixture
def town(clocked_kit: Kit) -> Kit:
    create_community(clocked_kit, members=PEOPLE)
    return clocked_kit


def rules(kit: Kit, **fields: Any) -> CrawlerRules:
    """As a visitor reads them."""
    with kit.session(None, "town", read_only=True) as session:
        return session.ask(ReadCrawlerRules(**fields))


def test_everything_is_allowed_until_somebody_says_otherwise(town: Kit) -> None:
    with town.session("ada", "town") as session:
        assert session.ask(ReadCrawlerPreference()) == CrawlerPreference(indexing=True, training=True)
    assert rules(town, owner=member_id(town, "ada")) == CrawlerRules(indexing=True, training=True)


def test_a_preference_is_stored_and_changed_and_told(town: Kit) -> None:
    with town.session("ada", "town") as session:
        session.do(SetCrawlerPreference(indexing=False, training=True))
        session.do(SetCrawlerPreference(indexing=False, training=False))
        assert [type(fact) for fact in session.facts] == [CrawlerPreferenceChanged] * 2
        assert session.ask(ReadCrawlerPreference()) == CrawlerPreference(indexing=False, training=False)
    with town.session("bob", "town") as session:
        assert session.ask(ReadCrawlerPreference()) == CrawlerPreference(indexing=True, training=True)


def test_whose_page_it_is_decides_on_indexing_and_every_writer_on_training(town: Kit) -> None:
    do(town, "ada", "town", SetCrawlerPreference(indexing=False, training=True))
    do(town, "bob", "town", SetCrawlerPreference(indexing=True, training=False))
    ada, bob = member_id(town, "ada"), member_id(town, "bob")
    assert rules(town, owner=ada) == CrawlerRules(indexing=False, training=True)
    assert rules(town, owner=bob, writers=(ada,)) == CrawlerRules(indexing=True, training=False)
    assert rules(town, owner=ada, writers=(ada, bob)) == CrawlerRules(indexing=False, training=False)
    assert rules(town, writers=(ada,)) == CrawlerRules(indexing=True, training=True)


def test_a_community_that_wants_neither_is_not_overruled(town: Kit) -> None:
    do(town, OWNER, "town", UpdateSettings("crawlers", {"indexing": False, "training": False}))
    do(town, "ada", "town", SetCrawlerPreference(indexing=True, training=True))
    assert rules(town, owner=member_id(town, "ada")) == CrawlerRules(indexing=False, training=False)
    with pytest.raises(Denied), town.session("ada", "town") as session:
        session.do(UpdateSettings("crawlers", {"indexing": True}))


def test_a_preference_holds_in_its_community(town: Kit) -> None:
    create_community(town, "city", members=("ada",))
    do(town, "ada", "town", SetCrawlerPreference(indexing=False, training=False))
    with town.session(None, "city", read_only=True) as session:
        assert session.ask(ReadCrawlerRules(owner=member_id(town, "ada"))).indexing


def test_no_more_writers_than_a_page_has(town: Kit) -> None:
    ada = member_id(town, "ada")
    with pytest.raises(Invalid, match="at most 1000"):
        rules(town, writers=(ada,) * 1_001)


def test_it_is_exported_and_erased_with_the_person(town: Kit) -> None:
    do(town, "ada", "town", SetCrawlerPreference(indexing=False, training=False))
    ada = member_id(town, "ada")
    with town.session("ada") as lobby:
        assert "commkit_crawler_preference" in str(lobby.ask(ExportPerson("ada")))
    with town.session(SYSTEM) as lobby:
        lobby.do(ErasePerson("ada"))
    assert rules(town, owner=ada, writers=(ada,)) == CrawlerRules()


@given(
    community=st.tuples(st.booleans(), st.booleans()),
    people=st.lists(st.tuples(st.booleans(), st.booleans()), min_size=3, max_size=3),
    owner=st.integers(0, 2),
    writers=st.sets(st.integers(0, 2)),
)
def test_never_more_than_everybody_allows(
    reused: Any, community: Any, people: Any, owner: int, writers: set[int]
) -> None:
    kit, ids = reused
    do(
        kit,
        OWNER,
        "town",
        UpdateSettings("crawlers", dict(zip(("indexing", "training"), community, strict=True))),
    )
    for key, (indexing, training) in zip(PEOPLE, people, strict=True):
        do(kit, key, "town", SetCrawlerPreference(indexing=indexing, training=training))
    found = rules(kit, owner=ids[owner], writers=tuple(ids[each] for each in writers))
    assert found.indexing == (community[0] and people[owner][0])
    assert found.training == (community[1] and all(people[each][1] for each in {owner, *writers}))


@pytest.fixture(scope="module")
def reused(tmp_path_factory: pytest.TempPathFactory) -> Any:
    kit = new_kit(f"sqlite:///{tmp_path_factory.mktemp('crawlers') / 'town.db'}")
    kit.migrate()
    create_community(kit, members=PEOPLE)
    yield kit, [member_id(kit, key) for key in PEOPLE]
    kit.close()
