"""The rules that every plugin keeps, checked on this one."""

from typing import Any, ClassVar
from uuid import uuid4

from commkit import SYSTEM, MemberId
from commkit.members import AddMember
from commkit.testing.conformance import PluginConformance
from commkit.testing.permission_matrix import MatrixCell
from commkit.testing.permissions import Fixture, allowed
from commkit.testing.scenario import Scenario
from commkit_internal import CreateUnit, GiveKudos, Internal, KudosId, UnitId


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


def _plan(scenario: Scenario, actor: str) -> OnboardingPlanId:
    plan = scenario.do(SYSTEM, CreateOnboardingPlan("First weeks")).id
    scenario.do(SYSTEM, AddPlanTask(plan, "Get a key"))
    return plan


def _plan_task(scenario: Scenario, actor: str) -> PlanTaskId:
    return scenario.do(SYSTEM, AddPlanTask(_plan(scenario, actor), "Get a key")).id


def _onboarding(scenario: Scenario, actor: str) -> OnboardingId:
    """One in which the actor is the newcomer; an earlier one of theirs ends."""
    member = scenario.member(actor)
    for running in scenario.ask(SYSTEM, ListOnboardings(state=OnboardingState.RUNNING, limit=100)).items:
        if running.member == member:
            scenario.do(SYSTEM, EndOnboarding(running.id))
    return scenario.do(SYSTEM, StartOnboarding(member, _plan(scenario, actor))).id


def _onboarding_task(scenario: Scenario, actor: str) -> OnboardingTaskId:
    return scenario.ask(SYSTEM, ReadOnboarding(_onboarding(scenario, actor))).tasks[0].id


def _anniversary(scenario: Scenario, actor: str) -> AnniversaryId:
    return scenario.do(actor, ShareAnniversary(date(2020, 3, 5))).id


def _tag(cell: MatrixCell) -> str:
    """A tag that a thread has."""
    cell.scenario.do("owner", CreateThread(kind="topic", title="Snakes", body="All of them.", tags=("python",)))
    return "python"


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
    fixtures: ClassVar[Any] = {"UnitId": Fixture(_unit), "KudosId": Fixture(_kudos)}
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
        "internal.give_kudos": allowed(
            member="any", system="no", given={"receiver": _colleague, "value": "care"}
        ),
        "internal.withdraw_kudos": allowed(member="own", steward="any", archived=True),
        "internal.list_kudos": READERS,
        "internal.search_directory": READERS,
        "internal.read_directory_entry": READERS,
        "internal.count_kudos": allowed(steward="any"),
    }
