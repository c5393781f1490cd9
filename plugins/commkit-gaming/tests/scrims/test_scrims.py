"""Scrims: asked for, answered, called off, expired; by those with the right to, and seen by the two guilds alone."""

from datetime import timedelta
from typing import Any

import pytest

from commkit import SYSTEM, Conflict, Denied, Invalid, NotFound
from commkit.explaining import ExplainDecision, RuleOutcome
from commkit.members import BlockLevel, BlockMember, LeaveCommunity
from commkit.privacy import ErasePerson, ExportPerson
from commkit.testing.offer_checks import offered_about
from commkit_gaming import (
    AcceptScrim,
    AskForScrim,
    CancelScrim,
    ConfirmScrimResult,
    DeclineScrim,
    DisbandGuild,
    Gaming,
    GuildRank,
    GuildRight,
    ListScrims,
    ReadScrim,
    Scrim,
    ScrimSettings,
    SetGuildRights,
    TellScrimResult,
    WithdrawScrim,
)

Town = Any


def two_guilds(town: Town) -> tuple[Any, Any]:
    """Ada's guild with the officer cid, and bob's with the recruit dan."""
    owls, bats = town.guild(), town.guild("bob", "bat")
    town.enter(owls, "cid", rank=GuildRank.OFFICER)
    town.enter(bats, "dan", leader="bob")
    return owls, bats


def ask(town: Town, mine: Any, other: Any, by: str = "ada", **more: Any) -> Any:
    given = {"game": "Go", "starts_at": town.after(days=1), "note": "Best of three?"} | more
    return town.do(by, AskForScrim(mine.id, other.id, **given))


def seen(town: Town, name: Any, guild: Any) -> list[Any]:
    return [each.id for each in town.ask(name, ListScrims(guild.id)).items]


def test_a_scrim_is_asked_for_accepted_and_cancelled(town: Town) -> None:
    owls, bats = two_guilds(town)
    town.work()
    made = ask(town, owls, bats)
    assert made.ends_at - made.starts_at == timedelta(hours=1)
    assert town.inbox("bob")[0] == town.inbox("cid")[0] == ("gaming.scrim_asked", made.id)
    for name, guild in (("ada", owls), ("cid", bats), ("bob", owls)):
        assert seen(town, name, guild) == [made.id]
    for name in ("dan", "stew", "org"):
        assert seen(town, name, bats) == []
        with town.refused("runtime.not_found", NotFound):
            town.ask(name, ReadScrim(made.id))
    assert town.do("bob", AcceptScrim(made.id)).accepted_at == town.clock()
    assert town.inbox("ada")[0] == ("gaming.scrim_accepted", made.id)
    assert seen(town, "dan", bats) == seen(town, "dan", owls) == [made.id]
    assert seen(town, "stew", bats) == []
    assert town.do("cid", CancelScrim(made.id)).state == "cancelled"
    assert town.inbox("bob")[0] == ("gaming.scrim_ended", made.id)
    assert town.ask("dan", ReadScrim(made.id)).state == "cancelled"
    with town.refused("gaming.wrong_scrim_state", Conflict):
        town.do("bob", CancelScrim(made.id))


def test_a_scrim_is_declined_withdrawn_and_not_both(sqlite_town: Town) -> None:
    town = sqlite_town
    owls, bats = two_guilds(town)
    first, second = ask(town, owls, bats), ask(town, owls, bats, by="cid")
    assert town.emitted("bob", DeclineScrim(first.id)) == ["gaming.scrim_ended"]
    assert town.do("ada", WithdrawScrim(second.id)).state == "withdrawn"
    for made in (first, second):
        for name, command in (("bob", AcceptScrim), ("bob", DeclineScrim), ("ada", WithdrawScrim)):
            with town.refused("gaming.wrong_scrim_state", Conflict):
                town.do(name, command(made.id))
        assert seen(town, "dan", bats) == [], "what was never accepted is not told to all"


