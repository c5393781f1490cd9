"""The rules that every plugin keeps, checked on this one, in a type of its own."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar
from uuid import UUID, uuid4

import pytest

from commkit import SYSTEM, CommkitError, CommunityType, Feature, Kit, MemberId, PostKind, hookimpl
from commkit.members import AddMember
from commkit.testing.conformance import PluginConformance
from commkit.testing.fixtures import CORE_FIXTURES
from commkit.testing.offer_checks import find_wrong_offers, offered_about
from commkit.testing.permission_matrix import MatrixCell
from commkit.testing.permissions import Fixture, allowed
from commkit.testing.scenario import Scenario
from commkit_ladders import (
    Division,
    Game,
    GameDraft,
    GameSide,
    Ladder,
    LadderId,
    LadderRules,
    Ladders,
    OpenLadder,
    RecordGame,
    ReportGame,
)

HALL = CommunityType(
    "hall",
    features=("posts", "hall.tables", "ladders.play"),
    post_kinds=(
        PostKind(name="note", opens=True, replies=("remark",)),
        PostKind(name="remark", replies=("remark",)),
    ),
    declares=(
        LadderRules(
            name="chess",
            summary="Chess.",
            divisions=(Division("low", "Low", 0), Division("high", "High", 5)),
            placement_games=1,
            season=timedelta(days=30),
        ),
    ),
)
_MOMENT = datetime(2020, 3, 2, tzinfo=UTC)


class Hall:
    """A plugin of a type with ladders."""

    @hookimpl
    def commkit_requires(self) -> Iterable[type]:
        yield Ladders

    @hookimpl
    def commkit_features(self) -> Iterable[Feature]:
        yield Feature("hall.tables", requires=("posts",))

    @hookimpl
    def commkit_types(self) -> Iterable[CommunityType]:
        yield HALL


def _somebody(scenario: Scenario) -> MemberId:
    return scenario.do(SYSTEM, AddMember(f"player-{uuid4().hex}")).id


def _me(cell: MatrixCell) -> MemberId:
    """The actor; somebody else where they are no member."""
    try:
        return cell.scenario.member(str(cell.actor))
    except CommkitError:
        return _somebody(cell.scenario)


def _key(cell: MatrixCell) -> str:
    return f"ladder-{uuid4().hex}"


def _ladder(scenario: Scenario, actor: str) -> LadderId:
    return scenario.do(SYSTEM, OpenLadder(f"ladder-{uuid4().hex}", title="Chess", rules="chess")).id


def _sides(scenario: Scenario) -> tuple[GameSide, ...]:
    return (GameSide((_somebody(scenario),), 1), GameSide((_somebody(scenario),), 2))


def _new_sides(cell: MatrixCell) -> tuple[GameSide, ...]:
    return _sides(cell.scenario)


def _own_sides(cell: MatrixCell) -> tuple[GameSide, ...]:
    return (GameSide((_me(cell),), 1), GameSide((_somebody(cell.scenario),), 2))


def _game(scenario: Scenario, actor: str) -> UUID:
    return scenario.do(SYSTEM, RecordGame(_ladder(scenario, actor), _sides(scenario))).id


def _reported(cell: MatrixCell) -> UUID:
    """A game that somebody reported against the actor."""
    scenario, other = cell.scenario, f"player-{uuid4().hex}"
    them = scenario.do(SYSTEM, AddMember(other)).id
    sides = (GameSide((them,), 1), GameSide((_me(cell),), 2))
    return scenario.do(other, ReportGame(_ladder(scenario, other), sides)).id


STEWARDS: dict[str, Any] = {"steward": "any", "system": "any"}
READERS: dict[str, Any] = {"visitor": "any"}
OWN: dict[str, Any] = {"member": "any", "silenced": "any", "suspended": "any", "system": "no"}


class TestLadders(PluginConformance):
    plugin = staticmethod(Ladders)
    extra_plugins = (Hall(),)
    type = "hall"
    sample_values: ClassVar[Any] = {
        "kind": ("note", "remark"),
        "title": ("Hello",),
        "body": ("I am new here.",),
        "rules": ("chess",),
    }
    fixtures: ClassVar[Any] = {"LadderId": Fixture(_ladder), "GameId": Fixture(_game)}
    expected_permissions: ClassVar[Any] = {
        "ladders.open_ladder": allowed(**STEWARDS, given={"key": _key, "rules": "chess"}),
        "ladders.close_ladder": allowed(**STEWARDS),
        "ladders.read_ladder": allowed(**READERS),
        "ladders.list_ladders": allowed(**READERS),
        "ladders.read_ladder_place": allowed(visitor="any", left="others"),
        "ladders.list_skill_changes": allowed(visitor="any", left="others"),
        "ladders.record_game": allowed(**STEWARDS, given={"sides": _new_sides, "at": None}),
        "ladders.report_game": allowed(member="any", system="no", given={"sides": _own_sides, "at": None}),
        "ladders.confirm_game": allowed(member="any", system="no", given={"game": _reported}),
        "ladders.dispute_game": allowed(member="any", system="no", given={"game": _reported}),
        "ladders.correct_game": allowed(**STEWARDS, given={"sides": _new_sides}),
        "ladders.annul_game": allowed(**STEWARDS),
        "ladders.read_game": allowed(**READERS),
        "ladders.list_games": allowed(**READERS, given={"member": None}),
        "ladders.end_season": allowed(**STEWARDS, given={"season": 1}),
        "ladders.read_ladder_board": allowed(**READERS, given={"season": None, "division": None}),
        "ladders.read_ladder_board_around": allowed(
            **OWN, given={"member": None, "season": None, "division": None}
        ),
        "ladders.set_listed": allowed(**OWN, archived=True),
        "ladders.read_listed": allowed(**OWN),
        "ladders.read_ladder_numbers": allowed(steward="any"),
        "ladders.take_result": allowed(
            system="any",
            given={"ladder": "none", "source": "arena", "about": "1", "sides": (), "at": _MOMENT},
        ),
        "ladders.import_games": allowed(
            system="any",
            given={
                "games": lambda cell: (GameDraft(key=uuid4().hex, sides=_sides(cell.scenario), at=_MOMENT),)
            },
        ),
        "ladders.keep_ladder": allowed(system="any", archived=True, given={"turn": 1}),
        "ladders.replay_ladder": allowed(system="any", archived=True),
    }

    @pytest.mark.slow
    def test_what_is_offered_is_what_is_carried_out(self, kit: Kit) -> None:
        found = find_wrong_offers(
            kit,
            self.type,
            {record: offered_about(record) for record in (Game, Ladder)},
            names=list(self.expected_permissions),
            expected=self.expected_permissions,
            fixtures={**CORE_FIXTURES, **self.fixtures},
            settings=self.settings,
        )
        assert not found, "\n".join(found)
