"""Threads that are posted in several sub-topics, with the way back and the count of all replies."""

from threading import Barrier, get_ident
from typing import Any

import pytest
from sqlalchemy import text

from commkit import Conflict, Invalid, NotFound
from commkit.posts import AddReaction, ReadPost, RemovePost, ViewThreads
from commkit.spaces import Space
from commkit_topical import CrossPostThread, LinkedThread, ReadCrossPosts
from tests.audiences import add_space

Town = Any


def test_a_cross_post_leads_back_and_shares_its_counts(town: Town) -> None:
    roses, tulips = town.topic("roses"), town.topic("tulips")
    original = town.opinion("Slugs", space=roses.id, tags=("pests",))
    town.reply(original.id)
    copy = town.do("bob", CrossPostThread(original.id, tulips.id, note="For you, too."))
    assert (copy.title, copy.kind, copy.body, copy.tags) == ("Slugs", "opinion", "For you, too.", ("pests",))
    assert copy.author == town.member("bob")
    town.reply(copy.id, "Here.", by="cid")
    town.reply(copy.id, "And here.", by="ada")
    town.do("cid", AddReaction(copy.id, "up"))
    town.do("cid", AddReaction(original.id, "up"))
    for thread in (original.id, copy.id):
        found = town.ask(None, ReadCrossPosts(thread))
        assert found.original == original.id
        assert found.threads == (
            LinkedThread(original.id, roses.id, 1, 1),
            LinkedThread(copy.id, tulips.id, 2, 1),
        )
        assert (found.replies, found.score) == (3, 2)
    marks = {view.post.id: view.marks for view in town.ask("cid", ViewThreads()).items}
    assert "topical.cross_post" in marks[copy.id]
    assert "topical.cross_post" not in marks[original.id]


def test_a_cross_post_of_a_cross_post_leads_back_to_the_original(sqlite_town: Town) -> None:
    town = sqlite_town
    original = town.opinion()
    copy = town.do("bob", CrossPostThread(original.id, town.topic("roses").id))
    again = town.do("cid", CrossPostThread(copy.id, town.topic("tulips").id))
    found = town.ask(None, ReadCrossPosts(again.id))
    assert [each.thread for each in found.threads] == [original.id, copy.id, again.id]
    assert "another sub-topic" in again.body


def test_it_stands_in_a_space_once(sqlite_town: Town) -> None:
    town = sqlite_town
    roses = town.topic("roses")
    original = town.opinion(space=roses.id)
    with town.refused("topical.already_there", Conflict):
        town.do("bob", CrossPostThread(original.id, roses.id))
    tulips = town.topic("tulips")
    town.do("bob", CrossPostThread(original.id, tulips.id))
    with town.refused("topical.already_there", Conflict):
        town.do("cid", CrossPostThread(original.id, tulips.id))
    assert len(town.ask(None, ReadCrossPosts(original.id)).threads) == 2


def test_the_rules_of_the_space_hold(sqlite_town: Town) -> None:
    town = sqlite_town
    links = town.topic("links", kinds=("link",))
    with town.refused("spaces.kind_not_allowed"):
        town.do("bob", CrossPostThread(town.opinion().id, links.id))


def test_only_threads_are_cross_posted(sqlite_town: Town) -> None:
    town = sqlite_town
    reply = town.reply(town.opinion().id)
    with pytest.raises(Invalid):
        town.do("bob", CrossPostThread(reply.id, town.topic().id))


def test_what_few_may_see_is_not_shown_to_more(town: Town) -> None:
    den = add_space(town.kit, "den", ("ada", "bob"), walled=False, town="gardens")
    inside = town.opinion("Secret", space=den)
    open_space = town.topic("roses")
    with town.refused("topical.narrower_audience", Conflict):
        town.do("ada", CrossPostThread(inside.id, open_space.id))
    with pytest.raises(NotFound):
        town.do("cid", CrossPostThread(inside.id, open_space.id))
    outside = town.opinion("Open")
    with pytest.raises(NotFound):
        town.do("cid", CrossPostThread(outside.id, den))
    copy = town.do("ada", CrossPostThread(outside.id, den))
    seen = town.ask("cid", ReadCrossPosts(outside.id))
    assert [each.thread for each in seen.threads] == [outside.id]
    assert [each.thread for each in town.ask("bob", ReadCrossPosts(outside.id)).threads] == [
        outside.id,
        copy.id,
    ]


def test_a_cross_post_of_what_is_gone_says_nothing_of_it(sqlite_town: Town) -> None:
    town = sqlite_town
    original = town.opinion()
    tulips = town.topic("tulips")
    copy = town.do("bob", CrossPostThread(original.id, town.topic("roses").id))
    town.do("stew", RemovePost(original.id))
    for reader in ("cid", "stew"):
        found = town.ask(reader, ReadCrossPosts(copy.id))
        assert (found.original, [each.thread for each in found.threads]) == (None, [copy.id])
    assert town.ask("cid", ReadPost(copy.id)).id == copy.id
    with pytest.raises(NotFound):
        town.do("cid", CrossPostThread(copy.id, tulips.id))
    with town.refused("topical.post_removed", Conflict):
        town.do("stew", CrossPostThread(copy.id, tulips.id))


def test_the_control_counts_one_thread(sqlite_town: Town) -> None:
    thread = sqlite_town.opinion()
    found = sqlite_town.ask(None, ReadCrossPosts(thread.id))
    assert (found.original, len(found.threads), found.replies) == (thread.id, 1, 0)


# --- races -----------------------------------------------------------------------------------------------------------


def _posted_at_once(town: Town, space: Space) -> list[Any]:
    original = town.opinion()
    looked, held = Barrier(2, timeout=20), set[int]()

    def hold(sql: str) -> None:
        if "INSERT INTO commkit_topical_cross_post" in sql and get_ident() not in held:
            held.add(get_ident())
            looked.wait()

    town.kit.database.observer = hold
    try:
        return town.at_once(
            *[
                lambda name=name: town.do(name, CrossPostThread(original.id, space.id))
                for name in ("bob", "cid")
            ]
        )
    finally:
        town.kit.database.observer = None


@pytest.mark.postgres
def test_of_two_at_once_one_stands_there(postgres_town: Town) -> None:
    found = _posted_at_once(postgres_town, postgres_town.topic())
    (refused,) = [each for each in found if isinstance(each, Exception)]
    assert isinstance(refused, Conflict)


@pytest.mark.postgres
def test_control_without_the_key_both_do(postgres_town: Town) -> None:
    space = postgres_town.topic()
    with postgres_town.kit.database.engine.begin() as connection:
        key = "uq_commkit_topical_cross_post_original_space"
        connection.execute(text(f"ALTER TABLE commkit_topical_cross_post DROP CONSTRAINT {key}"))
    assert not [each for each in _posted_at_once(postgres_town, space) if isinstance(each, Exception)]
