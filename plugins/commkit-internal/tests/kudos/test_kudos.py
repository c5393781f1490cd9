"""Kudos: for a value, to somebody else, so many a day; taken back by both sides."""

from datetime import timedelta
from typing import Any

import pytest

from commkit import Denied, Invalid, Kit, NotFound, RateLimited
from commkit.members import BlockMember
from commkit_internal import CountKudos, GiveKudos, Internal, KudosSettings, ListKudos, WithdrawKudos

HOUR = timedelta(hours=1)


def give(town: Any, giver: str, receiver: str, value: str = "care", text: str = "For your patience.") -> Any:
    return town.do(giver, GiveKudos(town.member(receiver), value, text))


def test_kudos_are_given_told_and_listed(town: Any) -> None:
    given = give(town, "ada", "bob")
    give(town, "ada", "cid", "courage")
    assert town.inbox("bob") == [("internal.kudos_given", given.id)]
    assert [its.text for its in town.ask("cid", ListKudos(receiver=town.member("bob"))).items] == [given.text]
    page = town.ask("cid", ListKudos(limit=1))
    assert [its.value for its in page.items] == ["courage"]
    assert [its.id for its in town.ask("cid", ListKudos(limit=1, after=page.next)).items] == [given.id]


def test_what_kudos_refuse(town: Any) -> None:
    with town.refused("internal.own_kudos", Denied):
        give(town, "ada", "ada")
    with town.refused("runtime.invalid", Invalid):
        give(town, "ada", "bob", "luck")
    town.do("bob", BlockMember(town.member("ada")))
    with town.refused("members.blocked", Denied):
        give(town, "ada", "bob")
    with town.refused("runtime.not_permitted", Denied):
        town.ask("ada", CountKudos())


def test_a_member_gives_so_many_a_day(make_town: Any) -> None:
    town = make_town(kudos=KudosSettings(per_day=2))
    give(town, "ada", "bob")
    town.clock.advance(HOUR)
    give(town, "ada", "cid")
    with town.refused("internal.too_many_kudos", RateLimited):
        give(town, "ada", "cid")
    give(town, "bob", "cid")
    town.clock.advance(timedelta(hours=23))
    give(town, "ada", "cid")


def test_of_many_at_once_so_many_are_given(make_town: Any) -> None:
    town = make_town(kudos=KudosSettings(per_day=2))
    bob = town.member("bob")
    outcomes = town.at_once(*[lambda: town.do("ada", GiveKudos(bob, "care", "Thank you."))] * 6)
    assert sum(isinstance(outcome, RateLimited) for outcome in outcomes) == 4
    assert len(town.ask("ada", ListKudos()).items) == 2


def test_both_sides_and_stewards_take_kudos_back(town: Any) -> None:
    for who in ("ada", "bob", "stew"):
        given = give(town, "ada", "bob")
        with town.refused("runtime.not_permitted", Denied):
            town.do("cid", WithdrawKudos(given.id))
        town.do(who, WithdrawKudos(given.id))
        with town.refused("runtime.not_found", NotFound):
            town.do(who, WithdrawKudos(given.id))
    assert town.ask("cid", ListKudos()).items == ()


def test_kudos_are_counted_by_value(town: Any) -> None:
    give(town, "ada", "bob")
    town.clock.advance(timedelta(days=100))
    for giver, receiver, value in (
        ("ada", "bob", "care"),
        ("ada", "cid", "care"),
        ("bob", "cid", "teamwork"),
    ):
        give(town, giver, receiver, value)
    found = town.ask("stew", CountKudos())
    assert [(its.value, its.kudos, its.givers, its.receivers) for its in found] == [
        ("care", 2, 1, 2),
        ("teamwork", 1, 1, 1),
    ]
    for within in (timedelta(hours=1), timedelta(days=400)):
        with town.refused("runtime.invalid", Invalid):
            town.ask("stew", CountKudos(within=within))


@pytest.mark.parametrize(
    "wrong",
    [{"values": ()}, {"values": ("a", "a")}, {"values": (" a",)}, {"values": ("a" * 65,)}, {"per_day": 0}],
)
def test_settings_out_of_their_range_are_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(Invalid) as caught:
        Kit("sqlite://", plugins=[Internal(kudos=KudosSettings(**wrong))])
    assert caught.value.code == "internal.bad_settings"
