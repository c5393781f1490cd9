"""The rules that every plugin keeps, checked on this one."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any, ClassVar
from uuid import UUID, uuid4

from sqlalchemy import bindparam, update

from commkit import SYSTEM, CommkitError, Kit, MemberId
from commkit.events import CreateEvent, EventId
from commkit.members import AddMember
from commkit.storage import Id, UtcDateTime, statement
from commkit.testing.conformance import PluginConformance
from commkit.testing.contexts import context_of
from commkit.testing.fixtures import CORE_FIXTURES
from commkit.testing.offer_checks import find_wrong_offers, offered_about
from commkit.testing.permission_matrix import MatrixCell
from commkit.testing.permissions import Fixture, allowed
from commkit.testing.scenario import Scenario
from commkit_gaming import (
    AcceptGuildApplication,
    AcceptPartyRequest,
    AcceptScrim,
    AccountProofId,
    AnswerAccountProof,
    AnswerReadyCheck,
    ApplyToGuild,
    AskForScrim,
    AskToJoinParty,
    CallReadyCheck,
    CommendationId,
    CommendPlayer,
    DeclareEventNight,
    FoundGuild,
    GameAccountId,
    Gaming,
    GuildApplicationId,
    GuildId,
    InviteToGuild,
    LinkedIdentities,
    LinkGameAccount,
    ListPartyMembers,
    NoShowId,
    NoteNoShow,
    NoteScrimNoShow,
    OfferGuildAlliance,
    PartyId,
    PartyRequestId,
    PlatformAccount,
    PostParty,
    ProofState,
    ReadMyGameAccounts,
    ReadMyNoShows,
    ReadScrim,
    Scrim,
    ScrimId,
    ScrimNoShowId,
    TellScrimResult,
)
from commkit_gaming.tables import scrim
from commkit_ladders import GameSide, OpenLadder, RecordGame

MEMBERS: dict[str, Any] = {"member": "any", "system": "no"}
LEADERS: dict[str, Any] = {"member": "own", "system": "no"}
KEEPERS: dict[str, Any] = {"member": "own", "steward": "any"}
READERS: dict[str, Any] = {"member": "any", "silenced": "any", "suspended": "any"}
PARTY: dict[str, Any] = {
    "game": "Go",
    "platform": "pc",
    "language": "en",
    "slots": {"flexible": 2},
    "role": "flexible",
}
ZONE: dict[str, Any] = {"time_zone": "Pacific/Apia", "windows": ("fri-20:00/sat-02:00",)}
OWNERS: dict[str, Any] = {"member": "own", "silenced": "own", "suspended": "own", "system": "no"}
ARRANGERS: dict[str, Any] = {"member": "own", "silenced": "own", "suspended": "own", "system": "any"}
LEAVERS: dict[str, Any] = {**MEMBERS, "silenced": "any", "suspended": "any"}


def _tag(cell: MatrixCell) -> str:
    return uuid4().hex[:5]


def _hash(cell: MatrixCell) -> str:
    return uuid4().hex


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


def _party(scenario: Scenario, actor: str) -> PartyId:
    post = PostParty(
        title="Raid",
        game="Go",
        platform="pc",
        language="en",
        slots={"flexible": 30, "tank": 10},
        role="flexible",
    )
    return scenario.do(actor, post).party.id


def _request(scenario: Scenario, actor: str) -> PartyRequestId:
    """A request of somebody to a party that this actor owns."""
    return scenario.do(_somebody(scenario)[0], AskToJoinParty(_party(scenario, actor), "tank")).id


def _let_in(scenario: Scenario, owner: str, party: PartyId, key: str) -> None:
    scenario.do(owner, AcceptPartyRequest(scenario.do(key, AskToJoinParty(party, "flexible")).id))


def _team_mate(cell: MatrixCell) -> MemberId:
    """Somebody in the party that the message is about."""
    scenario, (key, member) = cell.scenario, _somebody(cell.scenario)
    _let_in(scenario, str(cell.owner), cell.fields["party"], key)
    return member


def _held(scenario: Scenario, actor: str) -> PartyId:
    """A party of this actor that is ready, and whose time has come."""
    party, (key, _) = _party(scenario, actor), _somebody(scenario)
    _let_in(scenario, actor, party, key)
    scenario.do(actor, CallReadyCheck(party))
    scenario.do(key, AnswerReadyCheck(party, ready=True))
    return party


def _other_in(cell: MatrixCell) -> MemberId:
    """Who came last into the party that the message is about."""
    found = cell.scenario.ask(str(cell.owner), ListPartyMembers(cell.fields["party"]))
    return found[-1].member


def _with_mate(scenario: Scenario, actor: str) -> PartyId:
    """A party of this actor with somebody in it."""
    party = _party(scenario, actor)
    _let_in(scenario, actor, party, _somebody(scenario)[0])
    return party


def _checked(cell: MatrixCell) -> PartyId:
    """A party of somebody else whose ready check runs, with the actor in it, where they are a member."""
    scenario, (owner, _) = cell.scenario, _somebody(cell.scenario)
    party = _party(scenario, owner)
    _let_in(scenario, owner, party, _somebody(scenario)[0])
    with suppress(CommkitError):  # nobody inside
        _let_in(scenario, owner, party, str(cell.actor))
    scenario.do(owner, CallReadyCheck(party))
    return party


def _no_show(scenario: Scenario, actor: str) -> NoShowId:
    """A no-show of this actor, noted by somebody else."""
    owner, _ = _somebody(scenario)
    party = _party(scenario, owner)
    _let_in(scenario, owner, party, actor)
    scenario.do(owner, CallReadyCheck(party))
    scenario.do(actor, AnswerReadyCheck(party, ready=True))
    scenario.do(owner, NoteNoShow(party, scenario.member(actor)))
    return scenario.ask(actor, ReadMyNoShows()).noted[0].id


def _night(scenario: Scenario, actor: str) -> EventId:
    start = scenario.kit.clock().replace(microsecond=0, tzinfo=None) + timedelta(days=1)
    event = CreateEvent(
        title="Raid night",
        local_start=start.isoformat(),
        local_end=(start + timedelta(hours=2)).isoformat(),
        time_zone="UTC",
        rrule="FREQ=WEEKLY;COUNT=3",
    )
    made = scenario.do(actor, event).id
    scenario.do(actor, DeclareEventNight(made))
    return made


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


class Platforms:
    """Every proof proves an account of the same name."""

    def verify(self, platform: str, proof: str, key: str) -> PlatformAccount | None:
        return PlatformAccount(proof, proof)

    def confirm(self, platform: str, key: str) -> PlatformAccount | None:
        return None


def _proof(scenario: Scenario, actor: str, platform: str = "go") -> AccountProofId:
    """The proof of this actor that waits."""
    for each in scenario.ask(actor, ReadMyGameAccounts()).proofs:
        if each.platform == platform and each.state is ProofState.WAITING:
            return each.id
    return scenario.do(actor, LinkGameAccount(platform, "a proof")).id


def _game_account(scenario: Scenario, actor: str) -> GameAccountId:
    """The account that this actor has linked."""
    found = scenario.ask(actor, ReadMyGameAccounts()).accounts
    if all(each.platform != "steam" for each in found):
        proof = _proof(scenario, actor, "steam")
        scenario.do(SYSTEM, AnswerAccountProof(proof=proof, account=uuid4().hex, handle="owl"))
    return next(
        each.id for each in scenario.ask(actor, ReadMyGameAccounts()).accounts if each.platform == "steam"
    )


BEGIN = statement(
    lambda: (
        update(scrim)
        .values(starts_at=bindparam("at", type_=UtcDateTime))
        .where(
            scrim.c.community_id == bindparam("community_id", type_=Id),
            scrim.c.id == bindparam("scrim", type_=Id),
        )
    )
)
"""Lets a scrim begin now: these tests wait for no clock."""


def _asked(scenario: Scenario, asking: str, asked: str) -> Scrim:
    guild, other = _founded(scenario, asking), _founded(scenario, asked)
    at = scenario.clock() + timedelta(days=1)
    return scenario.do(asking, AskForScrim(guild, other, game="Go", starts_at=at))


def _scrim(scenario: Scenario, actor: str) -> ScrimId:
    """A scrim that a guild of this actor asked for."""
    return _asked(scenario, actor, _somebody(scenario)[0]).id


def _scrim_asked_of(scenario: Scenario, actor: str) -> ScrimId:
    """A scrim that a guild of this actor was asked for."""
    return _asked(scenario, _somebody(scenario)[0], actor).id


def _scrim_ahead(scenario: Scenario, actor: str) -> ScrimId:
    """An accepted scrim of a guild of this actor."""
    return scenario.do(actor, AcceptScrim(_scrim_asked_of(scenario, actor))).id


def _scrim_begun(scenario: Scenario, actor: str) -> ScrimId:
    """An accepted scrim of a guild of this actor, which has begun."""
    id = _scrim_ahead(scenario, actor)
    with scenario.kit.session(SYSTEM, scenario.community.slug) as session:
        context_of(session).run(BEGIN, scrim=id, at=scenario.clock())
    return id


def _scrim_told(scenario: Scenario, actor: str) -> ScrimId:
    """A scrim of a guild of this actor, whose result the other one told."""
    (key, _), id = _somebody(scenario), None
    id = scenario.do(actor, AcceptScrim(_asked(scenario, key, actor).id)).id
    with scenario.kit.session(SYSTEM, scenario.community.slug) as session:
        context_of(session).run(BEGIN, scrim=id, at=scenario.clock())
    return scenario.do(key, TellScrimResult(id, 1, 0)).id


def _opponent(cell: MatrixCell) -> GuildId:
    """The guild that asked for the scrim that the message is about."""
    return cell.scenario.ask(SYSTEM, ReadScrim(cell.fields["scrim"])).guild


def _scrim_no_show(scenario: Scenario, actor: str) -> ScrimNoShowId:
    """A no-show that a guild of this actor noted."""
    id = _scrim_begun(scenario, actor)
    return scenario.do(actor, NoteScrimNoShow(id, scenario.ask(SYSTEM, ReadScrim(id)).guild)).id


def _scrim_no_show_about(scenario: Scenario, actor: str) -> ScrimNoShowId:
    """A no-show that was noted about a guild of this actor."""
    key, _ = _somebody(scenario)
    made = _asked(scenario, actor, key)
    scenario.do(key, AcceptScrim(made.id))
    with scenario.kit.session(SYSTEM, scenario.community.slug) as session:
        context_of(session).run(BEGIN, scrim=made.id, at=scenario.clock())
    return scenario.do(key, NoteScrimNoShow(made.id, made.guild)).id


def _tomorrow(cell: MatrixCell) -> datetime:
    return cell.scenario.clock() + timedelta(days=1)


class TestGaming(PluginConformance):
    plugin = partial(Gaming, linked_identities=LinkedIdentities(Platforms(), "s" * 32))
    type = "gaming"
    settings: ClassVar[Any] = {
        "gaming.games": {"titles": ["Go"]},
        "gaming.guilds": {"most_guilds": 20},
        "gaming.looking_for_group": {"most_open": 20, "most_no_shows": 0},
        "gaming.commendations": {"per_day": 100},
        "gaming.linked_identities": {"platforms": ["steam", "chess", "go"], "proof_every": "PT0S"},
    }
    sample_values: ClassVar[Any] = {
        "kind": ("topic", "reply", "fair_play"),
        "evidence": ("game",),
        "within": (timedelta(days=7),),
        "tag": ("owl", "bat7"),
        "capacity": (2, 50),
        "rank": ("officer", "recruit"),
        "rights": ((), ("invite", "kick"), ("scrims",)),
        "recruiting": (True,),
        "rules": ("play",),
        "side": ("player",),
        "game": ("Go",),
        "platform": ("pc", "chess"),
        "language": ("en", "pt-BR"),
        "role": ("flexible", "tank"),
        "slots": ({"flexible": 2, "tank": 2},),
        "lasts": (timedelta(hours=1), None),
        "starts_at": (None, datetime(2030, 1, 3, tzinfo=UTC)),
        "plays": (timedelta(hours=1),),
        "answer_within": (timedelta(minutes=10),),
        "time_zone": ("UTC", "Pacific/Apia"),
        "windows": (("fri-20:00/sat-02:00",), ()),
        "days": (1, 14),
        "minutes": (1, 60),
        "at_least": (None, 1, 2),
    }
    private_messages = (
        "gaming.list_my_commendations",
        "gaming.read_my_availability",
        "gaming.read_my_game_accounts",
        "gaming.read_my_guilds",
        "gaming.read_my_no_shows",
        "gaming.read_my_parties",
        "gaming.read_my_streak",
        "gaming.read_no_shows",
    )
    fixtures: ClassVar[Any] = {
        "AccountProofId": Fixture(_proof),
        "CommendationId": Fixture(_commendation),
        "EventId": Fixture(_night),
        "GameAccountId": Fixture(_game_account),
        "GuildApplicationId": Fixture(_application),
        "GuildId": Fixture(_founded),
        "NoShowId": Fixture(_no_show),
        "PartyId": Fixture(_party),
        "PartyRequestId": Fixture(_request),
        "ScrimId": Fixture(_scrim),
        "ScrimNoShowId": Fixture(_scrim_no_show),
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
        "gaming.post_party": allowed(**MEMBERS, given=PARTY),
        "gaming.close_party": allowed(**KEEPERS),
        "gaming.hand_over_party": allowed(**LEADERS, given={"member": _team_mate}),
        "gaming.read_party": allowed(**READERS),
        "gaming.list_parties": allowed(**READERS),
        "gaming.list_party_members": allowed(**READERS),
        "gaming.suggest_party_members": allowed(**LEADERS),
        "gaming.ask_to_join_party": allowed(**MEMBERS, given={"role": "tank"}),
        "gaming.accept_party_request": allowed(**LEADERS),
        "gaming.decline_party_request": allowed(**LEADERS),
        "gaming.remove_from_party": allowed(**LEADERS, given={"member": _team_mate}),
        "gaming.leave_party": allowed(**LEAVERS, archived=True),
        "gaming.list_party_requests": allowed(member="any"),
        "gaming.read_my_parties": allowed(**LEAVERS),
        "gaming.call_ready_check": allowed(**LEADERS, given={"party": Fixture(_with_mate)}),
        "gaming.answer_ready_check": allowed(**MEMBERS, given={"party": _checked}),
        "gaming.set_my_availability": allowed(**LEAVERS, given=ZONE),
        "gaming.read_my_availability": allowed(**LEAVERS),
        "gaming.read_party_overlap": allowed(**OWNERS),
        "gaming.note_no_show": allowed(**LEADERS, given={"party": Fixture(_held), "member": _other_in}),
        "gaming.take_back_no_show": allowed(
            **OWNERS, archived=True, given={"party": Fixture(_held), "member": _other_in}
        ),
        "gaming.dispute_no_show": allowed(**OWNERS),
        "gaming.decide_no_show": allowed(steward="others"),
        "gaming.read_my_no_shows": allowed(**LEAVERS),
        "gaming.read_no_shows": allowed(steward="any+removed"),
        "gaming.list_disputed_no_shows": allowed(steward="any"),
        "gaming.read_party_numbers": allowed(steward="any"),
        "gaming.expire_party": allowed(system="any", archived=True),
        "gaming.end_ready_check": allowed(system="any", archived=True),
        "gaming.hold_party": allowed(system="any"),
        "gaming.seat_party_member": allowed(system="any"),
        "gaming.declare_event_night": allowed(**KEEPERS),
        "gaming.end_event_night": allowed(**KEEPERS),
        "gaming.list_event_nights": allowed(visitor="any"),
        "gaming.read_my_streak": allowed(**LEAVERS),
        "gaming.show_my_streak": allowed(**LEAVERS),
        "gaming.list_streaks": allowed(visitor="any"),
        "gaming.read_event_night_numbers": allowed(steward="any"),
        "gaming.link_game_account": allowed(**MEMBERS, given={"platform": "chess"}),
        "gaming.unlink_game_account": allowed(**OWNERS, archived=True),
        "gaming.show_game_account": allowed(**OWNERS),
        "gaming.read_my_game_accounts": allowed(**LEAVERS),
        "gaming.list_game_accounts": allowed(**READERS, steward="any+removed"),
        "gaming.answer_account_proof": allowed(system="any", given={"account": _hash}),
        "gaming.check_game_account": allowed(system="any", archived=True),
        "gaming.renew_game_account": allowed(system="any", archived=True),
        "gaming.read_game_account_numbers": allowed(steward="any"),
        "gaming.ask_for_scrim": allowed(
            **LEADERS,
            given={"other": _another, "game": "Go", "starts_at": _tomorrow, "plays": timedelta(hours=1)},
        ),
        "gaming.accept_scrim": allowed(**LEADERS, given={"scrim": Fixture(_scrim_asked_of)}),
        "gaming.decline_scrim": allowed(**LEADERS, given={"scrim": Fixture(_scrim_asked_of)}),
        "gaming.withdraw_scrim": allowed(**LEADERS),
        "gaming.cancel_scrim": allowed(**LEADERS, given={"scrim": Fixture(_scrim_ahead)}),
        "gaming.tell_scrim_result": allowed(
            **LEADERS, given={"scrim": Fixture(_scrim_begun), "score": 1, "other_score": 0}
        ),
        "gaming.confirm_scrim_result": allowed(
            **LEADERS, given={"scrim": Fixture(_scrim_told), "score": 1, "other_score": 0}
        ),
        "gaming.note_scrim_no_show": allowed(
            **LEADERS, given={"scrim": Fixture(_scrim_begun), "guild": _opponent}
        ),
        "gaming.take_back_scrim_no_show": allowed(**LEADERS),
        "gaming.dispute_scrim_no_show": allowed(**LEADERS, given={"no_show": Fixture(_scrim_no_show_about)}),
        "gaming.read_scrim": allowed(**ARRANGERS),
        "gaming.list_scrims": allowed(member="any", silenced="any", suspended="any"),
        "gaming.list_scrim_no_shows": allowed(**ARRANGERS),
        "gaming.expire_scrim": allowed(system="any", archived=True),
        "gaming.kick_from_guild": allowed(**LEADERS, given={"member": _with_recruit}),
        "gaming.read_guild_numbers": allowed(steward="any"),
    }

    def test_what_is_offered_about_a_scrim_is_what_is_carried_out(self, kit: Kit) -> None:
        found = find_wrong_offers(
            kit,
            self.type,
            {Scrim: offered_about(Scrim)},
            expected=self.expected_permissions,
            fixtures={**CORE_FIXTURES, **self.fixtures},
            settings=self.settings,
            undecided={"gaming.note_scrim_no_show": {"gaming.not_in_scrim"}},
        )
        assert not found, "\n".join(found)
