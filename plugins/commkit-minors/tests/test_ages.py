"""Ages: asked of the host in bounds, stored for a while, and closed on error; shown to nobody else."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commkit import SYSTEM, Invalid
from commkit.communities import UpdateSettings
from commkit.members import JoinCommunity, LeaveCommunity, ListMembers, ReadMember, ViewMembers
from commkit.privacy import ErasePerson, ExportPerson
from commkit_minors import (
    AgeAnswer,
    AgeBand,
    CheckAllAges,
    Minors,
    MinorsSettings,
    ReadMySafety,
    StoreAge,
)
from commkit_minors.policy import is_protected

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def protected(town: Any, key: str) -> bool:
    found: bool = town.ask(key, ReadMySafety()).protected
    return found


def test_the_host_is_asked_once_when_somebody_joins(sqlite_town: Any) -> None:
    found = {key: protected(sqlite_town, key) for key in ("ada", "tim", "una")}
    assert found == {"ada": False, "tim": True, "una": True}
    sqlite_town.work()
    assert sqlite_town.ages.asked == []


def test_it_is_asked_again_after_half_of_the_time(town: Any) -> None:
    town.clock.advance(15 * DAY - HOUR)
    town.work()
    assert town.ages.asked == []
    town.ages.told["tim"] = AgeAnswer(AgeBand.ADULT)
    town.clock.advance(2 * HOUR)
    town.work()
    assert sorted(town.ages.asked) == sorted(set(town.ages.asked))
    assert not protected(town, "tim")


def test_it_is_asked_no_more_often_for_being_told_to(sqlite_town: Any) -> None:
    for _ in range(3):
        sqlite_town.tell("tim", AgeAnswer(AgeBand.TEEN))
    sqlite_town.ages.asked.clear()
    for _ in range(3):
        sqlite_town.pass_time(days=16)
    assert sqlite_town.ages.asked.count("tim") == 3


@pytest.mark.parametrize("wrong", [TimeoutError("slow"), AgeAnswer("adult"), "adult"])  # type: ignore[arg-type]  # the fault that is tested
def test_no_answer_lets_an_older_one_hold_for_its_time_and_no_longer(sqlite_town: Any, wrong: Any) -> None:
    town = sqlite_town
    for key in ("ada", "tim"):
        town.ages.told[key] = wrong
    town.clock.advance(15 * DAY)
    town.work()
    assert (protected(town, "ada"), protected(town, "tim")) == (False, True)
    town.clock.advance(15 * DAY - HOUR)
    town.work()
    assert not protected(town, "ada")
    town.clock.advance(HOUR)
    assert protected(town, "ada"), "also before the worker comes"
    town.talk("bob", "cid")
    town.work()
    assert protected(town, "ada")
    assert town.ages.asked.count("ada") == 3
    town.ages.told["ada"] = AgeAnswer(AgeBand.ADULT)
    town.clock.advance(HOUR)
    town.work()
    assert not protected(town, "ada")


def test_who_was_a_minor_stays_one_without_an_answer_and_when_they_come_back(town: Any) -> None:
    town.do("stew", UpdateSettings("minors.safety", {"unknown": "adult"}))
    town.ages.told["tim"] = TimeoutError("slow")
    town.clock.advance(60 * DAY)
    town.work()
    assert protected(town, "tim")
    town.do("tim", LeaveCommunity())
    town.do("tim", JoinCommunity())
    assert protected(town, "tim")
    town.work()
    assert protected(town, "tim")
    town.tell("tim", AgeAnswer(AgeBand.ADULT))
    assert not protected(town, "tim")


def test_without_a_port_all_are_treated_as_the_settings_say(make_town: Any) -> None:
    town = make_town(ages=None)
    town.do(SYSTEM, CheckAllAges())
    town.clock.advance(40 * DAY)
    town.work()
    assert protected(town, "ada")


def test_other_settings_protect_others(town: Any) -> None:
    town.talk("ada", "bob")
    town.tell("ada", None)
    assert protected(town, "ada")
    assert town.rooms("ada") == []
    town.do("stew", UpdateSettings("minors.safety", {"unknown": "adult"}))
    town.work()
    assert (protected(town, "ada"), protected(town, "una"), protected(town, "tim")) == (False, False, True)
    town.talk("ada", "una")
    town.do("stew", UpdateSettings("minors.safety", {"unknown": "teen"}))
    town.work()
    assert protected(town, "una")
    assert {len(room) for key in ("ada", "una") for room in town.rooms(key)} <= {1}


@pytest.mark.parametrize(
    "wrong",
    [
        {"unknown": AgeBand.UNKNOWN},
        {"valid_for": timedelta(minutes=1)},
        {"known_after": timedelta(days=-1)},
        {"quiet_from": ""},
        {"quiet_until": "7"},
        {"quiet_from": "", "quiet_until": "", "quiet_posting": True},
        {"voice_links": ("https://discord.gg",)},
        {"voice_links": ("discord.gg",) * 201},
    ],
)
def test_settings_that_would_do_nothing_are_refused(wrong: Any) -> None:
    with pytest.raises(Invalid) as caught:
        Minors(rules=MinorsSettings(**wrong))
    assert caught.value.code == "minors.bad_settings"


@given(band=st.sampled_from(AgeBand), unknown=st.sampled_from([AgeBand.CHILD, AgeBand.TEEN, AgeBand.ADULT]))
def test_never_is_a_minor_unprotected(band: AgeBand, unknown: AgeBand) -> None:
    free = band is AgeBand.ADULT or (band is AgeBand.UNKNOWN and unknown is AgeBand.ADULT)
    assert is_protected(band, unknown) is not free


def test_nobody_else_learns_a_band(town: Any) -> None:
    tim = town.member("tim")

    def told(key: str) -> Any:
        with town.kit.session(key, read_only=True) as lobby:
            exported = str(lobby.ask(ExportPerson(key)))
        return (
            town.ask(key, ReadMember(tim)),
            town.ask(key, ListMembers()),
            town.ask(key, ViewMembers()),
            town.ask(key, ReadMySafety()),
            exported,
        )

    before = {key: told(key) for key in ("ada", "tom", "stew")}
    town.do(SYSTEM, StoreAge(member=tim, band=AgeBand.CHILD))
    assert {key: told(key) for key in ("ada", "tom", "stew")} == before
    own = told("tim")[-1]
    assert "child" in own


def test_ages_limits_and_guardians_are_erased_with_the_person(town: Any) -> None:
    with town.kit.session(SYSTEM) as lobby:
        lobby.do(ErasePerson("tim"))
    town.work()
    assert town.ask("pia", ReadMySafety()).minors == ()
