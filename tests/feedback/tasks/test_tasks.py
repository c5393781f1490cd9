"""Panel tasks: assignments, the limit of tasks for a member, reminders."""

from datetime import timedelta

from sqlalchemy import func, select

from commkit import Conflict, Invalid, Kit
from commkit.communities import UpdateSettings
from commkit.feedback import (
    AssignPanelTask,
    FindingDraft,
    FindingsSubmitted,
    IncentivePromised,
    LeavePanel,
    ListMyPanelTasks,
    PanelTaskAssignmentResult,
    ReadPanelMetrics,
    SubmitFindings,
)
from commkit.feedback.tasks.tables import assignment
from commkit.testing.clock import ManualClock
from tests.events.fixtures import notified
from tests.feedback.helpers import (
    DAY,
    DUE_IN,
    assign_task,
    join_panel,
    make_panel,
    make_task,
    member,
    reasons,
    submit_findings,
)
from tests.helpers import (
    ask,
    assert_invalid,
    assert_refused,
    assert_unchanged,
    do,
    emitted_facts,
    run_concurrently,
)


def test_a_task_is_assigned_and_submitted_once(both: Kit, clock: ManualClock) -> None:
    made = make_panel(both)
    join_panel(both, made, "ada")
    task = make_task(both, made, incentive="A mug")
    assert assign_task(both, task, "ada", "bob") == PanelTaskAssignmentResult(
        task.id, (member(both, "ada"),), assign_task(both, task, "bob").skipped
    )
    assert reasons(assign_task(both, task, "ada")) == ["already_assigned"]
    (mine,) = ask(both, "ada", "town", ListMyPanelTasks()).items
    assert (mine.task, mine.due_at, mine.submitted_at) == (task.id, task.due_at, None)
    clock.advance(DAY)
    facts = emitted_facts(both, "ada", "town", SubmitFindings(task.id, (FindingDraft(title="It crashes"),)))
    assert [type(fact) for fact in facts] == [FindingsSubmitted, IncentivePromised]
    with assert_unchanged(both), assert_refused(Conflict, "feedback.already_submitted"):
        submit_findings(both, "ada", task)
    with assert_unchanged(both), assert_refused(Conflict, "feedback.task_not_assigned"):
        submit_findings(both, "sue", task)
    (mine,) = ask(both, "ada", "town", ListMyPanelTasks()).items
    assert (mine.findings, mine.submitted_at) == (1, clock.now)
    clock.advance(DUE_IN)
    with assert_unchanged(both), assert_refused(Conflict, "feedback.task_overdue"):
        assign_task(both, task, "bob")
    with assert_unchanged(both), assert_refused(Invalid, "runtime.invalid"):
        do(both, "sue", "town", AssignPanelTask(task.id, ()))
    with assert_unchanged(both), assert_invalid(due_at="out_of_range"):
        make_task(both, made, due_at=clock.now)


def test_the_task_limit_holds_over_all_panels(both: Kit, clock: ManualClock) -> None:
    panels = [make_panel(both) for _ in range(4)]
    for made in panels:
        join_panel(both, made, "ada")
    tasks = [make_task(both, made, due_at=clock.now + 90 * DAY) for made in panels]
    for task in tasks[:3]:
        assert assign_task(both, task, "ada").assigned
        clock.advance(DAY)
    assert reasons(assign_task(both, tasks[3], "ada")) == ["task_limit_reached"]
    clock.advance(27 * DAY - timedelta(seconds=1))
    assert reasons(assign_task(both, tasks[3], "ada")) == ["task_limit_reached"]
    clock.advance(timedelta(seconds=1))
    assert assign_task(both, tasks[3], "ada").assigned
    assert len(ask(both, "ada", "town", ListMyPanelTasks()).items) == 4


def test_concurrent_assignments_of_eight_panels_give_a_member_three_tasks(both: Kit) -> None:
    panels = [make_panel(both) for _ in range(8)]
    for made in panels:
        join_panel(both, made, "ada")
    tasks = [make_task(both, made) for made in panels]
    results = run_concurrently(8, lambda n: assign_task(both, tasks[n], "ada"))
    assert (
        sorted(len(one.assigned) for one in results if isinstance(one, PanelTaskAssignmentResult))
        == [0] * 5 + [1] * 3
    )


def test_control_counting_tasks_first_exceeds_the_limit(both: Kit) -> None:
    engine = both.database.engine

    def look(_: int) -> int:
        with engine.connect() as connection:
            return int(connection.execute(select(func.count()).select_from(assignment)).scalar_one())

    assert sum(seen < 3 for seen in run_concurrently(8, look) if isinstance(seen, int)) == 8


def test_a_raised_task_limit_holds_at_once(town: Kit) -> None:
    do(town, "owner", "town", UpdateSettings("feedback", {"max_tasks_per_member": 1}))
    made = make_panel(town)
    join_panel(town, made, "ada")
    first, second = make_task(town, made), make_task(town, made)
    assign_task(town, first, "ada")
    assert reasons(assign_task(town, second, "ada")) == ["task_limit_reached"]
    do(town, "owner", "town", UpdateSettings("feedback", {"max_tasks_per_member": 2}))
    assert assign_task(town, second, "ada").assigned


def test_overdue_assignments_are_counted(town: Kit, clock: ManualClock) -> None:
    made = make_panel(town)
    join_panel(town, made, "ada")
    assign_task(town, make_task(town, made), "ada")
    clock.advance(DUE_IN + DAY)
    numbers = ask(town, "sue", "town", ReadPanelMetrics(made.id))
    assert (numbers.overdue, numbers.completion_rate) == (1, 0.0)
    assert ask(town, "sue", "town", ReadPanelMetrics(make_panel(town).id)).completion_rate is None


def test_a_panelist_who_left_is_not_reminded(town: Kit, clock: ManualClock) -> None:
    made = make_panel(town)
    join_panel(town, made, "ada", "bob")
    assign_task(town, make_task(town, made), "ada", "bob")
    do(town, "ada", "town", LeavePanel(made.id))
    clock.advance(DUE_IN - timedelta(hours=1))
    town.worker().drain()
    assert notified(town, "feedback.panel_task_due") == ["bob"]
