"""Test panels: who is accepted, what they agreed to, how much they are asked, and when nothing new is expected."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from commkit import SYSTEM, Conflict, Denied, Invalid, Kit, NotFound
from commkit.communities import UpdateSettings
from commkit.feedback import (
    AcceptPanelConsent,
    ApplyToPanel,
    AssignTask,
    ClosePanel,
    CreatePanel,
    CreateTask,
    Finding,
    FindingDraft,
    FulfillIncentive,
    Incentive,
    LeavePanel,
    ListFindings,
    ListIncentives,
    ListMyTasks,
    ListPanelists,
    ListPanels,
    ListScreeningQuestions,
    MarkDuplicateFinding,
    Panel,
    PanelistState,
    PanelTask,
    PromiseIncentive,
    ReadFinding,
    ReadMyPanelParticipation,
    ReadPanel,
    ReadPanelConsent,
    ReadPanelMetrics,
    ReadTask,
    ResumePanel,
    SaturationPoint,
    ScreeningQuestionDraft,
    SubmitFindings,
    TaskAssignmentResult,
    UpdatePanelConsent,
)
from commkit.feedback.panels.facts import FindingsSubmitted, IncentivePromised, PanelSaturated
from commkit.feedback.panels.policy import is_saturated
from commkit.feedback.panels.tables import assignment, screening_answer
from commkit.members import AddMember
from commkit.testing.clock import ManualClock
from tests.events.fixtures import notified
from tests.feedback.acting import DAY, member
from tests.helpers import (
    ask,
    assert_invalid,
    assert_refused,
    assert_unchanged,
    do,
    emitted_facts,
    run_concurrently,
)

PHONE = ScreeningQuestionDraft(prompt="Which phone?", options=("old", "new", "none"), accepted_options=(1, 2))
START_DUE = timedelta(days=7)


def make(kit: Kit, **wishes: Any) -> Panel:
    return do(
        kit,
        "sue",
        "town",
        CreatePanel(**({"title": "Beta", "description": "The app.", "consent": "I agree."} | wishes)),
    )


def join(kit: Kit, made: Panel, *keys: str) -> None:
    for key in keys:
        do(kit, key, "town", ApplyToPanel(panel=made.id, consent_version=made.consent_version))


def write(kit: Kit, made: Panel, **wishes: Any) -> PanelTask:
    due = kit.clock() + START_DUE
    return do(
        kit,
        "sue",
        "town",
        CreateTask(**({"panel": made.id, "title": "Log in", "instructions": "Try.", "due_at": due} | wishes)),
    )


def give(kit: Kit, task: PanelTask, *keys: str) -> TaskAssignmentResult:
    return do(kit, "sue", "town", AssignTask(task.id, tuple(member(kit, key) for key in keys)))


def submit(kit: Kit, key: str, task: PanelTask, *titles: str) -> Any:
    return do(kit, key, "town", SubmitFindings(task.id, tuple(FindingDraft(title=title) for title in titles)))


def crowd(kit: Kit, count: int) -> list[str]:
    keys = [f"fan {n}" for n in range(count)]
    for key in keys:
        do(kit, SYSTEM, "town", AddMember(key))
    return keys


def reasons(handed: TaskAssignmentResult) -> list[str]:
    return [one.reason for one in handed.skipped]


def codes(results: list[Any]) -> list[str]:
    return sorted(getattr(result, "code", "done") for result in results)


# --- screening ---


def test_answers_decide_who_is_accepted(both: Kit) -> None:
    made = make(
        both,
        screening=(
            PHONE,
            ScreeningQuestionDraft(prompt="Of age?", options=("yes", "no"), accepted_options=(1,)),
        ),
    )
    assert [q.accepted_options for q in ask(both, "ada", "town", ListScreeningQuestions(made.id))] == [(), ()]
    assert [q.accepted_options for q in ask(both, "sue", "town", ListScreeningQuestions(made.id))] == [
        (1, 2),
        (1,),
    ]
    for key, chosen, state in (
        ("ada", (2, 1), PanelistState.ACCEPTED),
        ("bob", (3, 1), PanelistState.SCREENED_OUT),
        ("eve", (1, 2), PanelistState.SCREENED_OUT),
    ):
        mine = do(both, key, "town", ApplyToPanel(panel=made.id, answers=chosen, consent_version=1))
        assert (mine.state, mine.active) == (state, state is PanelistState.ACCEPTED)
        assert ask(both, key, "town", ReadMyPanelParticipation(made.id)) == mine
    with assert_unchanged(both), assert_refused(Conflict, "feedback.already_applied"):
        do(both, "bob", "town", ApplyToPanel(panel=made.id, answers=(1, 1), consent_version=1))
    for wrong in ((), (1,), (1, 1, 1)):
        with assert_unchanged(both), assert_invalid(answers="not_answered"):
            do(both, "sue", "town", ApplyToPanel(panel=made.id, answers=wrong, consent_version=1))
    with assert_unchanged(both), assert_invalid(**{"answers[0]": "out_of_range"}):
        do(both, "sue", "town", ApplyToPanel(panel=made.id, answers=(4, 1), consent_version=1))
    with assert_refused(NotFound, "feedback.panelist_not_found"):
        ask(both, "sue", "town", ReadMyPanelParticipation(made.id))


def test_what_makes_no_panel(town: Kit) -> None:
    wrong = (
        ScreeningQuestionDraft(prompt="Which?", options=("one",), accepted_options=(1,)),
        ScreeningQuestionDraft(prompt="Which?", options=("one", "two"), accepted_options=(3,)),
    )
    faults = {
        "screening[0].options": "out_of_range",
        "screening[1].accepted_options": "out_of_range",
        "run_length": "out_of_range",
    }
    with assert_unchanged(town), assert_invalid(**faults):
        make(town, screening=wrong, run_length=0)
    with assert_unchanged(town), assert_invalid(screening="too_many"):
        make(town, screening=(PHONE,) * 21)
    with assert_unchanged(town), assert_refused(Denied, "runtime.not_permitted"):
        do(town, "ada", "town", CreatePanel(title="Mine", description="It.", consent="Yes."))


def test_one_member_in_eight_threads_applies_once(both: Kit) -> None:
    made = make(both, screening=(PHONE,))
    wish = ApplyToPanel(panel=made.id, answers=(1,), consent_version=1)
    results = run_concurrently(8, lambda _: do(both, "ada", "town", wish))
    assert codes(results) == ["done"] + ["feedback.already_applied"] * 7
    with both.database.engine.connect() as connection:
        assert connection.execute(select(func.count()).select_from(screening_answer)).scalar_one() == 1


# --- consent ---


def test_a_new_consent_pauses_those_who_gave_the_old_one(both: Kit) -> None:
    made = make(both)
    join(both, made, "ada", "bob")
    task, later = write(both, made), write(both, made, title="Log out")
    give(both, task, "ada")
    changed = do(both, "sue", "town", UpdatePanelConsent(panel=made.id, version=1, text="I agree to more."))
    assert ask(both, "ada", "town", ReadPanelConsent(made.id)) == changed
    assert ask(both, "ada", "town", ReadPanelConsent(made.id, 1)).text == "I agree."
    for version in (0, 3, 2**40):
        with assert_refused(NotFound, "feedback.consent_not_found"):
            ask(both, "ada", "town", ReadPanelConsent(made.id, version))
    assert reasons(give(both, later, "ada", "bob")) == ["paused", "paused"]
    with assert_unchanged(both), assert_refused(Conflict, "feedback.consent_required"):
        submit(both, "ada", task)
    for wish in (ApplyToPanel(panel=made.id, consent_version=1), AcceptPanelConsent(made.id, 1)):
        with assert_unchanged(both), assert_refused(Conflict, "feedback.consent_outdated"):
            do(both, "eve", "town", wish)
    with assert_unchanged(both), assert_refused(Conflict, "feedback.not_a_panelist"):
        do(both, "eve", "town", AcceptPanelConsent(made.id, 2))
    assert do(both, "ada", "town", AcceptPanelConsent(made.id, 2)).active
    assert give(both, later, "ada", "bob").assigned == (member(both, "ada"),)
    submit(both, "ada", task)
    numbers = ask(both, "sue", "town", ReadPanelMetrics(made.id))
    assert (numbers.accepted, numbers.active, numbers.paused) == (2, 1, 1)
    with assert_unchanged(both), assert_refused(Conflict, "feedback.stale"):
        do(both, "sue", "town", UpdatePanelConsent(panel=made.id, version=1, text="Mine."))


def test_two_changes_of_the_consent_at_once_are_one(both: Kit) -> None:
    made = make(both)
    wish = UpdatePanelConsent(panel=made.id, version=1, text="More.")
    assert (
        codes(run_concurrently(6, lambda _: do(both, "sue", "town", wish)))
        == ["done"] + ["feedback.stale"] * 5
    )


def test_leaving_and_coming_back(both: Kit) -> None:
    made = make(both)
    join(both, made, "ada")
    assert do(both, "ada", "town", LeavePanel(made.id)).state is PanelistState.LEFT
    with assert_unchanged(both), assert_refused(Conflict, "feedback.not_a_panelist"):
        do(both, "ada", "town", LeavePanel(made.id))
    assert reasons(give(both, write(both, made), "ada")) == ["not_accepted"]
    join(both, made, "ada")
    assert [one.member for one in ask(both, "sue", "town", ListPanelists(made.id)).items] == [
        member(both, "ada")
    ]


def test_who_sees_what(town: Kit) -> None:
    made = make(town)
    join(town, made, "ada", "bob")
    task = write(town, made)
    give(town, task, "ada")
    submit(town, "ada", task, "It crashes")
    (found,) = ask(town, "ada", "town", ListFindings(made.id)).items
    assert ask(town, "sue", "town", ReadFinding(found.id)) == found
    assert ask(town, "bob", "town", ListFindings(made.id)).items == ()
    for query in (ReadFinding(found.id), ReadTask(task.id)):
        with assert_refused(NotFound, "runtime.not_found"):
            ask(town, "bob", "town", query)
    do(town, "sue", "town", ClosePanel(made.id))
    assert ask(town, "ada", "town", ReadPanel(made.id)).closed_at is not None
    assert ask(town, "eve", "town", ListPanels()).items == ()
    with assert_refused(NotFound, "runtime.not_found"):
        ask(town, "eve", "town", ReadPanel(made.id))
    for command in (ApplyToPanel(panel=made.id, consent_version=1), SubmitFindings(task.id)):
        with assert_unchanged(town), assert_refused(NotFound, "runtime.not_found"):
            do(town, "eve", "town", command)
    for wish in (ClosePanel(made.id), AssignTask(task.id, (member(town, "bob"),))):
        with assert_unchanged(town), assert_refused(Conflict, "feedback.panel_closed"):
            do(town, "sue", "town", wish)
    with assert_unchanged(town), assert_refused(Conflict, "feedback.panel_closed"):
        write(town, made)


# --- tasks and fatigue ---


def test_a_task_is_given_and_handed_in_once(both: Kit, clock: ManualClock) -> None:
    made = make(both)
    join(both, made, "ada")
    task = write(both, made, incentive="A mug")
    assert give(both, task, "ada", "bob") == TaskAssignmentResult(
        task.id, (member(both, "ada"),), give(both, task, "bob").skipped
    )
    assert reasons(give(both, task, "ada")) == ["already_assigned"]
    (mine,) = ask(both, "ada", "town", ListMyTasks()).items
    assert (mine.task, mine.due_at, mine.submitted_at) == (task.id, task.due_at, None)
    clock.advance(DAY)
    facts = emitted_facts(both, "ada", "town", SubmitFindings(task.id, (FindingDraft(title="It crashes"),)))
    assert [type(fact) for fact in facts] == [FindingsSubmitted, IncentivePromised]
    with assert_unchanged(both), assert_refused(Conflict, "feedback.already_submitted"):
        submit(both, "ada", task)
    with assert_unchanged(both), assert_refused(Conflict, "feedback.task_not_assigned"):
        submit(both, "sue", task)
    (mine,) = ask(both, "ada", "town", ListMyTasks()).items
    assert (mine.findings, mine.submitted_at) == (1, clock.now)
    clock.advance(START_DUE)
    with assert_unchanged(both), assert_refused(Conflict, "feedback.task_overdue"):
        give(both, task, "bob")
    with assert_unchanged(both), assert_refused(Invalid, "runtime.invalid"):
        do(both, "sue", "town", AssignTask(task.id, ()))
    with assert_unchanged(both), assert_invalid(due_at="out_of_range"):
        write(both, made, due_at=clock.now)


def test_handing_in_eight_times_at_once_counts_once(both: Kit) -> None:
    made = make(both)
    join(both, made, "ada")
    task = write(both, made)
    give(both, task, "ada")
    results = run_concurrently(8, lambda n: submit(both, "ada", task, f"Number {n}"))
    assert codes(results) == ["done"] + ["feedback.already_submitted"] * 7
    numbers = ask(both, "sue", "town", ReadPanelMetrics(made.id))
    assert (numbers.submitted, numbers.findings, len(numbers.saturation_curve)) == (1, 1, 1)


def test_nobody_is_given_too_much_across_panels(both: Kit, clock: ManualClock) -> None:
    panels = [make(both) for _ in range(4)]
    for made in panels:
        join(both, made, "ada")
    tasks = [write(both, made, due_at=clock.now + 90 * DAY) for made in panels]
    for task in tasks[:3]:
        assert give(both, task, "ada").assigned
        clock.advance(DAY)
    assert reasons(give(both, tasks[3], "ada")) == ["task_limit_reached"]
    clock.advance(27 * DAY - timedelta(seconds=1))
    assert reasons(give(both, tasks[3], "ada")) == ["task_limit_reached"]
    clock.advance(timedelta(seconds=1))
    assert give(both, tasks[3], "ada").assigned
    assert len(ask(both, "ada", "town", ListMyTasks()).items) == 4


def test_eight_panels_at_once_give_a_member_three_tasks(both: Kit) -> None:
    panels = [make(both) for _ in range(8)]
    for made in panels:
        join(both, made, "ada")
    tasks = [write(both, made) for made in panels]
    results = run_concurrently(8, lambda n: give(both, tasks[n], "ada"))
    assert (
        sorted(len(one.assigned) for one in results if isinstance(one, TaskAssignmentResult))
        == [0] * 5 + [1] * 3
    )


def test_control_tasks_that_are_counted_first_are_too_many(both: Kit) -> None:
    engine = both.database.engine

    def look(_: int) -> int:
        with engine.connect() as connection:
            return int(connection.execute(select(func.count()).select_from(assignment)).scalar_one())

    assert sum(seen < 3 for seen in run_concurrently(8, look) if isinstance(seen, int)) == 8


def test_a_limit_that_is_raised_holds_at_once(town: Kit) -> None:
    do(town, "owner", "town", UpdateSettings("feedback", {"max_tasks_per_member": 1}))
    made = make(town)
    join(town, made, "ada")
    first, second = write(town, made), write(town, made)
    give(town, first, "ada")
    assert reasons(give(town, second, "ada")) == ["task_limit_reached"]
    do(town, "owner", "town", UpdateSettings("feedback", {"max_tasks_per_member": 2}))
    assert give(town, second, "ada").assigned


# --- saturation ---


@pytest.mark.parametrize(
    ("last_run", "length", "expected"),
    [((0, 0, 0), 3, True), ((0, 0), 3, False), ((0, 1, 0), 3, False), ((), 1, False), ((0,), 1, True)],
)
def test_the_rule_of_saturation(last_run: tuple[int, ...], length: int, expected: bool) -> None:
    assert is_saturated(last_run, length) is expected


def test_a_panel_stops_when_nothing_new_is_found(both: Kit) -> None:
    keys = crowd(both, 6)
    made = make(both, run_length=2)
    join(both, made, *keys)
    task = write(both, made)
    give(both, task, *keys[:5])
    submit(both, keys[0], task, "It crashes", "It is slow")
    submit(both, keys[1], task)
    submit(both, keys[2], task, "It is slow, too")
    assert ask(both, "sue", "town", ReadPanel(made.id)).saturated_at is None
    repeat, slow, crash = ask(both, "sue", "town", ListFindings(made.id)).items
    with assert_unchanged(both), assert_refused(Conflict, "feedback.original_is_later"):
        do(both, "sue", "town", MarkDuplicateFinding(slow.id, repeat.id))
    facts = emitted_facts(both, "sue", "town", MarkDuplicateFinding(repeat.id, slow.id))
    assert PanelSaturated(panel=made.id, submissions=3) in facts
    with assert_unchanged(both), assert_refused(Conflict, "feedback.already_marked_duplicate"):
        do(both, "sue", "town", MarkDuplicateFinding(repeat.id, crash.id))
    with assert_unchanged(both), assert_refused(Conflict, "feedback.panel_closed"):
        give(both, task, keys[5])
    submit(both, keys[3], task, "It is ugly")
    numbers = ask(both, "sue", "town", ReadPanelMetrics(made.id))
    assert numbers.saturation_curve == (
        SaturationPoint(1, 2, 2),
        SaturationPoint(2, 0, 2),
        SaturationPoint(3, 0, 2),
        SaturationPoint(4, 1, 3),
    )
    assert (numbers.findings, numbers.new_findings, numbers.assigned, numbers.submitted) == (4, 3, 5, 4)
    assert (numbers.completion_rate, numbers.overdue) == (0.8, 0)
    assert numbers.saturated_at is not None
    do(both, "sue", "town", ResumePanel(made.id))
    assert give(both, task, keys[5]).assigned
    submit(both, keys[4], task)
    assert ask(both, "sue", "town", ReadPanel(made.id)).saturated_at is None
    submit(both, keys[5], task)
    assert ask(both, "sue", "town", ReadPanel(made.id)).saturated_at is not None
    do(both, "sue", "town", ResumePanel(made.id))
    with assert_unchanged(both), assert_refused(Conflict, "feedback.not_saturated"):
        do(both, "sue", "town", ResumePanel(made.id))


def test_repeats_of_repeats_lead_to_the_first(both: Kit) -> None:
    made, other = make(both), make(both)
    join(both, made, "ada")
    join(both, other, "ada")
    task, elsewhere = write(both, made), write(both, other)
    give(both, task, "ada")
    give(both, elsewhere, "ada")
    submit(both, "ada", task, "One", "Two", "Three")
    submit(both, "ada", elsewhere, "Four")
    three, two, one = ask(both, "sue", "town", ListFindings(made.id)).items
    (four,) = ask(both, "sue", "town", ListFindings(other.id)).items
    with assert_unchanged(both), assert_refused(Conflict, "feedback.different_panels"):
        do(both, "sue", "town", MarkDuplicateFinding(four.id, one.id))
    do(both, "sue", "town", MarkDuplicateFinding(three.id, two.id))
    do(both, "sue", "town", MarkDuplicateFinding(two.id, one.id))
    found: list[Finding] = list(ask(both, "sue", "town", ListFindings(made.id)).items)
    assert [each.duplicate_of for each in found] == [one.id, one.id, None]
    assert ask(both, "sue", "town", ReadPanelMetrics(made.id)).new_findings == 1


def test_the_last_dry_submissions_at_once_saturate_once(both: Kit) -> None:
    keys = crowd(both, 6)
    made = make(both, run_length=3)
    join(both, made, *keys)
    task = write(both, made)
    give(both, task, *keys)
    results = run_concurrently(6, lambda n: emitted_facts(both, keys[n], "town", SubmitFindings(task.id)))
    facts = [fact for facts in results if isinstance(facts, list) for fact in facts]
    assert [fact for fact in facts if isinstance(fact, PanelSaturated)] == [
        PanelSaturated(panel=made.id, submissions=3)
    ]
    numbers = ask(both, "sue", "town", ReadPanelMetrics(made.id))
    assert [point.submission for point in numbers.saturation_curve] == [1, 2, 3, 4, 5, 6]


# --- incentives ---


def test_promises_are_recorded_and_kept_once(both: Kit, clock: ManualClock) -> None:
    made = make(both)
    join(both, made, "ada", "bob")
    task = write(both, made, incentive="A mug")
    give(both, task, "ada")
    submit(both, "ada", task)
    by_hand = do(
        both, "sue", "town", PromiseIncentive(panel=made.id, member=member(both, "bob"), description="A cap")
    )
    (mug,) = ask(both, "ada", "town", ListIncentives(made.id)).items
    assert (mug.description, mug.task, mug.promised_at, mug.fulfilled_at) == (
        "A mug",
        task.id,
        clock.now,
        None,
    )
    assert len(ask(both, "sue", "town", ListIncentives(made.id)).items) == 2
    clock.advance(DAY)
    results = run_concurrently(4, lambda _: do(both, "sue", "town", FulfillIncentive(mug.id)))
    assert codes(results) == ["done"] + ["feedback.incentive_already_fulfilled"] * 3
    kept: list[Incentive] = list(ask(both, "sue", "town", ListIncentives(made.id)).items)
    assert [(one.id, one.fulfilled_at) for one in kept] == [(by_hand.id, None), (mug.id, clock.now)]
    numbers = ask(both, "sue", "town", ReadPanelMetrics(made.id))
    assert (numbers.incentives_owed, numbers.incentives_fulfilled) == (1, 1)
    with assert_unchanged(both), assert_refused(NotFound, "feedback.panelist_not_found"):
        do(
            both,
            "sue",
            "town",
            PromiseIncentive(panel=made.id, member=member(both, "eve"), description="A cap"),
        )


def test_what_is_overdue_is_counted(town: Kit, clock: ManualClock) -> None:
    made = make(town)
    join(town, made, "ada")
    give(town, write(town, made), "ada")
    clock.advance(START_DUE + DAY)
    numbers = ask(town, "sue", "town", ReadPanelMetrics(made.id))
    assert (numbers.overdue, numbers.completion_rate) == (1, 0.0)
    assert ask(town, "sue", "town", ReadPanelMetrics(make(town).id)).completion_rate is None


def test_who_left_is_reminded_of_nothing(town: Kit, clock: ManualClock) -> None:
    made = make(town)
    join(town, made, "ada", "bob")
    give(town, write(town, made), "ada", "bob")
    do(town, "ada", "town", LeavePanel(made.id))
    clock.advance(START_DUE - timedelta(hours=1))
    town.worker().drain()
    assert notified(town, "feedback.task_due") == ["bob"]


@pytest.mark.parametrize("version", [-(2**63), 0, 2, 2**31, 2**63 - 1])
def test_a_version_of_the_consent_that_is_none_is_stale(both: Kit, version: int) -> None:
    made = make(both)
    with assert_unchanged(both), assert_refused(Conflict, "feedback.stale"):
        do(both, "sue", "town", UpdatePanelConsent(panel=made.id, version=version, text="Other."))
