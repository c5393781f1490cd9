"""How the simulated company keeps its org units, and takes newcomers in."""

from functools import partial

from attrs import define, field

from commkit_demo.internal.personas import EXPERT, MANAGER, NEWCOMER, PEOPLE_PARTNER
from commkit_demo.internal.wording import TASKS
from commkit_demo.simulation import SimulatedMember, Visit
from commkit_internal import (
    AddPlanTask,
    CreateOnboardingPlan,
    CreateUnit,
    Onboarding,
    OnboardingPlanId,
    PlaceMember,
    ReadOnboarding,
    SetUnitManager,
    StartOnboarding,
    TickOnboardingTask,
    Unit,
    UnitId,
)

UNITS = (("Product", None), ("Firmware", "Product"), ("Sales", None), ("Workshop", None))
"""The org units, each with the one that it is part of."""


@define
class Organisation:
    """What the people partners of the simulation remember of units and newcomers.

    Attributes:
        units: The units by their names.
        placed: In which unit each member is, by their numbers.
        leads: Which unit each manager leads, by their numbers.
        plan: The plan for newcomers.
        newcomers: The onboardings by the newcomers' numbers.
    """

    units: dict[str, UnitId] = field(factory=dict)
    placed: dict[int, str] = field(factory=dict)
    leads: dict[int, str] = field(factory=dict)
    plan: OnboardingPlanId | None = None
    newcomers: dict[int, Onboarding] = field(factory=dict)

    def keep_units(self, visit: Visit) -> None:
        """People partners create the units, place who joined, and say who leads."""
        if visit.player.persona is not PEOPLE_PARTNER:
            return
        known = dict(self.units)
        for name, parent in UNITS:
            if name not in known and (parent is None or parent in known):
                made = visit.attempt(CreateUnit(name, parent=known[parent] if parent else None))
                if made is not None:
                    known[name] = made.id
                    visit.after_commit(partial(self._add, made))
        leads = dict(self.leads)
        for player in visit.world.joined:
            if player.number not in self.placed:
                self._place(visit, player, known, leads)

    def take_in(self, visit: Visit) -> None:
        """People partners make a plan, and start an onboarding with a buddy for each who is new."""
        if visit.player.persona is not PEOPLE_PARTNER:
            return
        if self.plan is None:
            self._make_plan(visit)
            return
        for newcomer in visit.world.joined:
            if newcomer.persona is not NEWCOMER or newcomer.number in self.newcomers:
                continue
            buddy = self._buddy(visit)
            command = StartOnboarding(
                newcomer.id_inside, self.plan, buddy=buddy.id_inside if buddy is not None else None
            )
            visit.do(command, partial(self.newcomers.__setitem__, newcomer.number))

    def tick(self, visit: Visit) -> None:
        """Newcomers tick what they have done, one or two tasks in a visit."""
        mine = self.newcomers.get(visit.player.number)
        if mine is None:
            return
        progress = visit.session.ask(ReadOnboarding(mine.id))
        waiting = [task for task in progress.tasks if task.done_at is None]
        for task in waiting[: visit.count(1.2)]:
            visit.do(TickOnboardingTask(task.id))

    def _place(
        self, visit: Visit, player: SimulatedMember, known: dict[str, UnitId], leads: dict[int, str]
    ) -> None:
        """Place somebody; a manager comes to lead a unit that nobody leads."""
        names = [name for name, _ in UNITS if name in known]
        if not names:
            return
        free = [name for name in names if name not in leads.values()]
        led = free[0] if free and player.persona is MANAGER else None
        name = led or names[player.number % len(names)]
        if visit.do(PlaceMember(player.id_inside, known[name])):
            visit.after_commit(partial(self.placed.__setitem__, player.number, name))
        if led is not None and visit.do(SetUnitManager(known[led], player.id_inside)):
            leads[player.number] = led
            visit.after_commit(partial(self.leads.__setitem__, player.number, led))

    def _make_plan(self, visit: Visit) -> None:
        plan = visit.attempt(CreateOnboardingPlan("Your first weeks"))
        if plan is not None:
            for day, title in TASKS:
                visit.do(AddPlanTask(plan.id, title, day=day))
            visit.after_commit(partial(self._use, plan.id))

    def _buddy(self, visit: Visit) -> SimulatedMember | None:
        """An expert, each as often as the others."""
        experts = [player for player in visit.world.joined if player.persona is EXPERT]
        return visit.rng.choice(experts) if experts else None

    def _add(self, made: Unit) -> None:
        self.units[made.name] = made.id

    def _use(self, plan: OnboardingPlanId) -> None:
        self.plan = plan
