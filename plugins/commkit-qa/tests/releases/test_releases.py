"""Releases: announced once, and asked about, batch by batch, for as long as it matters."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from commkit import SYSTEM, Denied, Invalid
from commkit.communities import UpdateSettings
from commkit.members import LeaveCommunity
from commkit.notifications import NotificationChannel, SetNotificationPreference
from commkit.posts import CreateThread, RemovePost
from commkit.spaces import CreateSpace, SpaceJoinPolicy
from commkit.statistics import share_of
from commkit_qa import (
    AnnounceRelease,
    ConfirmAnswer,
    FreshnessState,
    ListRechecks,
    ListReleases,
    ReadFreshness,
    ReadRecheckNumbers,
    RecheckNumbers,
    ReportVersion,
    StateVersions,
)

DAY = timedelta(days=1)


def stated(town: Any, number: int = 0, **range: Any) -> Any:  # what it is
    """An answer by bob that states versions."""
    answer = town.answer(town.question(f"Question {number}").id)
    town.do("bob", StateVersions(answer.id, **range))
    return answer


def announce(town: Any, version: str, by: Any = SYSTEM, **fields: Any) -> Any:
    """Announce a release, and let the worker do its part."""
    made = town.do(by, AnnounceRelease(version, **fields))
    town.kit.worker().drain()
    return made


def asked(town: Any, by: str) -> list[Any]:
    return [found.post for found in town.ask(by, ListRechecks(limit=100)).items]


def test_a_release_asks_those_who_know_and_tells_once(town: Any) -> None:
    answer = stated(town, since="1.0")
    town.do("cid", ConfirmAnswer(answer.id))
    made = announce(town, "2.0", notes="https://example.org/2.0")
    assert (made.product, made.version, made.ahead) == ("product", "2.0", True)
    assert town.emitted(SYSTEM, AnnounceRelease("2.0.0", notes="https://example.org/again")) == []
    (found,) = town.ask("bob", ListRechecks()).items
    assert (found.post, found.title, found.version, found.notes) == (
        answer.id,
        "Question 0",
        "2.0",
        "https://example.org/2.0",
    )
    assert (asked(town, "cid"), asked(town, "ada")) == ([answer.id], [])
    for member in ("bob", "cid"):
        assert [kind for kind, _ in town.inbox(member)].count("qa.recheck_requested") == 1
    assert town.ask(None, ListReleases()).items == (made,)


def test_whoever_answers_is_asked_no_more_and_the_answer_is_fresh(town: Any) -> None:
    answer = stated(town, since="1.0")
    town.clock.advance(300 * DAY)
    announce(town, "2.0")

    def state() -> FreshnessState:
        return town.ask("ada", ReadFreshness((answer.id,)))[0].state

    assert state() is FreshnessState.AGING
    town.do("bob", ReportVersion(answer.id, "2.0", works=True))
    assert (asked(town, "bob"), state()) == ([], FreshnessState.FRESH)


def test_requests_expire(town: Any) -> None:
    answer = stated(town, since="1.0")
    announce(town, "2.0")
    town.clock.advance(31 * DAY)
    assert asked(town, "bob") == []
    assert town.ask("stew", ReadRecheckNumbers()) == RecheckNumbers(share_of(0, 1), None, 0)
    town.do("bob", ReportVersion(answer.id, "2.0", works=True))  # too late to have answered
    assert town.ask("stew", ReadRecheckNumbers()).answered == share_of(0, 1)


def test_only_what_applied_to_the_former_version_and_claims_to_go_on_is_asked_about(town: Any) -> None:
    stated(town, 0, since="1.0", until="1.9")
    former = stated(town, 1, since="1.0", until="2.5")
    stated(town, 2, since="2.0")  # written for the new one
    always = stated(town, 3)
    town.do(SYSTEM, AnnounceRelease("1.5"))
    town.kit.worker().drain()
    town.clock.advance(DAY)
    made = announce(town, "2.0")
    its = {found.post for found in town.ask("bob", ListRechecks()).items if found.release == made.id}
    assert its == {former.id, always.id}


def test_nobody_is_asked_about_a_release_of_the_past(town: Any) -> None:
    stated(town, since="1.0")
    assert announce(town, "3.0").ahead
    before = len(asked(town, "bob"))
    past = announce(town, "2.9", released_at=town.clock.now - 100 * DAY)
    assert (past.ahead, len(asked(town, "bob"))) == (False, before)
    assert len(town.ask("ada", ListReleases()).items) == 2


def test_bad_releases_are_refused(town: Any) -> None:
    for bad, path in (
        (AnnounceRelease("tomorrow"), "version"),
        (AnnounceRelease("2.0", product="phone"), "product"),
        (AnnounceRelease("2.0", released_at=town.clock.now + 2 * DAY), "released_at"),
        (AnnounceRelease("2.0", notes="javascript:alert(1)"), "notes"),
    ):
        with pytest.raises(Invalid) as caught:
            town.do("stew", bad)
        assert [error.path for error in caught.value.errors] == [path]
    with pytest.raises(Denied):
        town.do("bob", AnnounceRelease("2.0"))
    assert town.ask("ada", ListReleases()).items == ()


def test_nobody_is_asked_too_much(town: Any) -> None:
    posts = [stated(town, number, since="1.0").id for number in range(5)]
    town.do("cid", ReportVersion(posts[4], "2.0", works=True))  # they have said it
    town.do("cid", ReportVersion(posts[3], "1.0", works=True))
    announce(town, "2.0")
    assert {*asked(town, "bob")} == {*posts[2:]}  # the newest three
    assert asked(town, "cid") == [posts[3]]


def test_a_community_that_wants_to_ask_nobody_asks_nobody(town: Any) -> None:
    stated(town, since="1.0")
    town.do("stew", UpdateSettings("qa.releases", {"most_per_member": 0}))
    announce(town, "2.0")
    assert asked(town, "bob") == []


def test_a_release_asks_in_batches_until_its_limit(town: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("commkit_qa.releases.jobs._BATCH_SIZE", 2)
    posts = [stated(town, number, since="1.0").id for number in range(7)]
    town.do("stew", UpdateSettings("qa.releases", {"most_per_member": 20, "most_in_all": 5}))
    announce(town, "2.0")
    assert {*asked(town, "bob")} == {*posts[2:]}
    town.do("stew", UpdateSettings("qa.releases", {"most_in_all": 100}))
    town.clock.advance(DAY)
    made = announce(town, "3.0")
    its = [found.post for found in town.ask("bob", ListRechecks(limit=100)).items if found.release == made.id]
    assert {*its} == {*posts}


def test_who_left_or_may_not_see_it_is_not_asked(town: Any) -> None:
    gone, removed = stated(town, 0, since="1.0"), stated(town, 1, since="1.0")
    town.do("cid", ConfirmAnswer(gone.id))
    town.do("cid", LeaveCommunity())
    town.do("stew", RemovePost(removed.id))
    announce(town, "2.0")
    assert asked(town, "bob") == [gone.id]
    assert town.ask("stew", ReadRecheckNumbers()).waiting == 1


def test_a_preference_is_kept(town: Any) -> None:
    stated(town, since="1.0")
    town.do(
        "bob",
        SetNotificationPreference(
            kind="qa.recheck_requested", channel=NotificationChannel.INBOX, enabled=False
        ),
    )
    announce(town, "2.0")
    assert "qa.recheck_requested" not in [kind for kind, _ in town.inbox("bob")]
    assert len(asked(town, "bob")) == 1  # who looks for it finds it


def test_nothing_is_told_of_what_stands_behind_a_wall(town: Any) -> None:
    policy = SpaceJoinPolicy.INVITE
    circle = town.do("stew", CreateSpace("circle", "Circle", private=True, walled=True, join_policy=policy))
    inside = CreateThread(kind="question", title="Among us", body="May I ask that?", space=circle.id)
    answer = town.answer(town.do("stew", inside).id, by="stew")
    town.do("stew", StateVersions(answer.id, since="1.0"))
    announce(town, "2.0")
    assert asked(town, "stew") == [answer.id]
    assert town.ask("stew", ReadRecheckNumbers()).waiting == 1  # the control
    assert town.ask("sten", ReadRecheckNumbers()).waiting == 0


def test_numbers_come_with_their_samples(town: Any) -> None:
    first, second, third = (stated(town, number, since="1.0") for number in range(3))
    for post in (first, second):
        town.do("cid", ConfirmAnswer(post.id))
    announce(town, "2.0")
    town.do("bob", ReportVersion(first.id, "2.0", works=True))
    town.clock.advance(timedelta(minutes=1))
    town.do("cid", ReportVersion(first.id, "2.0", works=False))
    town.do("bob", ReportVersion(second.id, "2.0", works=True))
    found = town.ask("stew", ReadRecheckNumbers())
    assert found == RecheckNumbers(answered=share_of(3, 3), works=share_of(1, 2), waiting=2)
    town.clock.advance(40 * DAY)
    assert town.ask("stew", ReadRecheckNumbers()).answered == share_of(3, 5)
    assert third.id not in asked(town, "bob")


def test_settings_out_of_their_range_are_refused(make_town: Callable[..., Any]) -> None:
    town = make_town()
    for values in ({"most_per_member": 21}, {"most_per_post": 0}, {"most_in_all": 0}, {"ask_for": 0}):
        with pytest.raises(Invalid):
            town.do("stew", UpdateSettings("qa.releases", values))
