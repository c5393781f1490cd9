"""No minor is in a conversation with a stranger, whatever came first."""

from datetime import timedelta
from typing import Any

import pytest

from commkit import SYSTEM, Denied
from commkit.members import (
    AddAgent,
    AddGroupMember,
    DeleteGroup,
    JoinCommunity,
    JoinGroup,
    LeaveCommunity,
    RemoveGroupMember,
)
from commkit.spaces import AddToConversation, StartConversation
from commkit_minors import AgeAnswer, AgeBand, MinorsSettings

STRANGER = "minors.stranger"
TEEN, ADULT = AgeAnswer(AgeBand.TEEN), AgeAnswer(AgeBand.ADULT)


def test_adults_talk_as_ever(sqlite_town: Any) -> None:
    assert len(sqlite_town.talk("ada", "bob", "cid").members) == 3


@pytest.mark.parametrize(("by", "other"), [("ada", "tim"), ("tim", "ada"), ("tim", "tom"), ("ada", "una")])
def test_no_conversation_of_a_minor_and_a_stranger_begins(town: Any, by: str, other: str) -> None:
    with town.refused(STRANGER, Denied):
        town.talk(by, other)
    assert town.rooms("tim") == []


def test_who_knows_each_other_by_a_closed_group_talks(town: Any) -> None:
    town.together("ada", "tim")
    assert len(town.talk("ada", "tim").members) == 2
    with town.refused(STRANGER, Denied):
        town.talk("ada", "tim", "bob")


def test_an_open_group_makes_nobody_known(sqlite_town: Any) -> None:
    group = sqlite_town.together(open=True)
    for name in ("ada", "tim"):
        sqlite_town.do(name, JoinGroup(group))
    with sqlite_town.refused(STRANGER, Denied):
        sqlite_town.talk("ada", "tim")


def test_it_takes_time_to_know_each_other(make_town: Any) -> None:
    town = make_town(rules=MinorsSettings(known_after=timedelta(days=7)))
    town.together("ada", "tim")
    with town.refused(STRANGER, Denied):
        town.talk("ada", "tim")
    town.clock.advance(timedelta(days=7))
    assert len(town.talk("ada", "tim").members) == 2


def test_a_stranger_is_not_added_later(town: Any) -> None:
    town.together("ada", "tim")
    room = town.talk("ada", "tim")
    with town.refused(STRANGER, Denied):
        town.do("ada", AddToConversation(room.id, town.member("bob")))
    with town.refused(STRANGER, Denied):
        town.do("tim", AddToConversation(room.id, town.member("tom")))
    adults = town.talk("ada", "bob")
    with town.refused(STRANGER, Denied):
        town.do("ada", AddToConversation(adults.id, town.member("tim")))


def test_an_agent_counts_as_whom_it_acts_for(town: Any) -> None:
    town.together("ada", "tim")
    bot = town.do(
        "bob", AddAgent(name="Bot of Bob", scopes=("posts.create_reply",), acts_for=town.member("bob"))
    )
    own = town.do(
        "ada", AddAgent(name="Bot of Ada", scopes=("posts.create_reply",), acts_for=town.member("ada"))
    )
    room = town.talk("ada", "tim")
    with town.refused("members.agent_ahead", Denied):
        town.do("ada", AddToConversation(room.id, bot.id))
    assert len(town.do("ada", AddToConversation(room.id, own.id)).members) == 3
    town.tell("tim", ADULT)
    town.do("ada", AddToConversation(room.id, town.member("bob")))
    town.do("ada", AddToConversation(room.id, bot.id))
    town.tell("tim", TEEN)
    assert town.rooms("tim") == []


def test_an_agent_of_the_host_is_a_stranger_and_no_minor(town: Any) -> None:
    bot = town.do(SYSTEM, AddAgent(name="Bot", scopes=("posts.create_reply",)))
    assert len(town.do("ada", StartConversation((bot.id,))).members) == 2
    with town.refused(STRANGER, Denied):
        town.do("tim", StartConversation((bot.id,)))


def test_who_becomes_a_minor_is_out_of_conversations_with_strangers(town: Any) -> None:
    town.talk("ada", "bob")
    town.together("ada", "cid")
    town.talk("ada", "cid")
    town.tell("ada", TEEN)
    assert town.rooms("bob") == [frozenset(town.members("bob"))]
    assert town.rooms("ada") == [frozenset(town.members("ada", "cid"))]
    assert town.inbox("ada")[0][0] == "minors.separated"


def test_who_leaves_the_group_is_out_of_the_conversation(town: Any) -> None:
    group = town.together("ada", "tim", "tom")
    town.talk("ada", "tim", "tom")
    town.do("stew", RemoveGroupMember(group, town.member("ada")))
    assert town.rooms("ada") == []
    assert town.rooms("tim") == [frozenset(town.members("tim", "tom"))]


def test_a_second_group_keeps_them_together(sqlite_town: Any) -> None:
    first = sqlite_town.together("ada", "tim")
    sqlite_town.together("ada", "tim", name="other")
    sqlite_town.talk("ada", "tim")
    sqlite_town.do("stew", RemoveGroupMember(first, sqlite_town.member("tim")))
    assert len(sqlite_town.rooms("tim")) == 1


def test_a_group_that_is_deleted_makes_strangers(town: Any) -> None:
    group = town.together("ada", "bob", "tim")
    town.talk("ada", "tim")
    town.talk("ada", "bob")
    town.do("stew", DeleteGroup(group))
    assert town.rooms("tim") == []
    assert sorted(map(len, town.rooms("ada"))) == [1, 2]


def test_who_left_and_comes_back_is_unknown_at_first(town: Any) -> None:
    town.do("ada", LeaveCommunity())
    town.do("ada", JoinCommunity())
    with town.refused(STRANGER, Denied):
        town.talk("ada", "bob")
    town.work()
    assert len(town.talk("ada", "bob").members) == 2


def test_a_group_between_strangers_is_no_conversation(sqlite_town: Any) -> None:
    group = sqlite_town.together("ada", "tim")
    sqlite_town.do("stew", AddGroupMember(group, sqlite_town.member("bob")))
