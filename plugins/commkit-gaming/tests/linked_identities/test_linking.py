"""Accounts are linked when their platform says so, once in a community, and unlinked at once."""

from datetime import timedelta
from threading import Event
from typing import Any

import pytest

from commkit import SYSTEM, Conflict, Denied, Invalid, NotFound, RateLimited
from commkit.members import LeaveCommunity
from commkit_gaming import (
    AnswerAccountProof,
    LinkedIdentities,
    LinkedIdentitySettings,
    LinkGameAccount,
    PlatformAccount,
    ReadGameAccountNumbers,
    ShowGameAccount,
    ShownTo,
    UnlinkGameAccount,
)
from commkit_gaming.linked_identities import subscribers

ALL = ShownTo.MEMBERS


def test_a_proof_links_the_account_that_its_platform_names(linked: Any) -> None:
    linked.do("ada", LinkGameAccount("steam", "owl-1"))
    assert linked.states("ada") == ["waiting"]
    assert linked.platforms.asked == [], "it is asked by the worker alone"
    linked.work()
    assert linked.platforms.asked == [("verify", "steam", "owl-1", "ada")]
    found = linked.mine("ada")
    assert [(its.platform, its.handle, its.shown_to) for its in found.accounts] == [
        ("steam", "Owl-1", ShownTo.NOBODY)
    ]
    assert found.proofs == ()
    with linked.refused("gaming.account_linked", Conflict):
        linked.do("ada", LinkGameAccount("steam", "owl-2"))
    linked.link("ada", "owl-1", "chess")


MALFORMED = (
    "owl-1",
    PlatformAccount("", "Owl"),
    PlatformAccount("1", ""),
    PlatformAccount("1", "two\nlines"),
    PlatformAccount("1" * 256, "Owl"),
    PlatformAccount("1", "x" * 101),
    PlatformAccount(7, "Owl"),  # type: ignore[arg-type]
    TimeoutError("no answer"),
)


@pytest.mark.parametrize("answer", [None, *MALFORMED])
def test_what_is_no_account_links_nothing(sqlite_linked: Any, answer: Any) -> None:
    linked = sqlite_linked
    linked.platforms.told["owl-1"] = answer
    linked.bring("ada", "owl-1")
    assert linked.mine("ada").accounts == ()
    assert linked.states("ada") == ["refused" if answer is None else "unreachable"]
    with linked.refused("gaming.proof_brought", RateLimited):
        linked.do("ada", LinkGameAccount("steam", "owl-2"))
    linked.clock.advance(timedelta(minutes=1))
    linked.link("ada", "owl-2")


