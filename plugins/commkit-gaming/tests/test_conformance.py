"""The rules that every plugin keeps, checked on this one."""

from contextlib import suppress
from datetime import timedelta
from typing import Any, ClassVar
from uuid import UUID, uuid4

from commkit import SYSTEM, CommkitError, MemberId
from commkit.members import AddMember
from commkit.testing.conformance import PluginConformance
from commkit.testing.permission_matrix import MatrixCell
from commkit.testing.permissions import Fixture, allowed
from commkit.testing.scenario import Scenario
from commkit_gaming import (
    AcceptGuildApplication,
    ApplyToGuild,
    CommendationId,
    CommendPlayer,
    FoundGuild,
    Gaming,
    GuildApplicationId,
    GuildId,
    InviteToGuild,
    OfferGuildAlliance,
)
from commkit_ladders import GameSide, OpenLadder, RecordGame

MEMBERS: dict[str, Any] = {"member": "any", "system": "no"}
LEADERS: dict[str, Any] = {"member": "own", "system": "no"}
KEEPERS: dict[str, Any] = {"member": "own", "steward": "any"}
READERS: dict[str, Any] = {"visitor": "any"}
LEAVERS: dict[str, Any] = {**MEMBERS, "silenced": "any", "suspended": "any"}


def _tag(cell: MatrixCell) -> str:
    return uuid4().hex[:5]


def _founded(scenario: Scenario, actor: str) -> GuildId:
    return scenario.do(actor, FoundGuild("Night Owls", uuid4().hex[:5])).id


def _somebody(scenario: Scenario) -> tuple[str, MemberId]:
    key = f"player-{uuid4().hex}"
    return key, scenario.do(SYSTEM, AddMember(key)).id


def _outside(cell: MatrixCell) -> MemberId:
    return _somebody(cell.scenario)[1]


def _application(scenario: Scenario, actor: str) -> GuildApplicationId:
    """An application of somebody to a guild that this actor leads."""
    guild = _founded(scenario, actor)
    return scenario.do(_somebody(scenario)[0], ApplyToGuild(guild, "Let me in.")).id


def _with_recruit(cell: MatrixCell) -> MemberId:
    """Somebody in the guild that the message is about."""
    scenario, guild = cell.scenario, cell.fields["guild"]
    key, member = _somebody(scenario)
    asked = scenario.do(key, ApplyToGuild(guild, "Let me in.")).id
    scenario.do(cell.owner, AcceptGuildApplication(asked))
    return member


def _another(cell: MatrixCell) -> GuildId:
    return _founded(cell.scenario, _somebody(cell.scenario)[0])


def _offering(cell: MatrixCell) -> GuildId:
    """A guild that offered an alliance to the one that the message is about."""
    scenario, (leader, _) = cell.scenario, _somebody(cell.scenario)
    guild = _founded(scenario, leader)
    scenario.do(leader, OfferGuildAlliance(guild, cell.fields["guild"]))
    return guild


def _inviting(cell: MatrixCell) -> GuildId:
    """A guild of somebody else that invites the actor, where they are a member."""
    scenario, (leader, _) = cell.scenario, _somebody(cell.scenario)
    guild = _founded(scenario, leader)
    with suppress(CommkitError):  # nobody inside
        scenario.do(leader, InviteToGuild(guild, scenario.member(str(cell.actor))))
    return guild


def _game(scenario: Scenario, *members: MemberId) -> UUID:
    """A game that counts on a ladder, of these members against each other."""
    ladder = scenario.do(SYSTEM, OpenLadder(f"ladder-{uuid4().hex}", title="Go", rules="play")).id
    sides = tuple(GameSide((member,), number) for number, member in enumerate(members, 1))
    return scenario.do(SYSTEM, RecordGame(ladder, sides)).id


def _played(cell: MatrixCell) -> UUID:
    """A game of the actor, where they are a member, against whom the message names."""
    scenario, other = cell.scenario, cell.fields["member"]
    try:
        return _game(scenario, scenario.member(str(cell.actor)), other)
    except CommkitError:
        return _game(scenario, _somebody(scenario)[1], other)