def test_each_guild_decides_its_own_by_rank(sqlite_town: Town) -> None:
    town = sqlite_town
    owls, bats = two_guilds(town)
    with town.refused("gaming.no_guild_right", Denied):
        ask(town, bats, owls, by="dan")
    with town.refused("gaming.outside_guild", Denied):
        ask(town, owls, bats, by="bob")
    made = ask(town, owls, bats)
    for name, command in (("ada", AcceptScrim), ("cid", DeclineScrim), ("bob", WithdrawScrim)):
        with town.refused("gaming.no_scrim_right", Denied):
            town.do(name, command(made.id))
    with town.refused("runtime.not_found", NotFound):
        town.do("dan", AcceptScrim(made.id))
    town.do("bob", SetGuildRights(bats.id, GuildRank.RECRUIT, (GuildRight.SCRIMS,)))
    assert seen(town, "dan", bats) == [made.id]
    town.do("bob", SetGuildRights(bats.id, GuildRank.RECRUIT, ()))
    with town.refused("runtime.not_found", NotFound):
        town.do("dan", AcceptScrim(made.id))
    town.do("bob", SetGuildRights(bats.id, GuildRank.RECRUIT, (GuildRight.SCRIMS,)))
    assert town.do("dan", AcceptScrim(made.id)).state == "accepted"


def test_what_is_not_answered_expires(town: Town) -> None:
    owls, bats = two_guilds(town)
    made, kept = ask(town, owls, bats), ask(town, owls, bats)
    town.do("bob", AcceptScrim(kept.id))
    town.clock.advance(timedelta(days=1))
    with town.refused("gaming.wrong_scrim_state", Conflict):
        town.do("bob", AcceptScrim(made.id))
    town.work()
    assert town.ask("ada", ReadScrim(made.id)).state == "expired"
    assert town.ask("ada", ReadScrim(kept.id)).state == "accepted"
    assert town.inbox("bob")[0] == ("gaming.scrim_ended", made.id)
    with town.refused("gaming.wrong_scrim_state", Conflict):
        town.do("bob", CancelScrim(kept.id))


@pytest.mark.parametrize(
    ("path", "given"),
    [
        ("starts_at", {"starts_at": -timedelta(0)}),
        ("starts_at", {"starts_at": timedelta(days=60, seconds=1)}),
        ("plays", {"plays": timedelta(minutes=9)}),
        ("plays", {"plays": timedelta(days=1, seconds=1)}),
        ("game", {"game": "Chess"}),
    ],
)
def test_bad_words_and_times_are_refused(sqlite_town: Town, path: str, given: dict[str, Any]) -> None:
    town = sqlite_town
    owls, bats = two_guilds(town)
    if "starts_at" in given:
        given = {"starts_at": town.clock() + given["starts_at"]}
    with pytest.raises(Invalid) as caught:
        ask(town, owls, bats, **given)
    assert [each.path for each in caught.value.errors] == [path]


def test_asks_of_a_guild_are_limited_and_never_to_itself(make_town: Any) -> None:
    town = make_town(scrims=ScrimSettings(most_waiting=1))
    owls, bats = two_guilds(town)
    with town.refused("gaming.own_guild", Conflict):
        ask(town, owls, owls)
    made = ask(town, owls, bats)
    with town.refused("gaming.too_many_scrims", Conflict):
        ask(town, owls, bats, by="cid")
    ask(town, bats, owls, by="bob")
    town.do("ada", WithdrawScrim(made.id))
    ask(town, owls, bats)


def test_bad_settings_are_refused() -> None:
    for given in ({"most_waiting": 0}, {"days_ahead": 367}):
        with pytest.raises(Invalid):
            Gaming(scrims=ScrimSettings(**given))


def test_whom_the_other_leader_blocks_asks_nothing(sqlite_town: Town) -> None:
    town = sqlite_town
    owls, bats = two_guilds(town)
    town.do("bob", BlockMember(town.member("ada"), BlockLevel.BLOCK))
    with pytest.raises(Denied):
        ask(town, owls, bats)
    assert ask(town, owls, bats, by="cid").state == "asked"


