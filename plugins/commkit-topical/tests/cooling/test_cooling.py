"""Heated threads are slowed down, with the reason for all to read, and let go by themselves."""

from datetime import timedelta
from typing import Any

import pytest

from commkit import SYSTEM, Conflict, Denied, Invalid, RateLimited
from commkit.communities import ArchiveCommunity, UpdateSettings
from commkit.explaining import ExplainDecision
from commkit.insight import Guard, ReadMeasures
from commkit.moderation import FileReport, SetSlowMode
from commkit.posts import (
    EditPost,
    ListRevisions,
    LockThread,
    MergeThreads,
    Post,
    ReadPost,
    RemovePost,
    ViewThread,
)
from commkit_topical import (
    CoolingEnd,
    CoolingSettings,
    LiftCooling,
    ReadCooling,
    ReadCoolingNumbers,
    ReadPausePrompt,
    RephrasePost,
)
from commkit_topical.jobs import MeasureHeat

Town = Any


def quarrel(town: Town, thread: Post, one: str = "ada", other: str = "bob", replies: int = 8) -> list[Post]:
    """Two answer each other every half minute."""
    said = [thread]
    for number in range(replies):
        town.clock.advance(timedelta(seconds=30))
        said.append(town.reply(said[-1].id, f"No! {number}", by=(other, one)[number % 2]))
    town.kit.worker().drain()
    return said[1:]


def cool_down(town: Town) -> None:
    for _ in range(4):
        town.pass_time(minutes=20)


def test_a_heated_thread_is_slowed_down_and_all_are_told_why(town: Town) -> None:
    thread = town.opinion()
    town.reply(thread.id, "Well.", by="cid")
    quarrel(town, thread)
    notice = town.ask(None, ReadCooling(thread.id))
    assert "times as fast as usual" in notice.reason
    assert "two members answer each other in turn" in notice.reason
    assert "ada" not in notice.reason.lower()
    assert notice.pause_seconds == 300
    assert (("topical.cooling_started", thread.id)) in town.inbox("cid")
    town.reply(thread.id, "And another thing!", by="ada")
    with pytest.raises(RateLimited):
        town.reply(thread.id, "And!", by="ada")
    page = town.ask("cid", ViewThread(thread.id))
    assert "topical.cooling" in page.thread.marks


def test_the_two_are_asked_privately_to_pause(town: Town) -> None:
    thread = town.opinion()
    said = quarrel(town, thread)
    for name in ("ada", "bob"):
        assert town.inbox(name) == [("topical.pause_prompt", thread.id)]
    prompt = town.ask("bob", ReadPausePrompt(thread.id))
    assert "rephrase" in prompt.text
    assert prompt.posts == tuple(post.id for post in reversed(said) if post.author == town.member("bob"))
    for name in ("cid", "mod"):
        assert town.ask(name, ReadPausePrompt(thread.id)) is None


def test_it_ends_by_itself(town: Town) -> None:
    thread = town.opinion()
    quarrel(town, thread)
    assert town.ask(None, ReadCooling(thread.id)) is not None
    cool_down(town)
    assert town.ask(None, ReadCooling(thread.id)) is None
    town.reply(thread.id, "One.")
    town.reply(thread.id, "Two, at once.")
    numbers = town.ask("stew", ReadCoolingNumbers(town.after(days=-1), town.after(days=1)))
    assert (numbers.coolings, numbers.running, numbers.cooled) == (1, 0, 1)


def test_a_calm_thread_is_not_slowed_down(sqlite_town: Town) -> None:
    town = sqlite_town
    thread = town.opinion()
    for number in range(12):
        town.pass_time(minutes=9)
        town.reply(thread.id, f"Hm {number}.", by=("ada", "bob", "cid")[number % 3])
    town.kit.worker().drain()
    assert town.ask(None, ReadCooling(thread.id)) is None


@pytest.mark.slow
def test_the_threads_own_pace_is_what_is_usual(sqlite_town: Town) -> None:
    """Where replies come every half minute anyway, two who answer each other so are as fast as usual."""
    town = sqlite_town
    thread = town.opinion()
    for number in range(80):
        town.clock.advance(timedelta(seconds=30))
        town.reply(thread.id, f"Goal {number}!", by=("ada", "bob", "cid")[number % 3])
    quarrel(town, thread)
    town.do(SYSTEM, MeasureHeat(thread.id))
    assert town.ask(None, ReadCooling(thread.id)) is None