def test_a_port_that_never_answers_is_waited_for_no_longer_than_its_time(
    sqlite_linked: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    never = Event()
    monkeypatch.setattr(subscribers, "ANSWER_WITHIN", 0.01)
    monkeypatch.setattr(sqlite_linked.platforms, "answer", lambda about, usual: never.wait(60))
    try:
        sqlite_linked.bring("ada", "owl-1")
    finally:
        never.set()
    assert sqlite_linked.states("ada") == ["unreachable"]


def test_a_later_proof_takes_the_place_of_the_one_before(sqlite_linked: Any) -> None:
    linked = sqlite_linked
    first = linked.do("ada", LinkGameAccount("steam", "owl-1"))
    linked.clock.advance(timedelta(minutes=1))
    linked.do("ada", LinkGameAccount("steam", "owl-2"))
    with linked.refused("gaming.no_proof", NotFound):
        linked.do(SYSTEM, AnswerAccountProof(proof=first.id, account="0" * 64, handle="Owl"))
    linked.work()
    assert [each.handle for each in linked.mine("ada").accounts] == ["Owl-2"]


def test_an_account_is_of_one_member_until_they_unlink_it(linked: Any) -> None:
    found = linked.link("ada", "owl-1")
    linked.bring("bob", "owl-1")
    assert linked.states("bob") == ["taken"]
    assert linked.mine("bob").accounts == ()
    linked.bring("bob", "owl-1", "chess")  # the same id on another platform is another account
    assert len(linked.mine("bob").accounts) == 1
    linked.do("ada", UnlinkGameAccount(found.id))
    assert linked.mine("ada").accounts == ()
    with pytest.raises(NotFound):
        linked.do("ada", UnlinkGameAccount(found.id))
    linked.clock.advance(timedelta(minutes=1))
    linked.link("bob", "owl-1")


def test_nobody_touches_the_account_of_somebody_else(sqlite_linked: Any) -> None:
    linked = sqlite_linked
    found = linked.link("ada", "owl-1")
    for wrong in (UnlinkGameAccount(found.id), ShowGameAccount(found.id, ALL)):
        with pytest.raises(NotFound):
            linked.do("bob", wrong)
    linked.do("ada", ShowGameAccount(found.id, ALL))
    for wrong in (UnlinkGameAccount(found.id), ShowGameAccount(found.id, ALL)):
        with linked.refused("gaming.not_your_account", Denied):
            linked.do("bob", wrong)


def test_who_leaves_has_nothing_linked(linked: Any) -> None:
    linked.link("ada", "owl-1")
    linked.do("ada", LeaveCommunity())
    linked.link("bob", "owl-1")


def test_without_a_port_or_platforms_nobody_links(make_town: Any) -> None:
    town = make_town(accounts=LinkedIdentitySettings(platforms=("steam",)))
    with town.refused("gaming.nobody_verifies", Denied):
        town.do("ada", LinkGameAccount("steam", "owl-1"))
    with pytest.raises(Invalid):
        town.do("ada", LinkGameAccount("chess", "owl-1"))


# --- verifications end -----------------------------------------------------------------------------------------------


def test_the_platform_is_asked_again_and_what_it_confirms_holds_anew(linked: Any) -> None:
    linked.link("ada", "owl-1", shown_to=ALL)
    linked.platforms.told["ada"] = PlatformAccount("owl-1", "Night Owl")
    for _ in range(3):
        linked.clock.advance(timedelta(days=50))
        linked.work()
        assert linked.handles("ada", "bob") == ["Night Owl"]
    assert linked.platforms.asked[1:] == [("confirm", "steam", "ada")] * 3


@pytest.mark.parametrize("answer", [None, PlatformAccount("owl-2", "Owl-1")])
def test_what_the_platform_does_not_confirm_ends(linked: Any, answer: Any) -> None:
    linked.link("ada", "owl-1", shown_to=ALL)
    linked.platforms.told["ada"] = answer
    linked.clock.advance(timedelta(days=50))
    linked.work()
    assert linked.mine("ada").accounts == ()
    assert [kind for kind, _ in linked.town.inbox("ada")] == ["gaming.game_account_unlinked"]


@pytest.mark.parametrize("answer", MALFORMED[:3] + MALFORMED[-1:])
def test_without_an_answer_a_verification_holds_for_its_time(sqlite_linked: Any, answer: Any) -> None:
    linked = sqlite_linked
    linked.link("ada", "owl-1", shown_to=ALL)
    linked.platforms.told["ada"] = answer
    linked.clock.advance(timedelta(days=99))
    linked.work()
    assert linked.handles("ada", "bob") == ["Owl-1"]
    linked.clock.advance(timedelta(days=1))
    assert linked.handles("ada", "bob") == [], "the worker was not there yet"
    linked.link("bob", "owl-1")  # what lapsed keeps nobody from it
    linked.work()
    assert linked.mine("ada").accounts == ()


def test_a_link_that_was_made_anew_is_not_asked_about_by_the_plan_of_the_one_before(
    sqlite_linked: Any,
) -> None:
    linked = sqlite_linked
    linked.link("ada", "owl-1")
    linked.clock.advance(timedelta(days=10))
    linked.unlink("ada")
    linked.link("ada", "owl-1")
    linked.clock.advance(timedelta(days=40))
    linked.work()
    assert [first for first, *_ in linked.platforms.asked] == ["verify", "verify"]


# --- numbers, explanations, settings ---------------------------------------------------------------------------------


def test_the_share_of_members_with_a_verified_account_is_counted(sqlite_linked: Any) -> None:
    linked = sqlite_linked
    linked.link("ada", "owl-1")
    linked.link("ada", "owl-1", "chess")
    linked.link("bob", "bat-1")
    read = linked.ask("stew", ReadGameAccountNumbers())
    assert (read.verified.hits, read.verified.n) == (2, read.members)
    linked.clock.advance(timedelta(days=100))
    assert linked.ask("stew", ReadGameAccountNumbers()).verified.hits == 0
    with pytest.raises(Denied):
        linked.ask("ada", ReadGameAccountNumbers())


@pytest.mark.parametrize(
    "wrong",
    [
        {"platforms": ("a", "a")},
        {"platforms": ("",)},
        {"platforms": (" a",)},
        {"platforms": ("x" * 41,)},
        {"platforms": tuple(map(str, range(41)))},
        {"valid_for": timedelta(hours=23)},
        {"valid_for": timedelta(days=731)},
        {"proof_every": timedelta(days=2)},
        {"proof_every": timedelta(seconds=-1)},
    ],
)
def test_settings_that_do_not_fit_are_refused(wrong: Any) -> None:
    with pytest.raises(Invalid) as caught:
        LinkedIdentitySettings(**wrong)
    assert caught.value.code == "gaming.bad_settings"


def test_a_short_secret_is_refused_and_none_is_printed(sqlite_linked: Any) -> None:
    with pytest.raises(Invalid):
        LinkedIdentities(sqlite_linked.platforms, "short")
    assert sqlite_linked.given.secret not in repr(sqlite_linked.given)
    assert "owl-1" not in repr(LinkGameAccount("steam", "owl-1"))