def _commendation(scenario: Scenario, actor: str) -> CommendationId:
    """A commendation that this actor gave."""
    other = _somebody(scenario)[1]
    game = _game(scenario, scenario.member(actor), other)
    return scenario.do(actor, CommendPlayer(other, "fair_play", "game", game)).id


class TestGaming(PluginConformance):
    plugin = staticmethod(Gaming)
    type = "gaming"
    settings: ClassVar[Any] = {
        "gaming.games": {"titles": ["Go"]},
        "gaming.guilds": {"most_guilds": 20},
        "gaming.commendations": {"per_day": 100},
    }
    sample_values: ClassVar[Any] = {
        "kind": ("topic", "reply", "fair_play"),
        "evidence": ("game",),
        "at_least": (1, 2),
        "within": (timedelta(days=7),),
        "tag": ("owl", "bat7"),
        "capacity": (2, 50),
        "rank": ("officer", "recruit"),
        "rights": ((), ("invite", "kick")),
        "recruiting": (True,),
        "rules": ("play",),
        "side": ("player",),
    }
    private_messages = ("gaming.read_my_guilds", "gaming.list_my_commendations")
    fixtures: ClassVar[Any] = {
        "CommendationId": Fixture(_commendation),
        "GuildId": Fixture(_founded),
        "GuildApplicationId": Fixture(_application),
    }
    expected_permissions: ClassVar[Any] = {
        "gaming.commend_player": allowed(
            **MEMBERS, given={"member": _outside, "kind": "fair_play", "evidence": "game", "about": _played}
        ),
        "gaming.withdraw_commendation": allowed(member="own", silenced="own", suspended="own", system="no"),
        "gaming.show_commendations": allowed(**LEAVERS),
        "gaming.read_commendations": allowed(visitor="any", left="others", steward="any+removed"),
        "gaming.list_my_commendations": allowed(**LEAVERS),
        "gaming.list_commendation_loops": allowed(steward="any", system="any"),
        "gaming.read_played_games": allowed(visitor="any"),
        "gaming.found_guild": allowed(**MEMBERS, given={"tag": _tag, "capacity": 10}),
        "gaming.edit_guild": allowed(**KEEPERS, given={"capacity": 10}),
        "gaming.set_guild_rights": allowed(**LEADERS, given={"rank": "officer"}),
        "gaming.disband_guild": allowed(**KEEPERS),
        "gaming.read_guild": allowed(visitor="any"),
        "gaming.list_guilds": allowed(visitor="any"),
        "gaming.list_guild_members": allowed(member="any"),
        "gaming.apply_to_guild": allowed(**MEMBERS),
        "gaming.accept_guild_application": allowed(**LEADERS),
        "gaming.decline_guild_application": allowed(**LEADERS),
        "gaming.list_guild_applications": allowed(member="any"),
        "gaming.invite_to_guild": allowed(**LEADERS, given={"member": _outside}),
        "gaming.accept_guild_invitation": allowed(**MEMBERS, given={"guild": _inviting}),
        "gaming.leave_guild": allowed(**LEAVERS, archived=True),
        "gaming.read_my_guilds": allowed(**LEAVERS),
        "gaming.set_guild_rank": allowed(**LEADERS, given={"member": _with_recruit, "rank": "officer"}),
        "gaming.hand_over_guild": allowed(**LEADERS, given={"member": _with_recruit}),
        "gaming.offer_guild_alliance": allowed(**LEADERS, given={"ally": _another}),
        "gaming.accept_guild_alliance": allowed(**LEADERS, given={"ally": _offering}),
        "gaming.end_guild_alliance": allowed(**LEADERS, given={"ally": _offering}),
        "gaming.list_guild_alliances": allowed(visitor="any"),
        "gaming.kick_from_guild": allowed(**LEADERS, given={"member": _with_recruit}),
        "gaming.read_guild_numbers": allowed(steward="any"),
    }
