"""The rules that every plugin keeps, checked on this one, in a type of its own."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar
from uuid import UUID, uuid4

import pytest

from commkit import SYSTEM, CommunityType, Feature, Kit, PostKind, Session, hookimpl
from commkit.members import AddMember
from commkit.testing.conformance import PluginConformance
from commkit.testing.contexts import context_of
from commkit.testing.fixtures import CORE_FIXTURES
from commkit.testing.offer_checks import find_wrong_offers
from commkit.testing.permission_matrix import MatrixCell
from commkit.testing.permissions import Fixture, allowed
from commkit.testing.scenario import Scenario
from commkit_tournaments import (
    CreateTournament,
    EnterTournament,
    Entrant,
    EntrantId,
    ImportRecordedTournament,
    OpenCheckIn,
    ReadBracket,
    ReadMatch,
    RecordedTournamentId,
    StartTournament,
    Tournament,
    TournamentId,
    TournamentMatch,
    TournamentMatchId,
    Tournaments,
)
from commkit_tournaments.entries.queries import lines_of

_MOMENT = datetime(2018, 8, 19, tzinfo=UTC)
VENUE = CommunityType(
    "venue",
    features=("posts", "venue.rooms", "tournaments.brackets"),
    post_kinds=(PostKind(name="note", opens=True, replies=("note",)),),
)


class Venue:
    """A plugin of a type with tournaments."""

    @hookimpl
    def commkit_requires(self) -> Iterable[type]:
        yield Tournaments

    @hookimpl
    def commkit_features(self) -> Iterable[Feature]:
        yield Feature("venue.rooms", requires=("posts",))

    @hookimpl
    def commkit_types(self) -> Iterable[CommunityType]:
        yield VENUE


def _player(scenario: Scenario) -> str:
    """Somebody who plays."""
    key = f"player-{uuid4().hex}"
    scenario.do(SYSTEM, AddMember(key))
    return key


def _tournament(scenario: Scenario, organiser: str) -> TournamentId:
    """A tournament of this actor that nobody has entered."""
    return scenario.do(organiser, CreateTournament(title="Cup")).id


def _with_check_in(scenario: Scenario, organiser: str) -> TournamentId:
    """A tournament of this actor that asks for check-in."""
    return scenario.do(organiser, CreateTournament(title="Cup", needs_check_in=True)).id


def _checking_in(scenario: Scenario, player: str) -> TournamentId:
    """A tournament of somebody else that this actor has entered, and that is checked in to now."""
    held = _with_check_in(scenario, "creator")
    scenario.do(player, EnterTournament(held))
    scenario.do("creator", OpenCheckIn(held))
    return held


def _entered(scenario: Scenario, organiser: str) -> TournamentId:
    """A tournament of this actor that somebody has entered."""
    held = _tournament(scenario, organiser)
    scenario.do(_player(scenario), EnterTournament(held))
    return held


def _running(scenario: Scenario, organiser: str) -> TournamentId:
    """A running tournament of this actor."""
    held = _entered(scenario, organiser)
    scenario.do(_player(scenario), EnterTournament(held))
    scenario.do(organiser, StartTournament(held))
    return held


def _entrant(scenario: Scenario, captain: str) -> EntrantId:
    """An entrant of this actor, in a tournament of somebody else."""
    held = _tournament(scenario, "creator")
    return scenario.do(captain, EnterTournament(held)).id


def _match_of(scenario: Scenario, organiser: str, player: str, **options: Any) -> TournamentMatchId:
    held = scenario.do(organiser, CreateTournament(title="Cup", **options)).id
    for name in (player, _player(scenario)):
        scenario.do(name, EnterTournament(held))
    scenario.do(organiser, StartTournament(held))
    return scenario.ask(SYSTEM, ReadBracket(held)).matches[0].match.id


def _match(scenario: Scenario, player: str) -> TournamentMatchId:
    """A match that this actor plays, in a tournament of somebody else."""
    return _match_of(scenario, "creator", player)


def _with_maps(scenario: Scenario, player: str) -> TournamentMatchId:
    """A match in which it is this actor's turn to ban a map."""
    return _match_of(scenario, "creator", player, maps=("Dust", "Ice"))


def _judged(scenario: Scenario, organiser: str) -> TournamentMatchId:
    """A match of others, in a tournament of this actor."""
    return _match_of(scenario, organiser, _player(scenario))


def _recorded(scenario: Scenario, actor: str) -> RecordedTournamentId:
    """A tournament that was played elsewhere."""
    command = ImportRecordedTournament(source=uuid4().hex, title="Cup", started_at=_MOMENT, ended_at=_MOMENT)
    return scenario.do(SYSTEM, command).tournament


def _source(cell: MatrixCell) -> str:
    return uuid4().hex


def _offered_about_entrant(session: Session, id: UUID) -> frozenset[str]:
    """What the list of the entrants of its tournament offers about an entrant."""
    context = context_of(session)
    (line,) = lines_of(context, [context.get(Entrant, EntrantId(id))], {})
    return line.may


