"""Numbers of guilds, with their samples."""

from typing import Any

from commkit.communities import ReadCommunity
from commkit.insight import BenefitArea, Guard, ReadMeasures
from commkit_gaming import DisbandGuild, GuildNumbers, LeaveGuild, ReadGuildNumbers

Town = Any


def numbers(town: Town) -> GuildNumbers:
    return town.ask("stew", ReadGuildNumbers())


def test_guilds_and_who_is_in_one_are_counted(town: Town) -> None:
    none = numbers(town)
    assert (none.guilds, none.alone_share, none.in_guilds) == (0, None, 0)
    assert none.members == town.ask(None, ReadCommunity()).member_count
    owls, bats = town.guild(), town.guild("cid", "bats")
    town.enter(owls, "bob")
    found = numbers(town)
    assert (found.guilds, found.alone, found.in_guilds) == (2, 1, 3)
    assert found.member_share is not None
    assert found.alone_share is not None
    assert (found.member_share.hits, found.member_share.n) == (3, found.members)
    assert (found.alone_share.hits, found.alone_share.n) == (1, 2)
    assert found.member_share.low < found.member_share.value < found.member_share.high
    town.do("bob", LeaveGuild(owls.id))
    town.do("cid", DisbandGuild(bats.id))
    found = numbers(town)
    assert (found.guilds, found.alone, found.in_guilds) == (1, 1, 1)


def test_a_gaming_community_has_a_benefit_and_evidence_for_all_three_guards(sqlite_town: Town) -> None:
    declared = sqlite_town.ask("stew", ReadMeasures())
    assert ("gaming.in_guilds", BenefitArea.FAMILY) in {(each.name, each.about) for each in declared.benefits}
    assert {each.about for each in declared.guards} == set(Guard)
    assert declared.unguarded == ()
    assert "gaming.lone_guilds" in {each.name for each in declared.guards}
    assert all(each.formula and each.unit and each.queries for each in declared.guards)