def test_reports_heat_a_thread_and_the_reason_does_not_tell_of_them(sqlite_town: Town) -> None:
    town = sqlite_town
    thread = town.opinion(by="owner")
    for number in range(8):
        town.clock.advance(timedelta(seconds=30))
        reply = town.reply(thread.id, f"Never {number}.", by=("ada", "bob")[number % 2])
    town.kit.worker().drain()
    assert town.ask(None, ReadCooling(thread.id)) is None
    for name in ("cid", "mod", "stew"):
        town.do(name, FileReport("Post", reply.id, "harassment"))
    town.kit.worker().drain()
    assert "report" not in town.ask(None, ReadCooling(thread.id)).reason


def test_it_takes_no_longer_than_the_settings_let_it(sqlite_town: Town) -> None:
    town = sqlite_town
    town.do(
        "owner",
        UpdateSettings("topical.cooling", {"cool": 0.0, "longest": "PT1H"}),
    )
    thread = town.opinion()
    quarrel(town, thread)
    for _ in range(5):
        town.pass_time(minutes=15)
    numbers = town.ask("stew", ReadCoolingNumbers(town.after(days=-1), town.after(days=1)))
    assert (numbers.running, numbers.longest) == (0, 1)


def test_a_pause_that_a_moderator_sets_meanwhile_stays(sqlite_town: Town) -> None:
    town = sqlite_town
    thread = town.opinion()
    quarrel(town, thread)
    town.do("mod", SetSlowMode(thread.id, timedelta(hours=6)))
    cool_down(town)
    assert town.ask(None, ReadCooling(thread.id)) is None
    town.clock.advance(timedelta(hours=7))
    town.reply(thread.id, "One.")
    with pytest.raises(RateLimited):
        town.reply(thread.id, "Two.")


def test_a_longer_pause_of_before_is_kept(sqlite_town: Town) -> None:
    town = sqlite_town
    thread = town.opinion(by="mod")
    quarrel(town, thread, "mod", "stew")  # they are exempt from slow mode
    assert town.do("mod", LiftCooling(thread.id))
    assert town.do("mod", SetSlowMode(thread.id, timedelta(hours=1))) is None
    quarrel(town, thread, "mod", "stew")
    assert town.ask(None, ReadCooling(thread.id)).pause_seconds == 3_600
    cool_down(town)
    town.reply(thread.id, "One.")
    with pytest.raises(RateLimited):
        town.reply(thread.id, "Two.")


def test_moderators_lift_it(sqlite_town: Town) -> None:
    town = sqlite_town
    thread = town.opinion()
    quarrel(town, thread)
    with pytest.raises(Denied):
        town.do("cid", LiftCooling(thread.id))
    assert town.do("mod", LiftCooling(thread.id)) is True
    assert town.do("mod", LiftCooling(thread.id)) is False
    town.reply(thread.id, "One.", by="cid")
    town.reply(thread.id, "Two.", by="cid")


@pytest.mark.parametrize("closing", ["lock", "remove", "merge", "archive"])
def test_a_thread_that_is_gone_cools_no_more(sqlite_town: Town, closing: str) -> None:
    town = sqlite_town
    thread, other = town.opinion(), town.opinion("Another")
    quarrel(town, thread)
    command = {
        "lock": LockThread(thread.id),
        "remove": RemovePost(thread.id),
        "merge": MergeThreads(thread.id, other.id),
        "archive": ArchiveCommunity("It is over."),
    }[closing]
    town.do("owner", command)
    cool_down(town)
    numbers = town.ask("stew", ReadCoolingNumbers(town.after(days=-1), town.after(days=1)))
    assert numbers.running == 0


def test_where_threads_have_no_slow_mode_nothing_cools(sqlite_town: Town) -> None:
    town = sqlite_town
    town.do("owner", UpdateSettings("moderation", {"thread_slow_mode": False}))
    thread = town.opinion()
    quarrel(town, thread)
    assert town.ask(None, ReadCooling(thread.id)) is None


# --- repair ----------------------------------------------------------------------------------------------------------


def test_a_post_is_rephrased_without_a_mark(town: Town) -> None:
    thread = town.opinion()
    said = quarrel(town, thread)
    mine = said[-2]
    assert "topical.rephrase_post" in {
        offer
        for view in town.ask("bob", ViewThread(thread.id)).items
        if view.post.id == mine.id
        for offer in view.may
    }
    town.do("bob", RephrasePost(mine.id, mine.version, "I see it otherwise."))
    found = town.ask("cid", ReadPost(mine.id))
    assert (found.body, found.edited_at, found.version) == ("I see it otherwise.", None, mine.version + 1)
    assert len(town.ask("bob", ListRevisions(mine.id)).items) >= 1
    town.do("bob", EditPost(post=mine.id, version=found.version, body="Or so."))  # the control
    assert town.ask("cid", ReadPost(mine.id)).edited_at is not None


