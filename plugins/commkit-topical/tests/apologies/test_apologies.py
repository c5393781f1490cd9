"""Who is asked to pause may apologise without waiting, once, to the other one."""

from datetime import timedelta
from typing import Any

import pytest

from commkit import SYSTEM, Conflict, NotFound, RateLimited
from commkit.communities import UpdateSettings
from commkit.posts import LockThread, Post, ViewThread
from commkit.spaces import AssignSpaceModerator
from commkit.testing.contexts import context_of
from commkit_topical import (
    LiftCooling,
    ReadCooling,
    ReadCoolingNumbers,
    ReadPausePrompt,
    WriteApology,
)
from commkit_topical.cooling import statements as sql
from tests.audiences import add_space

Town = Any


def heated(town: Town, one: str = "ada", other: str = "bob", **more: Any) -> tuple[Post, list[Post]]:
    """A thread that cools, and what the two said in it: `other` first, `one` last."""
    thread = town.opinion(by=one, **more)
    said = [thread]
    for number in range(8):
        town.clock.advance(timedelta(seconds=30))
        said.append(town.reply(said[-1].id, f"No! {number}", by=(other, one)[number % 2]))
    town.kit.worker().drain()
    return thread, said[1:]


def test_an_apology_does_not_wait_and_the_pause_begins_anew(town: Town) -> None:
    thread, said = heated(town)
    town.reply(said[-1].id, "And another thing!", by="bob")
    with pytest.raises(RateLimited):
        town.reply(said[-1].id, "And!", by="bob")
    theirs = town.ask("bob", ReadPausePrompt(thread.id)).answerable
    assert theirs == tuple(post.id for post in reversed([thread, *said]) if post.author == town.member("ada"))
    made = town.do("bob", WriteApology(said[-1].id, "I am sorry."))
    assert (made.parent, made.body, made.author) == (said[-1].id, "I am sorry.", town.member("bob"))
    town.clock.advance(timedelta(minutes=4))
    with pytest.raises(RateLimited):
        town.reply(said[-1].id, "But!", by="bob")
    town.clock.advance(timedelta(minutes=1))
    town.reply(said[-1].id, "Well.", by="bob")
    marked = {view.post.id: view.marks for view in town.ask(None, ViewThread(thread.id)).items}
    assert [id for id, marks in marked.items() if "topical.apology" in marks] == [made.id]


def test_each_of_the_two_apologises_once(town: Town) -> None:
    thread, said = heated(town)
    facts = town.emitted("bob", WriteApology(said[-1].id, "Sorry."))
    assert facts[-1] == "topical.apology_written"
    with town.refused("topical.apologised", Conflict):
        town.do("bob", WriteApology(said[-1].id, "Sorry again."))
    with pytest.raises(RateLimited):
        town.reply(said[-1].id, "Sorry for that, too.", by="bob")
    assert town.ask("bob", ReadPausePrompt(thread.id)).answerable == ()
    town.do("ada", WriteApology(said[-2].id, "I am, too."))


def test_nobody_else_may_and_to_nothing_else(town: Town) -> None:
    before = town.opinion("Another one", by="ada")
    thread, said = heated(town)
    aside = town.reply(thread.id, "What is going on?", by="cid")
    for actor, post in (("cid", said[-1]), ("bob", aside), ("bob", said[-2]), ("bob", before)):
        with town.refused("topical.not_asked_to_pause", Conflict):
            town.do(actor, WriteApology(post.id, "Sorry."))
    town.do("mod", LiftCooling(thread.id))
    with town.refused("topical.not_asked_to_pause", Conflict):
        town.do("bob", WriteApology(said[-1].id, "Sorry."))


def test_what_replies_are_refused_for_refuses_apologies_too(sqlite_town: Town) -> None:
    town = sqlite_town
    thread, said = heated(town)
    town.do("owner", UpdateSettings("moderation", {"slow_mode": "PT1H"}))
    town.reply(said[-1].id, "Hm.", by="bob")
    with pytest.raises(RateLimited):
        town.do("bob", WriteApology(said[-1].id, "Sorry."))
    town.do("owner", UpdateSettings("moderation", {"slow_mode": "PT0S"}))
    town.do("mod", LockThread(thread.id))
    with town.refused("posts.locked", Conflict):
        town.do("bob", WriteApology(said[-1].id, "Sorry."))


def test_it_is_for_who_sees_the_post(sqlite_town: Town) -> None:
    town = sqlite_town
    den = add_space(town.kit, "den", ("ada", "bob"), walled=True, town="gardens")
    _, said = heated(town, space=den)
    with pytest.raises(NotFound):
        town.do("cid", WriteApology(said[-1].id, "Sorry."))
    town.do("bob", WriteApology(said[-1].id, "Sorry."))


def test_it_heats_nothing_up(sqlite_town: Town) -> None:
    town = sqlite_town
    thread, said = heated(town)
    apology = town.do("bob", WriteApology(said[-1].id, "Sorry."))
    plain = town.reply(said[-1].id, "Hm.", by="cid")
    with town.kit.session(SYSTEM, "gardens") as session:
        turns = context_of(session).rows(sql.TURNS, thread=thread.id, since=town.after(hours=-1))
    assert [turn.post for turn in turns] == [*(post.id for post in said), plain.id]
    assert apology.id not in {turn.post for turn in turns}


def test_the_numbers_tell_of_apologies(sqlite_town: Town) -> None:
    town = sqlite_town
    _, said = heated(town)
    town.do("bob", WriteApology(said[-1].id, "Sorry."))
    numbers = town.ask("stew", ReadCoolingNumbers(town.after(days=-1), town.after(days=1)))
    assert (numbers.coolings, numbers.apologies, numbers.again_after_apology) == (1, 1, None)


def test_who_moderates_the_sub_topic_ends_its_coolings_and_no_others(sqlite_town: Town) -> None:
    town = sqlite_town
    roses, tulips = town.topic(), town.topic("tulips")
    town.do("owner", AssignSpaceModerator(roses.id, town.member("cid")))
    (here, _), (there, _) = heated(town, space=roses.id), heated(town, space=tulips.id)
    with town.refused("runtime.not_permitted"):
        town.do("cid", LiftCooling(there.id))
    assert town.do("cid", LiftCooling(here.id))
    town.reply(here.id, "One.", by="ada")
    town.reply(here.id, "Two, at once.", by="ada")
    assert town.ask(None, ReadCooling(there.id)) is not None
