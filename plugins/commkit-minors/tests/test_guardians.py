"""Guardians: by the host's word or an invitation; they set limits, and see nothing of what a minor reads or writes."""

from typing import Any

import pytest

from commkit import Denied, Invalid, NotFound
from commkit.members import BlockMember
from commkit.posts import CreateThread
from commkit.spaces import AddToConversation
from commkit_minors import (
    AcceptGuardianship,
    AgeAnswer,
    AgeBand,
    AllowContact,
    DisallowContact,
    EndGuardianship,
    GuardianSource,
    InviteGuardian,
    ReadMinorSettings,
    ReadMySafety,
    SetMinorLimits,
)


def invited(town: Any, minor: str = "tom", guardian: str = "bob") -> None:
    town.do(minor, InviteGuardian(town.member(guardian)))
    town.do(guardian, AcceptGuardianship(town.member(minor)))


def test_the_host_names_guardians_and_takes_them_back(town: Any) -> None:
    tim = town.member("tim")
    (bound,) = town.ask("pia", ReadMySafety()).minors
    assert (bound.minor, bound.source) == (tim, GuardianSource.HOST)
    assert len(town.talk("pia", "tim").members) == 2, "they know each other"
    town.tell("tim", AgeAnswer(AgeBand.TEEN))
    assert town.ask("pia", ReadMySafety()).minors == ()
    assert town.rooms("tim") == []
    with pytest.raises(NotFound):
        town.ask("pia", ReadMinorSettings(tim))


def test_a_minor_invites_a_guardian_who_accepts(town: Any) -> None:
    tom = town.member("tom")
    town.do("tom", InviteGuardian(town.member("bob")))
    with pytest.raises(NotFound):
        town.ask("bob", ReadMinorSettings(tom))
    assert town.inbox("bob") == [("minors.guardian_invited", tom)]
    town.do("bob", AcceptGuardianship(tom))
    town.do("bob", AcceptGuardianship(tom))
    assert town.inbox("tom") == [("minors.guardian_accepted", town.member("bob"))]
    assert town.ask("bob", ReadMinorSettings(tom)).time_zone == "Europe/Vienna"
    with town.refused("minors.stranger", Denied):
        town.talk("bob", "tom")
    town.do("tom", EndGuardianship(town.member("bob")))
    with pytest.raises(NotFound):
        town.ask("bob", ReadMinorSettings(tom))


def test_who_may_not_be_a_guardian(sqlite_town: Any) -> None:
    town = sqlite_town
    with town.refused("minors.own_guardian", Denied):
        town.do("tom", InviteGuardian(town.member("tom")))
    town.do("bob", BlockMember(town.member("tom")))
    with town.refused("members.blocked", Denied):
        town.do("tom", InviteGuardian(town.member("bob")))
    town.do("tom", InviteGuardian(town.member("tim")))
    with town.refused("minors.minor_guardian", Denied):
        town.do("tim", AcceptGuardianship(town.member("tom")))
    with pytest.raises(NotFound):
        town.do("cid", AcceptGuardianship(town.member("tom")))
    with town.refused("minors.host_guardian", Denied):
        town.do("tim", EndGuardianship(town.member("pia")))


def test_a_guardian_of_the_host_allows_contacts_and_takes_them_back(town: Any) -> None:
    tim, ada = town.members("tim", "ada")
    assert town.do("pia", AllowContact(tim, ada)).contacts == (ada,)
    assert town.inbox("tim") == [("minors.limits_set", town.member("pia"))]
    room = town.talk("tim", "ada")
    with town.refused("minors.stranger", Denied):
        town.do("ada", AddToConversation(room.id, town.member("bob")))
    assert town.ask("tim", ReadMySafety()).contacts == (ada,)
    town.do("pia", DisallowContact(tim, ada))
    assert town.rooms("tim") == []


def test_an_invited_guardian_makes_limits_stricter_only(town: Any) -> None:
    invited(town)
    tom = town.member("tom")
    with town.refused("minors.host_guardian_only", Denied):
        town.do("bob", AllowContact(tom, town.member("ada")))
    with town.refused("minors.host_guardian_only", Denied):
        town.do("bob", SetMinorLimits(tom, on_boards=True))
    town.do("bob", SetMinorLimits(tom, quiet_from="19:00", quiet_until="08:00", conversations=False))
    with town.refused("minors.host_guardian_only", Denied):
        town.do("bob", SetMinorLimits(tom, quiet_from="19:00", quiet_until="08:00"))
    with town.refused("minors.host_guardian_only", Denied):
        town.do("bob", SetMinorLimits(tom, conversations=False))


def test_a_guardian_ends_conversations(town: Any) -> None:
    town.together("ada", "tim")
    town.talk("ada", "tim")
    town.do("pia", SetMinorLimits(town.member("tim"), conversations=False))
    assert town.rooms("tim") == []
    with town.refused("minors.stranger", Denied):
        town.talk("ada", "tim")


@pytest.mark.parametrize("wrong", [{"quiet_from": "19:00"}, {"quiet_from": "7pm", "quiet_until": "08:00"}])
def test_malformed_times_are_refused(sqlite_town: Any, wrong: Any) -> None:
    with pytest.raises(Invalid):
        sqlite_town.do("pia", SetMinorLimits(sqlite_town.member("tim"), **wrong))


def test_strangers_read_no_settings(sqlite_town: Any) -> None:
    for key in ("ada", "stew", "tim"):
        with pytest.raises(NotFound):
            sqlite_town.ask(key, ReadMinorSettings(sqlite_town.member("tim")))


def _guards(town: Any) -> Any:
    """All that a guardian is told."""
    town.work()
    tim = town.member("tim")
    return town.ask("pia", ReadMinorSettings(tim)), town.ask("pia", ReadMySafety()), town.inbox("pia")


def _live(town: Any) -> None:
    """What a minor does all day."""
    town.together("ada", "tim")
    room = town.talk("tim", "ada")
    town.do("tim", CreateThread(kind="talk", title="A secret", body="A word to @ada", space=room.id))
    town.do("ada", CreateThread(kind="talk", title="Yours", body="Hush, @tim", space=room.id))


def test_nothing_that_a_minor_does_reaches_their_guardian(town: Any) -> None:
    before = _guards(town)
    _live(town)
    assert _guards(town) == before


def test_control_what_is_set_reaches_them(sqlite_town: Any) -> None:
    before = _guards(sqlite_town)
    sqlite_town.do("pia", SetMinorLimits(sqlite_town.member("tim"), on_boards=True))
    assert _guards(sqlite_town) != before
