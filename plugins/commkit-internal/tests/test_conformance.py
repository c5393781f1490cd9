"""The rules that every plugin keeps, checked on this one."""

from datetime import date
from typing import Any, ClassVar
from uuid import uuid4

from sqlalchemy import insert, select

from commkit import SYSTEM, MemberId
from commkit.members import AddMember, group_member
from commkit.posts import CreateThread
from commkit.testing.conformance import PluginConformance
from commkit.testing.permission_matrix import MatrixCell
from commkit.testing.permissions import Fixture, allowed
from commkit.testing.scenario import Scenario
from commkit_internal import (
    AddPlanTask,
    AnniversaryId,
    CircleId,
    CircleJoinPolicy,
    CreateOnboardingPlan,
    CreateUnit,
    GiveKudos,
    Internal,
    KudosId,
    ListOnboardings,
    OnboardingId,
    OnboardingPlanId,
    OnboardingTaskId,
    PlanTaskId,
    ReadOnboarding,
    ShareAnniversary,
    StartCircle,
    StartOnboarding,
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


def _plan(scenario: Scenario, actor: str) -> OnboardingPlanId:
    plan = scenario.do(SYSTEM, CreateOnboardingPlan("First weeks")).id
    scenario.do(SYSTEM, AddPlanTask(plan, "Get a key"))
    return plan


def _plan_task(scenario: Scenario, actor: str) -> PlanTaskId:
    return scenario.do(SYSTEM, AddPlanTask(_plan(scenario, actor), "Get a key")).id


def _onboarding(scenario: Scenario, actor: str) -> OnboardingId:
    """The one in which the actor is the newcomer."""
    member = scenario.member(actor)
    for running in scenario.ask(SYSTEM, ListOnboardings(limit=100)).items:
        if running.member == member:
            return running.id
    return scenario.do(SYSTEM, StartOnboarding(member, _plan(scenario, actor))).id


def _helped(scenario: Scenario, actor: str) -> OnboardingId:
    """One in which the actor is the buddy."""
    newcomer, plan = _somebody(scenario), _plan(scenario, actor)
    return scenario.do(SYSTEM, StartOnboarding(newcomer, plan, buddy=scenario.member(actor))).id


def _onboarding_task(scenario: Scenario, actor: str) -> OnboardingTaskId:
    return scenario.ask(SYSTEM, ReadOnboarding(_onboarding(scenario, actor))).tasks[0].id


def _anniversary(scenario: Scenario, actor: str) -> AnniversaryId:
    return scenario.do(actor, ShareAnniversary(date(2020, 3, 5))).id


def _tag(cell: MatrixCell) -> str:
    """A tag that a thread has."""
    cell.scenario.do(
        "owner", CreateThread(kind="topic", title="Snakes", body="All of them.", tags=("python",))
    )
    return "python"


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


COLLEAGUES = {"member": "any", "people_partner": "no", "steward": "no", "system": "no"}
MANAGERS = allowed(people_partner="any", steward="any", system="any")
READERS = allowed(member="any")
KEEPERS = allowed(people_partner="any", system="any")


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
        "OnboardingPlanId": Fixture(_plan),
        "PlanTaskId": Fixture(_plan_task),
        "OnboardingId": Fixture(_onboarding),
        "OnboardingTaskId": Fixture(_onboarding_task),
        "AnniversaryId": Fixture(_anniversary),
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
        "internal.search_directory": READERS,
        "internal.read_directory_entry": allowed(member="any", system="any"),
        "internal.confirm_expertise": allowed(member="any", system="no", given={"topic": _tag}),
        "internal.deny_expertise": allowed(member="any", system="no", given={"topic": _tag}),
        "internal.withdraw_expertise": allowed(member="any", system="no", archived=True),
        "internal.endorse_expertise": allowed(
            member="any", system="no", given={"member": _colleague, "topic": _tag}
        ),
        "internal.withdraw_expertise_endorsement": allowed(
            member="any", system="no", archived=True, given={"member": _colleague}
        ),
        "internal.find_experts": READERS,
        "internal.list_topics_of": allowed(member="any", steward="any+removed"),
        "internal.list_my_standings": allowed(member="any", system="no"),
        "internal.create_onboarding_plan": KEEPERS,
        "internal.add_plan_task": KEEPERS,
        "internal.remove_plan_task": KEEPERS,
        "internal.close_onboarding_plan": KEEPERS,
        "internal.read_onboarding_plan": KEEPERS,
        "internal.list_onboarding_plans": KEEPERS,
        "internal.start_onboarding": allowed(
            people_partner="any", system="any", given={"member": _colleague, "buddy": None, "since": None}
        ),
        "internal.assign_buddy": allowed(people_partner="any", system="any", given={"buddy": None}),
        "internal.decline_buddy": allowed(
            member="own", system="no", archived=True, given={"onboarding": Fixture(_helped)}
        ),
        "internal.tick_onboarding_task": allowed(member="own", system="no"),
        "internal.untick_onboarding_task": allowed(member="own", system="no"),
        "internal.end_onboarding": KEEPERS,
        "internal.read_onboarding": allowed(member="own", people_partner="any", system="any"),
        "internal.list_onboardings": READERS,
        "internal.count_onboardings": KEEPERS,
        "internal.remind_newcomer": allowed(system="any"),
        "internal.share_anniversary": allowed(
            member="any", system="no", given={"joined_on": date(2020, 3, 5)}
        ),
        "internal.stop_sharing_anniversary": allowed(member="any", system="no", archived=True),
        "internal.read_my_anniversary": allowed(member="any", system="no"),
        "internal.list_anniversaries": READERS,
        "internal.tell_anniversary": allowed(system="any"),
        "internal.count_kudos": allowed(steward="any"),
    }