def _first_side(cell: MatrixCell) -> EntrantId | None:
    return cell.scenario.ask(SYSTEM, ReadMatch(cell.fields["match"])).match.home


class TestTournaments(PluginConformance):
    plugin = staticmethod(Tournaments)
    extra_plugins = (Venue(),)
    type = "venue"
    sample_values: ClassVar[Any] = {
        "title": ("Cup",),
        "name": ("Owls",),
        "format": ("single", "swiss"),
        "capacity": (2, 64),
        "best_of": (1, 3),
        "report_within": (timedelta(minutes=30),),
        "length": (timedelta(minutes=30),),
        "pause": (timedelta(),),
        "stations": (1, 2),
        "home_score": (0, 1),
        "away_score": (0, 2),
        "map": ("Dust",),
        "how": ("decision", "no_show"),
        "source": ("cwl",),
        "games": ((),),
    }
    expected_permissions: ClassVar[Any] = {
        "tournaments.create_tournament": allowed(steward="any", system="no"),
        "tournaments.open_check_in": allowed(
            member="own", steward="any", given={"tournament": Fixture(_with_check_in)}
        ),
        "tournaments.set_seeds": allowed(member="own", steward="any", given={"entrants": ()}),
        "tournaments.start_tournament": allowed(
            member="own", steward="any", given={"tournament": Fixture(_entered)}
        ),
        "tournaments.plan_matches": allowed(
            member="own", steward="any", given={"tournament": Fixture(_running)}
        ),
        "tournaments.cancel_tournament": allowed(member="own", steward="any"),
        "tournaments.enter_tournament": allowed(member="any", system="no"),
        "tournaments.check_in": allowed(member="any", given={"tournament": Fixture(_checking_in)}),
        "tournaments.drop_out": allowed(member="own", steward="any"),
        "tournaments.list_entrants": allowed(visitor="any"),
        "tournaments.explain_seed": allowed(visitor="any"),
        "tournaments.explain_pairing": allowed(visitor="any"),
        "tournaments.report_result": allowed(
            member="own", system="no", given={"home_score": 1, "away_score": 0}
        ),
        "tournaments.report_no_show": allowed(member="own", system="no"),
        "tournaments.forfeit_match": allowed(member="own", system="no"),
        "tournaments.add_evidence": allowed(member="own", system="no"),
        "tournaments.choose_map": allowed(
            member="own", system="no", given={"match": Fixture(_with_maps), "map": "Dust"}
        ),
        "tournaments.decide_match": allowed(
            member="own", steward="any", given={"match": Fixture(_judged), "winner": _first_side}
        ),
        "tournaments.settle_report": allowed(system="any"),
        "tournaments.read_match": allowed(visitor="any"),
        "tournaments.list_my_matches": allowed(member="any", system="no"),
        "tournaments.read_tournament": allowed(visitor="any"),
        "tournaments.list_tournaments": allowed(visitor="any"),
        "tournaments.read_bracket": allowed(visitor="any"),
        "tournaments.draw_bracket": allowed(visitor="any"),
        "tournaments.read_tournament_numbers": allowed(steward="any"),
        "tournaments.read_playing_numbers": allowed(steward="any"),
        "tournaments.import_recorded_tournament": allowed(
            system="any", given={"source": _source, "started_at": _MOMENT, "ended_at": _MOMENT}
        ),
        "tournaments.import_recorded_games": allowed(system="any", given={"games": ()}),
        "tournaments.list_recorded_tournaments": allowed(visitor="any"),
        "tournaments.read_recorded_totals": allowed(visitor="any"),
        "tournaments.list_recorded_series": allowed(visitor="any"),
        "tournaments.read_recorded_standings": allowed(visitor="any"),
        "tournaments.read_recorded_bracket": allowed(visitor="any"),
        "tournaments.read_recorded_rosters": allowed(visitor="any"),
        "tournaments.read_playing_history": allowed(visitor="any", left="others", steward="any+removed"),
    }
    fixtures: ClassVar[Any] = {
        "TournamentId": Fixture(_tournament),
        "EntrantId": Fixture(_entrant),
        "TournamentMatchId": Fixture(_match),
        "RecordedTournamentId": Fixture(_recorded),
    }

    @pytest.mark.slow
    def test_what_views_offer_is_what_is_carried_out(self, kit: Kit) -> None:
        found = find_wrong_offers(
            kit,
            self.type,
            {
                Tournament: lambda session, its: session.ask(ReadBracket(TournamentId(its))).may,
                TournamentMatch: lambda session, its: session.ask(ReadMatch(TournamentMatchId(its))).may,
                Entrant: _offered_about_entrant,
            },
            names=list(self.expected_permissions),
            expected=self.expected_permissions,
            fixtures={**CORE_FIXTURES, **self.fixtures},
            settings=self.settings,
            undecided={"tournaments.decide_match": {"tournaments.bad_decision"}},  # who is no side of it
        )
        assert not found, "\n".join(found)
