"""The rules that every plugin keeps, checked on this one."""

from typing import Any, ClassVar
from uuid import uuid4

from sqlalchemy import insert, select

from commkit import SYSTEM, MemberId
from commkit.members import AddMember, group_member
from commkit.testing.conformance import PluginConformance
from commkit.testing.permission_matrix import MatrixCell
from commkit.testing.permissions import Fixture, allowed
from commkit.testing.scenario import Scenario
from commkit_internal import (
    CircleId,
    CircleJoinPolicy,
    CreateUnit,
    GiveKudos,
    Internal,
    KudosId,
    LegalHoldId,
    OpenLegalHold,
    StartCircle,
    UnitId,
)
from commkit_internal.tables import circle


def _somebody(scenario: Scenario) -> MemberId:
    return scenario.do(SYSTEM, AddMember(f"somebody-{uuid4().hex}")).id


def _colleague(cell: MatrixCell) -> MemberId:
    return _somebody(cell.scenario)


def _unit(scenario: Scenario, actor: str) -> UnitId:
    return scenario.do(SYSTEM, CreateUnit(f"Unit {uuid4().hex}")).id


def _lower_unit(scenario: Scenario, actor: str) -> UnitId:
    return scenario.do(SYSTEM, CreateUnit(f"Unit {uuid4().hex}", parent=_unit(scenario, actor))).id


def _kudos(scenario: Scenario, actor: str) -> KudosId:
    return scenario.do(actor, GiveKudos(_somebody(scenario), "care", "Thank you.")).id


def _hold(scenario: Scenario, actor: str) -> LegalHoldId:
    return scenario.do(SYSTEM, OpenLegalHold("Mill", "Somebody sues.")).id


LEGAL_ONLY = allowed(legal="any", system="any", archived=True)
LEGAL_READS = allowed(legal="any", system="any")


def _circle(scenario: Scenario, actor: str) -> CircleId:
    """An open circle of somebody else."""
    key = f"somebody-{uuid4().hex}"
    scenario.do(SYSTEM, AddMember(key))
    return scenario.do(key, StartCircle("Parents", join_policy=CircleJoinPolicy.OPEN)).id


def _own_circle(scenario: Scenario, actor: str) -> CircleId:
    """A circle that the actor is in: objects are made by owners, and an owner joins none."""
    made = _circle(scenario, actor)
    with scenario.kit.database.engine.begin() as connection:
        here, group = connection.execute(
            select(circle.c.community_id, circle.c.group).where(circle.c.id == made)
        ).one()
        row = {
            "community_id": here,
            "group": group,
            "member": scenario.member(actor),
            "at": scenario.kit.clock(),
        }
        connection.execute(insert(group_member).values(row))
    return made


COLLEAGUES = {"member": "any", "legal": "no", "people_partner": "no", "steward": "no", "system": "no"}
MANAGERS = allowed(people_partner="any", steward="any", system="any")
READERS = allowed(member="any")


class TestInternal(PluginConformance):
    plugin = staticmethod(Internal)
    type = "internal"
    sample_values: ClassVar[Any] = {
        "kind": ("topic", "announcement", "comment"),
        "value": ("care", "teamwork"),
        "name": ("Sales", "Marketing"),
        "parent": (None,),
        "manager": (None,),
    }
    fixtures: ClassVar[Any] = {
        "UnitId": Fixture(_unit),
        "KudosId": Fixture(_kudos),
        "LegalHoldId": Fixture(_hold),
        "CircleId": Fixture(_circle),
    }
    expected_permissions: ClassVar[Any] = {
        "internal.create_unit": MANAGERS,
        "internal.rename_unit": MANAGERS,
        "internal.move_unit": allowed(
            people_partner="any",
            steward="any",
            system="any",
            given={"unit": Fixture(_lower_unit), "parent": None},
        ),
        "internal.set_unit_manager": MANAGERS,
        "internal.close_unit": MANAGERS,
        "internal.place_member": MANAGERS,
        "internal.end_placement": allowed(people_partner="any", steward="any+removed", system="any+removed"),
        "internal.read_unit": READERS,
        "internal.list_units": READERS,
        "internal.list_unit_versions": READERS,
        "internal.read_managers": allowed(member="any", steward="any+removed"),
        "internal.list_unit_members": READERS,
        "internal.list_placements": allowed(
            member="own", people_partner="any", steward="any+removed", system="any+removed"
        ),
        "internal.start_circle": allowed(**COLLEAGUES),
        "internal.join_circle": allowed(**COLLEAGUES),
        "internal.leave_circle": allowed(**COLLEAGUES, archived=True),
        "internal.invite_to_circle": allowed(
            **COLLEAGUES | {"member": "own"}, given={"circle": Fixture(_own_circle)}
        ),
        "internal.list_circles": allowed(member="any"),
        "internal.list_circle_members": allowed(
            **COLLEAGUES | {"member": "own"}, given={"circle": Fixture(_own_circle)}
        ),
        "internal.give_kudos": allowed(
            member="any", system="no", given={"receiver": _colleague, "value": "care"}
        ),
        "internal.withdraw_kudos": allowed(member="own", steward="any", archived=True),
        "internal.list_kudos": READERS,
        "internal.count_kudos": allowed(steward="any"),
        "internal.open_legal_hold": LEGAL_ONLY,
        "internal.hold_member": LEGAL_ONLY,
        "internal.hold_thread": LEGAL_ONLY,
        "internal.release_hold": LEGAL_ONLY,
        "internal.list_holds": LEGAL_READS,
        "internal.read_hold": LEGAL_READS,
        "internal.export_for_discovery": LEGAL_READS,
    }