def test_an_own_post_is_withdrawn(sqlite_town: Town) -> None:
    town = sqlite_town
    thread = town.opinion()
    said = quarrel(town, thread)
    town.do("bob", RemovePost(said[-2].id))
    assert said[-2].id not in {post.id for post in _posts(town, thread)}


def _posts(town: Town, thread: Post) -> list[Post]:
    return [view.post for view in town.ask("cid", ViewThread(thread.id)).items]


def test_only_own_posts_of_the_heat_are_rephrased(sqlite_town: Town) -> None:
    town = sqlite_town
    thread = town.opinion()
    early = town.reply(thread.id, "Long ago.")
    calm = town.reply(town.opinion("Calm").id, "Yes.")
    town.clock.advance(timedelta(days=1))
    said = quarrel(town, thread)
    with pytest.raises(Denied):
        town.do("cid", RephrasePost(said[-1].id, 1, "Mine now."))
    for post in (early, calm):
        with town.refused("topical.not_cooling", Conflict):
            town.do("bob", RephrasePost(post.id, 1, "Otherwise."))
    cool_down(town)
    with town.refused("topical.not_cooling", Conflict):
        town.do("bob", RephrasePost(said[-2].id, 1, "Too late."))


# --- what is told of it ----------------------------------------------------------------------------------------------


def test_the_reason_is_part_of_the_explanation(sqlite_town: Town) -> None:
    town = sqlite_town
    thread = town.opinion()
    quarrel(town, thread)
    asked = ExplainDecision(town.member("cid"), "posts.create_reply", thread.id, record="Post")
    steps = {step.rule: step.because for step in town.ask("cid", asked).steps}
    assert "times as fast as usual" in steps["the thread cools"]


def _heat_again(town: Town, pair: tuple[str, str], *, after_days: int) -> None:
    for _ in range(2):
        quarrel(town, town.opinion(by=pair[0]), *pair)
        cool_down(town)
        town.pass_time(days=after_days)


@pytest.mark.slow
def test_pairs_that_heat_again_are_counted_from_five_on(sqlite_town: Town) -> None:
    town = sqlite_town
    pairs = [("ada", "bob"), ("ada", "cid"), ("bob", "cid"), ("ada", "mod"), ("bob", "mod")]
    begin = town.clock()
    for pair in pairs[:4]:
        quarrel(town, town.opinion(by=pair[0]), *pair)
        cool_down(town)
    _heat_again(town, pairs[0], after_days=1)
    town.pass_time(days=20)
    asked = ReadCoolingNumbers(begin, town.after(days=1))
    four = town.ask("stew", asked)
    assert (four.observed, four.again) == (6, None)  # six coolings, of four pairs
    quarrel(town, town.opinion(by="bob"), *pairs[4])
    cool_down(town)
    town.pass_time(days=20)
    five = town.ask("stew", ReadCoolingNumbers(begin, town.after(days=1)))
    assert (five.observed, five.again.hits, five.again.n) == (7, 2, 7)
    assert five.again.low < five.again.value < five.again.high


def test_the_guard_reads_it(sqlite_town: Town) -> None:
    guards = sqlite_town.ask("stew", ReadMeasures()).guards
    assert ("topical.heated_again", Guard.NOT_SELF_GROWING) in {(each.name, each.about) for each in guards}


def test_a_time_ends_after_it_begins(sqlite_town: Town) -> None:
    now = sqlite_town.clock()
    with pytest.raises(Invalid):
        sqlite_town.ask("stew", ReadCoolingNumbers(now, now))


@pytest.mark.parametrize(
    "settings",
    [
        {"hot": 0.3},
        {"cool": -0.1},
        {"pause": timedelta()},
        {"review": timedelta()},
        {"longest": timedelta(minutes=1)},
        {"usual_gap": timedelta()},
    ],
)
def test_settings_are_checked(settings: dict[str, Any]) -> None:
    with pytest.raises(Invalid) as caught:
        CoolingSettings(**settings)
    assert caught.value.code == "topical.bad_settings"


def test_ends_have_their_names() -> None:
    assert {str(end) for end in CoolingEnd} == {"cooled", "longest", "gone", "lifted"}
