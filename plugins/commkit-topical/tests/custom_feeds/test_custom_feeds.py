"""Custom feeds: spaces that a member reads as one list, and nobody else learns of."""

from typing import Any

import pytest
from sqlalchemy import select

from commkit import SYSTEM, Denied, Invalid, NotFound
from commkit.communities import UpdateSettings
from commkit.posts import ThreadOrder
from commkit.privacy import ErasePerson, ExportPerson
from commkit.spaces import RemoveSpaceMember
from commkit_topical import (
    CreateCustomFeed,
    CustomFeedSettings,
    DeleteCustomFeed,
    ListCustomFeedThreads,
    ListMyCustomFeeds,
    MuteSpace,
    UpdateCustomFeed,
    ViewCustomFeed,
)
from commkit_topical.tables import custom_feed, custom_feed_space
from tests.audiences import add_space

Town = Any


def titles(town: Town, feed: Any, by: str = "ada", **more: Any) -> list[str]:
    return [post.title for post in town.ask(by, ListCustomFeedThreads(feed.feed.id, **more)).items]


def test_a_feed_has_the_threads_of_its_spaces_in_any_order(town: Town) -> None:
    roses, tulips, moss = (town.topic(slug) for slug in ("roses", "tulips", "moss"))
    for space, title in ((roses, "Red"), (moss, "Green"), (tulips, "Yellow")):
        town.opinion(title, space=space.id)
        town.clock.advance(town.after(minutes=1) - town.clock())
    feed = town.do("ada", CreateCustomFeed("Flowers", (roses.id, tulips.id, roses.id)))
    assert set(feed.spaces) == {roses.id, tulips.id}
    assert titles(town, feed) == titles(town, feed, order=ThreadOrder.NEWEST) == ["Yellow", "Red"]
    first = town.ask("ada", ListCustomFeedThreads(feed.feed.id, limit=1))
    assert titles(town, feed, limit=1, after=first.next) == ["Red"]
    changed = town.do("ada", UpdateCustomFeed(feed.feed.id, spaces=(moss.id,)))
    assert (changed.feed.title, changed.spaces) == ("Flowers", (moss.id,))
    with pytest.raises(Invalid):
        town.ask("ada", ListCustomFeedThreads(feed.feed.id, after=first.next))
    views = town.ask("ada", ViewCustomFeed(feed.feed.id, rendered=False)).items
    assert [(view.post.title, view.space.slug) for view in views] == [("Green", "moss")]


def test_it_is_its_owners_alone(town: Town) -> None:
    feed = town.do("ada", CreateCustomFeed("Flowers", (town.topic().id,)))
    for other in ("bob", "stew", "owner", SYSTEM):
        assert town.ask(other, ListMyCustomFeeds()) == ()
        for query in (ListCustomFeedThreads(feed.feed.id), ViewCustomFeed(feed.feed.id, rendered=False)):
            with pytest.raises(NotFound):
                town.ask(other, query)
    for command in (UpdateCustomFeed(feed.feed.id, title="Mine"), DeleteCustomFeed(feed.feed.id)):
        with pytest.raises(NotFound):
            town.do("stew", command)
    with pytest.raises(Denied):
        town.ask(None, ListMyCustomFeeds())
    assert town.ask("ada", ListMyCustomFeeds()) == (feed,)
    town.do("ada", DeleteCustomFeed(feed.feed.id))
    assert town.ask("ada", ListMyCustomFeeds()) == ()


def test_what_the_owner_does_not_see_any_more_is_not_in_it(sqlite_town: Town) -> None:
    town = sqlite_town
    den = add_space(town.kit, "den", ("ada", "bob"), walled=False, town="gardens")
    with pytest.raises(NotFound):
        town.do("cid", CreateCustomFeed("Den", (den,)))
    feed = town.do("ada", CreateCustomFeed("Den", (den,)))
    town.opinion("Behind the wall", space=den)
    town.opinion("For all")
    assert titles(town, feed) == ["Behind the wall"]
    town.do("owner", RemoveSpaceMember(den, town.member("ada")))
    assert town.ask("ada", ListMyCustomFeeds())[0].spaces == ()
    assert titles(town, feed) == []
    assert town.ask("ada", ViewCustomFeed(feed.feed.id)).items == ()


def test_a_muted_space_is_muted_in_a_feed_too(sqlite_town: Town) -> None:
    town = sqlite_town
    roses = town.topic()
    town.opinion("Red", space=roses.id)
    feed = town.do("bob", CreateCustomFeed("Flowers", (roses.id,)))
    town.do("bob", MuteSpace(roses.id))
    assert titles(town, feed, by="bob") == []


def test_titles_spaces_and_numbers_are_checked(sqlite_town: Town) -> None:
    town = sqlite_town
    town.do("owner", UpdateSettings("topical.custom_feeds", {"max_feeds": 2}))
    spaces = [town.topic(f"s{number}").id for number in range(9)]
    for wrong, code in (((), "required"), (tuple(spaces), "too_many")):
        with pytest.raises(Invalid) as caught:
            town.do("ada", CreateCustomFeed("Wrong", wrong))
        assert [(one.path, one.code) for one in caught.value.errors] == [("spaces", code)]
    feed = town.do("ada", CreateCustomFeed("Flowers", tuple(spaces[:8])))
    with town.refused("topical.custom_feed_exists"):
        town.do("ada", CreateCustomFeed("Flowers", (spaces[8],)))
    other = town.do("ada", CreateCustomFeed("Trees", (spaces[8],)))
    with town.refused("topical.too_many_custom_feeds"):
        town.do("ada", CreateCustomFeed("Moss", (spaces[8],)))
    with town.refused("topical.custom_feed_exists"):
        town.do("ada", UpdateCustomFeed(other.feed.id, title="Flowers"))
    assert town.do("ada", UpdateCustomFeed(feed.feed.id, title="Flowers")).feed.title == "Flowers"
    town.do("bob", CreateCustomFeed("Flowers", (spaces[8],)))
    with pytest.raises(Invalid):
        CustomFeedSettings(max_feeds=0)


def test_it_is_exported_and_erased_with_its_owner(sqlite_town: Town) -> None:
    town = sqlite_town
    space = town.topic().id
    for name in ("ada", "bob"):
        town.do(name, CreateCustomFeed(f"Flowers of {name}", (space,)))
    exported = str(town.ask("ada", ExportPerson()))
    assert "Flowers of ada" in exported
    assert "Flowers of bob" not in exported
    town.do("ada", ErasePerson())
    with town.kit.database.engine.connect() as connection:
        for table in (custom_feed, custom_feed_space):
            assert len(connection.execute(select(table.c.owner)).all()) == 1
