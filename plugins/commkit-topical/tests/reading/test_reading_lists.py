"""Reading lists: private unless they are shown, in the order of their owner, without what a reader may not see."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commkit import Conflict, Denied, Invalid, NotFound
from commkit.communities import ArchiveCommunity
from commkit.posts import Post, RemovePost, ViewThread
from commkit.privacy import ErasePerson, ExportPerson
from commkit_topical import (
    AddToReadingList,
    CreateReadingList,
    DeleteReadingList,
    ListReadingLists,
    ReadingList,
    ReadingSettings,
    ReadReadingList,
    RemoveFromReadingList,
    UpdateReadingItem,
    UpdateReadingList,
)
from tests.audiences import add_space

Town = Any


def later(town: Town, *posts: Post, by: str = "ada", **more: Any) -> ReadingList:
    """A list with some posts."""
    made: ReadingList = town.do(by, CreateReadingList("Later", **more))
    for post in posts:
        town.do(by, AddToReadingList(made.id, post.id))
    return made


def titles(town: Town, reading: ReadingList, by: Any = "ada") -> list[str]:
    found, after = [], None
    while True:
        page = town.ask(by, ReadReadingList(reading.id, after=after, limit=2))
        found += [entry.post.title for entry in page.items]
        if (after := page.next) is None:
            return found


def test_a_list_is_its_owners_alone_until_it_is_shown(town: Town) -> None:
    reading = later(town, town.opinion("Roses"))
    assert town.ask("ada", ListReadingLists(town.member("ada"))) == (reading,)
    for other in ("bob", "mod", "owner"):
        assert town.ask(other, ListReadingLists(town.member("ada"))) == ()
        for command in (DeleteReadingList(reading.id), UpdateReadingList(reading.id, title="Mine")):
            with pytest.raises((NotFound, Denied)):
                town.do(other, command)
        with pytest.raises(NotFound):
            town.ask(other, ReadReadingList(reading.id))
    town.do("ada", UpdateReadingList(reading.id, for_members=True))
    assert [each.id for each in town.ask("bob", ListReadingLists(town.member("ada")))] == [reading.id]
    assert titles(town, reading, by="bob") == ["Roses"]
    with pytest.raises(Denied):
        town.ask(None, ReadReadingList(reading.id))
    with pytest.raises(Denied):
        town.do("bob", UpdateReadingList(reading.id, title="Mine"))
    town.do("ada", UpdateReadingList(reading.id, title="Soon", for_members=False))
    assert town.ask("bob", ListReadingLists(town.member("ada"))) == ()


def test_it_says_what_its_owner_says_of_a_post_and_what_they_read(town: Town) -> None:
    rose = town.opinion("Roses")
    reading = later(town, for_members=True)
    town.do("ada", AddToReadingList(reading.id, rose.id, note="For March."))
    read = town.do("ada", UpdateReadingItem(reading.id, rose.id, read=True))
    assert read.read_at == town.clock()
    (own,) = town.ask("ada", ReadReadingList(reading.id)).items
    (others,) = town.ask("bob", ReadReadingList(reading.id)).items
    assert (own.note, own.read_at, others.note, others.read_at) == (
        "For March.",
        read.read_at,
        "For March.",
        None,
    )
    changed = town.do("ada", UpdateReadingItem(reading.id, rose.id, note="For April.", read=False))
    assert (changed.note, changed.read_at) == ("For April.", None)


def test_a_post_that_a_reader_may_not_see_is_as_if_not_in_it(town: Town) -> None:
    den = add_space(town.kit, "den", ("ada", "cid"), walled=False, town="gardens")
    roses, secret, tulips = town.opinion("Roses"), town.opinion("Secret", space=den), town.opinion("Tulips")
    reading = later(town, roses, secret, tulips, for_members=True)
    assert titles(town, reading) == titles(town, reading, by="cid") == ["Roses", "Secret", "Tulips"]
    assert titles(town, reading, by="bob") == ["Roses", "Tulips"]
    own = later(town, roses, by="bob")
    with pytest.raises(NotFound):
        town.do("bob", AddToReadingList(own.id, secret.id))
    town.do("ada", RemovePost(tulips.id))
    assert titles(town, reading, by="bob") == ["Roses"]


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=st.lists(st.tuples(st.integers(0, 3), st.integers(1, 6)), max_size=5))
def test_a_post_stands_where_it_was_moved_and_the_others_keep_their_order(
    sqlite_town: Town, moves: list[tuple[int, int]]
) -> None:
    town = sqlite_town
    posts = [town.opinion(f"Thread {number}") for number in range(4)]
    reading = later(town, *posts)
    expected = [post.title for post in posts]
    for number, place in moves:
        town.do("ada", UpdateReadingItem(reading.id, posts[number].id, place=place))
        expected.remove(posts[number].title)
        expected.insert(place - 1, posts[number].title)
        assert titles(town, reading) == expected
    town.do("ada", DeleteReadingList(reading.id))


def test_what_is_wrong_is_refused(sqlite_town: Town) -> None:
    town = sqlite_town
    roses, tulips = town.opinion("Roses"), town.opinion("Tulips")
    reading = later(town, roses)
    with town.refused("topical.in_reading_list", Conflict):
        town.do("ada", AddToReadingList(reading.id, roses.id))
    with town.refused("topical.not_in_reading_list", NotFound):
        town.do("ada", UpdateReadingItem(reading.id, tulips.id, read=True))
    with pytest.raises(Invalid):
        town.do("ada", UpdateReadingItem(reading.id, roses.id, place=0))
    assert town.do("ada", RemoveFromReadingList(reading.id, roses.id))
    assert not town.do("ada", RemoveFromReadingList(reading.id, roses.id))


def test_the_settings_limit_how_much_is_kept(make_town: Any) -> None:
    town = make_town(reading=ReadingSettings(max_lists=1, max_items=1))
    roses, tulips = town.opinion("Roses"), town.opinion("Tulips")
    reading = later(town, roses)
    with town.refused("topical.too_many_reading_lists", Conflict):
        later(town)
    with town.refused("topical.reading_list_full", Conflict):
        town.do("ada", AddToReadingList(reading.id, tulips.id))
    assert titles(town, reading) == ["Roses"]
    with pytest.raises(Invalid):
        ReadingSettings(max_items=0)


def test_a_moderator_deletes_what_is_shown_and_its_owner_does_in_an_archive(sqlite_town: Town) -> None:
    town = sqlite_town
    shown, own = later(town, town.opinion(), for_members=True), later(town, town.opinion())
    with pytest.raises(Denied):
        town.do("bob", DeleteReadingList(shown.id))
    town.do("mod", DeleteReadingList(shown.id))
    town.do("owner", ArchiveCommunity("It is over."))
    town.do("ada", DeleteReadingList(own.id))
    assert town.ask("ada", ListReadingLists(town.member("ada"))) == ()


def test_it_is_exported_and_erased_with_its_owner(sqlite_town: Town) -> None:
    town = sqlite_town
    rose = town.opinion("Roses", by="bob")
    reading = later(town, for_members=True)
    town.do("ada", AddToReadingList(reading.id, rose.id, note="For March."))
    assert "For March." in str(town.ask("ada", ExportPerson()))
    town.do("ada", ErasePerson())
    town.kit.worker().drain()
    with pytest.raises(NotFound):
        town.ask("bob", ReadReadingList(reading.id))


def test_pages_take_the_same_statements_however_long_they_are(sqlite_town: Town) -> None:
    town = sqlite_town
    posts = [town.opinion(f"Thread {number}") for number in range(9)]
    counts = []
    for shown in (posts[:1], posts):
        reading = later(town, *shown)
        with town.counted() as seen:
            assert len(town.ask("ada", ReadReadingList(reading.id, limit=100)).items) == len(shown)
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_pages_offer_to_keep_a_post(sqlite_town: Town) -> None:
    town = sqlite_town
    thread = town.opinion()
    page = town.ask("bob", ViewThread(thread.id))
    assert "topical.add_to_reading_list" in page.items[0].may
    assert "topical.add_to_reading_list" not in town.ask(None, ViewThread(thread.id)).items[0].may
