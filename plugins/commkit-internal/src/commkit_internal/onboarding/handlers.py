"""How onboardings are started, get and lose buddies, and end."""

from datetime import datetime

from attrs import evolve

from commkit import Conflict, Context, Denied, Invalid, MemberId
from commkit.members import (
    Membership,
    MembershipKind,
    MembershipStatus,
    check_not_blocked_by,
    lock_member,
)
from commkit.storage import NOBODY, schedule_command
from commkit_internal.onboarding import statements as sql
from commkit_internal.onboarding.facts import (
    OnboardingBuddyAssigned,
    OnboardingBuddyLost,
    OnboardingEnded,
    OnboardingStarted,
)
from commkit_internal.onboarding.feature import onboarding_feature
from commkit_internal.onboarding.jobs import RemindNewcomer
from commkit_internal.onboarding.messages import AssignBuddy, DeclineBuddy, EndOnboarding, StartOnboarding
from commkit_internal.onboarding.plans import statements as plan_sql
from commkit_internal.onboarding.plans.handlers import locked_plan
from commkit_internal.onboarding.plans.records import PlanTask
from commkit_internal.onboarding.policy import LONGEST, check_running, due_at
from commkit_internal.onboarding.records import (
    Onboarding,
    OnboardingId,
    OnboardingState,
    OnboardingTask,
    OnboardingTaskId,
)
from commkit_internal.policy import KEEPER


@onboarding_feature.loads(Onboarding, owner=lambda onboarding: onboarding.member)
def fetch_onboarding(context: Context, id: OnboardingId) -> Onboarding | None:
    """An onboarding, for the newcomer, the buddy and those who keep them."""
    return context.one(sql.ONE, id=id, me=context.member_or_none or NOBODY, keeps=context.can(KEEPER))


@onboarding_feature.handles(StartOnboarding)
def start_onboarding(context: Context, command: StartOnboarding) -> Onboarding:
    """Lock the newcomer and the plan, copy its tasks, and schedule a reminder of each."""
    newcomer = context.get(Membership, command.member)
    if newcomer.kind is MembershipKind.AGENT or not newcomer.is_current:
        raise Invalid.field("member", "no_newcomer", "name a person who is a member")
    if command.since is not None and abs(command.since - context.now) > LONGEST:
        raise Invalid.field("since", "out_of_range", "give a moment within two years")
    buddy = _checked_buddy(context, command.buddy, newcomer.id)
    lock_member(context, newcomer.id)
    plan = locked_plan(context, command.plan)
    tasks: list[PlanTask] = context.rows(plan_sql.TASKS, plan=plan.id)
    if not tasks:
        raise Conflict("internal.plan_without_tasks", "this plan has no tasks; add some first")
    started = Onboarding(
        id=OnboardingId(context.new_id()),
        plan=plan.id,
        member=newcomer.id,
        buddy=buddy,
        started_by=context.member_or_none,
        started_at=context.now,
        state=OnboardingState.RUNNING,
        ended_at=None,
    )
    if not context.run(sql.ADD, started):
        raise Conflict("internal.onboarding_running", "an onboarding of this member is running; end it first")
    for task in tasks:
        _add_task(context, started, task, since=command.since or newcomer.joined_at)
    context.emit(OnboardingStarted(onboarding=started.id, member=started.member))
    if buddy is not None:
        context.emit(
            OnboardingBuddyAssigned(onboarding=started.id, member=started.member, buddy=buddy, old_buddy=None)
        )
    return started


@onboarding_feature.handles(AssignBuddy)
def assign_buddy(context: Context, command: AssignBuddy) -> Onboarding:
    """Change the buddy."""
    before = locked_onboarding(context, command.onboarding)
    buddy = _checked_buddy(context, command.buddy, before.member)
    if buddy == before.buddy:
        return before
    context.run(sql.SET_BUDDY, id=before.id, new_buddy=buddy)
    context.emit(
        OnboardingBuddyAssigned(
            onboarding=before.id, member=before.member, buddy=buddy, old_buddy=before.buddy
        )
    )
    return evolve(before, buddy=buddy)


@onboarding_feature.handles(DeclineBuddy)
def decline_buddy(context: Context, command: DeclineBuddy) -> None:
    """Take the buddy away, if it is the actor."""
    before = locked_onboarding(context, command.onboarding)
    if before.buddy is None or before.buddy != context.member_or_none:
        raise Denied("internal.not_the_buddy", "only the buddy declines; assign another one instead")
    lose_buddy(context, before)


@onboarding_feature.handles(EndOnboarding)
def end_onboarding(context: Context, command: EndOnboarding) -> Onboarding:
    """End it as it is."""
    return end(context, locked_onboarding(context, command.onboarding), OnboardingState.ENDED)


def lose_buddy(context: Context, onboarding: Onboarding) -> None:
    """Take the buddy of a running onboarding away; who keeps onboardings is told by the fact."""
    if onboarding.buddy is not None and context.run(sql.SET_BUDDY, id=onboarding.id, new_buddy=None):
        context.emit(
            OnboardingBuddyLost(
                onboarding=onboarding.id, member=onboarding.member, old_buddy=onboarding.buddy
            )
        )


def end(context: Context, onboarding: Onboarding, state: OnboardingState) -> Onboarding:
    """End a running onboarding that is locked."""
    if context.run(sql.END, id=onboarding.id, new_state=state, at=context.now):
        context.emit(
            OnboardingEnded(
                onboarding=onboarding.id,
                member=onboarding.member,
                finished=state is OnboardingState.FINISHED,
            )
        )
    return evolve(onboarding, state=state, ended_at=context.now)


def locked_onboarding(context: Context, id: OnboardingId) -> Onboarding:
    """A running onboarding that nobody else changes until the commit.

    Raises:
        NotFound: There is none for the actor.
        Conflict: It is over.
    """
    seen = context.get(Onboarding, id)
    locked = context.one(sql.LOCK, id=seen.id) or seen
    check_running(locked)
    return locked


def _add_task(context: Context, onboarding: Onboarding, task: PlanTask, *, since: datetime) -> None:
    made = OnboardingTask(
        id=OnboardingTaskId(context.new_id()),
        onboarding=onboarding.id,
        member=onboarding.member,
        title=task.title,
        text=task.text,
        due_at=due_at(since, task.day),
        reminded_at=None,
        done_at=None,
        done_by=None,
    )
    context.run(sql.ADD_TASK, made)
    schedule_command(context, RemindNewcomer(made.id), at=made.due_at, as_system=True)


def _checked_buddy(context: Context, id: MemberId | None, newcomer: MemberId) -> MemberId | None:
    if id is None:
        return None
    if id == newcomer:
        raise Invalid.field("buddy", "same", "nobody is their own buddy; name a colleague")
    buddy = context.get(Membership, id)
    if buddy.kind is MembershipKind.AGENT or buddy.status is not MembershipStatus.ACTIVE:
        raise Invalid.field("buddy", "no_buddy", "name a person who is an active member")
    check_not_blocked_by(context, buddy.id)
    return buddy.id