@pytest.mark.parametrize("leaves", [False, True])
def test_with_a_guild_its_scrims_ahead_end(town: Town, leaves: bool) -> None:
    owls, bats = two_guilds(town)
    past = ask(town, owls, bats, starts_at=town.after(hours=1))
    town.do("bob", AcceptScrim(past.id))
    waiting, accepted = ask(town, owls, bats), ask(town, bats, owls, by="bob")
    town.do("cid", AcceptScrim(accepted.id))
    town.clock.advance(timedelta(hours=2))
    if leaves:
        town.do("dan", LeaveCommunity())
        town.do("bob", LeaveCommunity())
    else:
        town.do("bob", DisbandGuild(bats.id))
    states = [town.ask("ada", ReadScrim(each.id)).state for each in (past, waiting, accepted)]
    assert states == ["accepted", "cancelled", "cancelled"]
    assert {kind for kind, _ in town.inbox("ada")[:2]} == {"gaming.scrim_ended"}
    with town.refused("gaming.guild_disbanded", Conflict):
        ask(town, owls, bats)


def test_what_somebody_said_is_exported_and_erased(town: Town) -> None:
    owls, bats = two_guilds(town)
    made = ask(town, owls, bats, by="cid", note="A songbird asks.")
    town.do("bob", AcceptScrim(made.id))
    with town.kit.session("cid", read_only=True) as lobby:
        assert "A songbird asks." in str(lobby.ask(ExportPerson("cid")))
    with town.kit.session("bob", read_only=True) as lobby:
        assert "A songbird asks." not in str(lobby.ask(ExportPerson("bob")))
    with town.kit.session(SYSTEM) as lobby:
        lobby.do(ErasePerson("cid"))
    found = town.ask("dan", ReadScrim(made.id))
    assert (found.note, found.state) == ("", "accepted")


def offered(town: Town, name: str, made: Any) -> set[str]:
    with town.kit.session(name, "arena", read_only=True) as session:
        return {each for each in offered_about(Scrim)(session, made.id) if "scrim" in each}


def test_what_may_be_done_is_offered_to_who_may_do_it(sqlite_town: Town) -> None:
    town = sqlite_town
    owls, bats = two_guilds(town)
    made = ask(town, owls, bats)
    assert offered(town, "bob", made) == {"gaming.accept_scrim", "gaming.decline_scrim"}
    assert offered(town, "ada", made) == {"gaming.withdraw_scrim"}
    town.do("bob", AcceptScrim(made.id))
    assert offered(town, "bob", made) == offered(town, "cid", made) == {"gaming.cancel_scrim"}
    assert offered(town, "dan", made) == set()
    town.clock.advance(timedelta(days=1))
    told = {"gaming.tell_scrim_result", "gaming.note_scrim_no_show"}
    assert offered(town, "bob", made) == told
    town.do("bob", TellScrimResult(made.id, 1, 0))
    assert offered(town, "ada", made) == told | {"gaming.confirm_scrim_result"}
    assert offered(town, "bob", made) == told
    town.do("ada", ConfirmScrimResult(made.id, 1, 0))
    assert offered(town, "ada", made) == set()


def test_why_somebody_may_not_is_explained(sqlite_town: Town) -> None:
    town = sqlite_town
    owls, bats = two_guilds(town)
    made = ask(town, owls, bats)
    town.do("bob", AcceptScrim(made.id))
    for name, outcome in (("cid", RuleOutcome.YES), ("dan", RuleOutcome.NO)):
        asked = ExplainDecision(town.member(name), "gaming.arrange_scrims", made.id, record="Scrim")
        steps = {step.rule: step for step in town.ask(name, asked).steps}
        assert steps["the right to scrims"].outcome is outcome
        assert "accepted" in steps["what it is at"].because
