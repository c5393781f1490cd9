"""Test panels: who is accepted, what they agreed to, how much they are asked, and when nothing new is expected."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from commkit import SYSTEM, Conflict, Denied, Invalid, Kit, NotFound
from commkit.communities import UpdateSettings
from commkit.feedback import (
    Apply,
    ChangeConsent,
    ClosePanel,
    ContinuePanel,
    CurvePoint,
    Finding,
    FindingDraft,
    Findings,
    GiveConsent,
    GiveIncentive,
    GiveTask,
    HandOut,
    Incentive,
    Incentives,
    LeavePanel,
    MakePanel,
    MakeTask,
    MarkRepeat,
    MyPart,
    MyTasks,
    Panel,
    Panelists,
    PanelistState,
    PanelPage,
    PanelTask,
    PromiseIncentive,
    ReadConsent,
    ReadFinding,
    ReadPanel,
    ReadPanelNumbers,
    ReadTask,
    ScreeningDraft,
    ScreeningQuestions,
    SubmitFindings,
)
from commkit.feedback.panels.facts import FindingsSubmitted, IncentivePromised, PanelSaturated
from commkit.feedback.panels.policy import is_saturated
from commkit.feedback.panels.tables import assignment, screened
from commkit.members import AddMember
from commkit.testing.clock import ManualClock
from tests.acting import ask, at_once, do, faulty, no_trace, refused, told
from tests.events.gatherings import told_to
from tests.feedback.acting import DAY, member

PHONE = ScreeningDraft(prompt="Which phone?", options=("old", "new", "none"), accepts=(1, 2))
START_DUE = timedelta(days=7)


def make(kit: Kit, **wishes: Any) -> Panel:
    return do(
        kit,
        "sue",
        "town",
        MakePanel(**({"title": "Beta", "about": "The app.", "consent": "I agree."} | wishes)),
    )


def join(kit: Kit, made: Panel, *keys: str) -> None:
    for key in keys:
        do(kit, key, "town", Apply(panel=made.id, consent_version=made.consent_version))


def write(kit: Kit, made: Panel, **wishes: Any) -> PanelTask:
    due = kit.clock() + START_DUE
    return do(
        kit,
        "sue",
        "town",
        MakeTask(**({"panel": made.id, "title": "Log in", "instructions": "Try.", "due_at": due} | wishes)),
    )


def give(kit: Kit, task: PanelTask, *keys: str) -> HandOut:
    return do(kit, "sue", "town", GiveTask(task.id, tuple(member(kit, key) for key in keys)))


def submit(kit: Kit, key: str, task: PanelTask, *titles: str) -> Any:
    return do(kit, key, "town", SubmitFindings(task.id, tuple(FindingDraft(title=title) for title in titles)))


def crowd(kit: Kit, count: int) -> list[str]:
    keys = [f"fan {n}" for n in range(count)]
    for key in keys:
        do(kit, SYSTEM, "town", AddMember(key))
    return keys


def reasons(handed: HandOut) -> list[str]:
    return [one.reason for one in handed.passed_over]


def codes(results: list[Any]) -> list[str]:
    return sorted(getattr(result, "code", "done") for result in results)


# --- screening ---


def test_answers_decide_who_is_accepted(both: Kit) -> None:
    made = make(
        both, screening=(PHONE, ScreeningDraft(prompt="Of age?", options=("yes", "no"), accepts=(1,)))
    )
    assert [q.accepts for q in ask(both, "ada", "town", ScreeningQuestions(made.id))] == [(), ()]
    assert [q.accepts for q in ask(both, "sue", "town", ScreeningQuestions(made.id))] == [(1, 2), (1,)]
    for key, chosen, state in (
        ("ada", (2, 1), PanelistState.ACCEPTED),
        ("bob", (3, 1), PanelistState.SCREENED_OUT),
        ("eve", (1, 2), PanelistState.SCREENED_OUT),
    ):
        mine = do(both, key, "town", Apply(panel=made.id, answers=chosen, consent_version=1))
        assert (mine.state, mine.active) == (state, state is PanelistState.ACCEPTED)
        assert ask(both, key, "town", MyPart(made.id)) == mine
    with no_trace(both), refused(Conflict, "feedback.applied_already"):
        do(both, "bob", "town", Apply(panel=made.id, answers=(1, 1), consent_version=1))
    for wrong in ((), (1,), (1, 1, 1)):
        with no_trace(both), faulty(answers="not_answered"):
            do(both, "sue", "town", Apply(panel=made.id, answers=wrong, consent_version=1))
    with no_trace(both), faulty(**{"answers[0]": "out_of_range"}):
        do(both, "sue", "town", Apply(panel=made.id, answers=(4, 1), consent_version=1))
    with refused(NotFound, "feedback.no_panelist"):
        ask(both, "sue", "town", MyPart(made.id))


def test_what_makes_no_panel(town: Kit) -> None:
    wrong = (
        ScreeningDraft(prompt="Which?", options=("one",), accepts=(1,)),
        ScreeningDraft(prompt="Which?", options=("one", "two"), accepts=(3,)),
    )
    faults = {
        "screening[0].options": "out_of_range",
        "screening[1].accepts": "out_of_range",
        "run_length": "out_of_range",
    }
    with no_trace(town), faulty(**faults):
        make(town, screening=wrong, run_length=0)
    with no_trace(town), faulty(screening="too_many"):
        make(town, screening=(PHONE,) * 21)
    with no_trace(town), refused(Denied, "runtime.not_permitted"):
        do(town, "ada", "town", MakePanel(title="Mine", about="It.", consent="Yes."))


def test_one_member_in_eight_threads_applies_once(both: Kit) -> None:
    made = make(both, screening=(PHONE,))
    wish = Apply(panel=made.id, answers=(1,), consent_version=1)
    results = at_once(8, lambda _: do(both, "ada", "town", wish))
    assert codes(results) == ["done"] + ["feedback.applied_already"] * 7
    with both.database.engine.connect() as connection:
        assert connection.execute(select(func.count()).select_from(screened)).scalar_one() == 1


# --- consent ---


def test_a_new_consent_pauses_those_who_gave_the_old_one(both: Kit) -> None:
    made = make(both)
    join(both, made, "ada", "bob")
    task, later = write(both, made), write(both, made, title="Log out")
    give(both, task, "ada")
    changed = do(both, "sue", "town", ChangeConsent(panel=made.id, version=1, text="I agree to more."))
    assert ask(both, "ada", "town", ReadConsent(made.id)) == changed
    assert ask(both, "ada", "town", ReadConsent(made.id, 1)).text == "I agree."
    for version in (0, 3, 2**40):
        with refused(NotFound, "feedback.no_consent"):
            ask(both, "ada", "town", ReadConsent(made.id, version))
    assert reasons(give(both, later, "ada", "bob")) == ["paused", "paused"]
    with no_trace(both), refused(Conflict, "feedback.paused"):
        submit(both, "ada", task)
    for wish in (Apply(panel=made.id, consent_version=1), GiveConsent(made.id, 1)):
        with no_trace(both), refused(Conflict, "feedback.old_consent"):
            do(both, "eve", "town", wish)
    with no_trace(both), refused(Conflict, "feedback.not_a_panelist"):
        do(both, "eve", "town", GiveConsent(made.id, 2))
    assert do(both, "ada", "town", GiveConsent(made.id, 2)).active
    assert give(both, later, "ada", "bob").given == (member(both, "ada"),)
    submit(both, "ada", task)
    numbers = ask(both, "sue", "town", ReadPanelNumbers(made.id))
    assert (numbers.accepted, numbers.active, numbers.paused) == (2, 1, 1)
    with no_trace(both), refused(Conflict, "feedback.stale"):
        do(both, "sue", "town", ChangeConsent(panel=made.id, version=1, text="Mine."))


def test_two_changes_of_the_consent_at_once_are_one(both: Kit) -> None:
    made = make(both)
    wish = ChangeConsent(panel=made.id, version=1, text="More.")
    assert codes(at_once(6, lambda _: do(both, "sue", "town", wish))) == ["done"] + ["feedback.stale"] * 5


def test_leaving_and_coming_back(both: Kit) -> None:
    made = make(both)
    join(both, made, "ada")
    assert do(both, "ada", "town", LeavePanel(made.id)).state is PanelistState.LEFT
    with no_trace(both), refused(Conflict, "feedback.not_a_panelist"):
        do(both, "ada", "town", LeavePanel(made.id))
    assert reasons(give(both, write(both, made), "ada")) == ["not_accepted"]
    join(both, made, "ada")
    assert [one.member for one in ask(both, "sue", "town", Panelists(made.id)).items] == [member(both, "ada")]


def test_who_sees_what(town: Kit) -> None:
    made = make(town)
    join(town, made, "ada", "bob")
    task = write(town, made)
    give(town, task, "ada")
    submit(town, "ada", task, "It crashes")
    (found,) = ask(town, "ada", "town", Findings(made.id)).items
    assert ask(town, "sue", "town", ReadFinding(found.id)) == found
    assert ask(town, "bob", "town", Findings(made.id)).items == ()
    for query in (ReadFinding(found.id), ReadTask(task.id)):
        with refused(NotFound, "runtime.not_found"):
            ask(town, "bob", "town", query)
    do(town, "sue", "town", ClosePanel(made.id))
    assert ask(town, "ada", "town", ReadPanel(made.id)).closed_at is not None
    assert ask(town, "eve", "town", PanelPage()).items == ()
    with refused(NotFound, "runtime.not_found"):
        ask(town, "eve", "town", ReadPanel(made.id))
    for command in (Apply(panel=made.id, consent_version=1), SubmitFindings(task.id)):
        with no_trace(town), refused(NotFound, "runtime.not_found"):
            do(town, "eve", "town", command)
    for wish in (ClosePanel(made.id), GiveTask(task.id, (member(town, "bob"),))):
        with no_trace(town), refused(Conflict, "feedback.panel_closed"):
            do(town, "sue", "town", wish)
    with no_trace(town), refused(Conflict, "feedback.panel_closed"):
        write(town, made)


# --- tasks and fatigue ---


def test_a_task_is_given_and_handed_in_once(both: Kit, clock: ManualClock) -> None:
    made = make(both)
    join(both, made, "ada")
    task = write(both, made, incentive="A mug")
    assert give(both, task, "ada", "bob") == HandOut(
        task.id, (member(both, "ada"),), give(both, task, "bob").passed_over
    )
    assert reasons(give(both, task, "ada")) == ["has_it"]
    (mine,) = ask(both, "ada", "town", MyTasks()).items
    assert (mine.task, mine.due_at, mine.submitted_at) == (task.id, task.due_at, None)
    clock.advance(DAY)
    facts = told(both, "ada", "town", SubmitFindings(task.id, (FindingDraft(title="It crashes"),)))
    assert [type(fact) for fact in facts] == [FindingsSubmitted, IncentivePromised]
    with no_trace(both), refused(Conflict, "feedback.submitted_already"):
        submit(both, "ada", task)
    with no_trace(both), refused(Conflict, "feedback.not_given"):
        submit(both, "sue", task)
    (mine,) = ask(both, "ada", "town", MyTasks()).items
    assert (mine.findings, mine.submitted_at) == (1, clock.now)
    clock.advance(START_DUE)
    with no_trace(both), refused(Conflict, "feedback.task_due"):
        give(both, task, "bob")
    with no_trace(both), refused(Invalid, "runtime.invalid"):
        do(both, "sue", "town", GiveTask(task.id, ()))
    with no_trace(both), faulty(due_at="out_of_range"):
        write(both, made, due_at=clock.now)


def test_handing_in_eight_times_at_once_counts_once(both: Kit) -> None:
    made = make(both)
    join(both, made, "ada")
    task = write(both, made)
    give(both, task, "ada")
    results = at_once(8, lambda n: submit(both, "ada", task, f"Number {n}"))
    assert codes(results) == ["done"] + ["feedback.submitted_already"] * 7
    numbers = ask(both, "sue", "town", ReadPanelNumbers(made.id))
    assert (numbers.submitted, numbers.findings, len(numbers.curve)) == (1, 1, 1)


def test_nobody_is_given_too_much_across_panels(both: Kit, clock: ManualClock) -> None:
    panels = [make(both) for _ in range(4)]
    for made in panels:
        join(both, made, "ada")
    tasks = [write(both, made, due_at=clock.now + 90 * DAY) for made in panels]
    for task in tasks[:3]:
        assert give(both, task, "ada").given
        clock.advance(DAY)
    assert reasons(give(both, tasks[3], "ada")) == ["tired"]
    clock.advance(27 * DAY - timedelta(seconds=1))
    assert reasons(give(both, tasks[3], "ada")) == ["tired"]
    clock.advance(timedelta(seconds=1))
    assert give(both, tasks[3], "ada").given
    assert len(ask(both, "ada", "town", MyTasks()).items) == 4


def test_eight_panels_at_once_give_a_member_three_tasks(both: Kit) -> None:
    panels = [make(both) for _ in range(8)]
    for made in panels:
        join(both, made, "ada")
    tasks = [write(both, made) for made in panels]
    results = at_once(8, lambda n: give(both, tasks[n], "ada"))
    assert sorted(len(one.given) for one in results if isinstance(one, HandOut)) == [0] * 5 + [1] * 3


def test_control_tasks_that_are_counted_first_are_too_many(both: Kit) -> None:
    engine = both.database.engine

    def look(_: int) -> int:
        with engine.connect() as connection:
            return int(connection.execute(select(func.count()).select_from(assignment)).scalar_one())

    assert sum(seen < 3 for seen in at_once(8, look) if isinstance(seen, int)) == 8


def test_a_limit_that_is_raised_holds_at_once(town: Kit) -> None:
    do(town, "owner", "town", UpdateSettings("feedback", {"tasks_per_member": 1}))
    made = make(town)
    join(town, made, "ada")
    first, second = write(town, made), write(town, made)
    give(town, first, "ada")
    assert reasons(give(town, second, "ada")) == ["tired"]
    do(town, "owner", "town", UpdateSettings("feedback", {"tasks_per_member": 2}))
    assert give(town, second, "ada").given


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
    repeat, slow, crash = ask(both, "sue", "town", Findings(made.id)).items
    with no_trace(both), refused(Conflict, "feedback.later_finding"):
        do(both, "sue", "town", MarkRepeat(slow.id, repeat.id))
    facts = told(both, "sue", "town", MarkRepeat(repeat.id, slow.id))
    assert PanelSaturated(panel=made.id, submissions=3) in facts
    with no_trace(both), refused(Conflict, "feedback.repeats_already"):
        do(both, "sue", "town", MarkRepeat(repeat.id, crash.id))
    with no_trace(both), refused(Conflict, "feedback.panel_closed"):
        give(both, task, keys[5])
    submit(both, keys[3], task, "It is ugly")
    numbers = ask(both, "sue", "town", ReadPanelNumbers(made.id))
    assert numbers.curve == (
        CurvePoint(1, 2, 2),
        CurvePoint(2, 0, 2),
        CurvePoint(3, 0, 2),
        CurvePoint(4, 1, 3),
    )
    assert (numbers.findings, numbers.new_findings, numbers.given, numbers.submitted) == (4, 3, 5, 4)
    assert (numbers.completion_rate, numbers.overdue) == (0.8, 0)
    assert numbers.saturated_at is not None
    do(both, "sue", "town", ContinuePanel(made.id))
    assert give(both, task, keys[5]).given
    submit(both, keys[4], task)
    assert ask(both, "sue", "town", ReadPanel(made.id)).saturated_at is None
    submit(both, keys[5], task)
    assert ask(both, "sue", "town", ReadPanel(made.id)).saturated_at is not None
    do(both, "sue", "town", ContinuePanel(made.id))
    with no_trace(both), refused(Conflict, "feedback.not_saturated"):
        do(both, "sue", "town", ContinuePanel(made.id))


def test_repeats_of_repeats_lead_to_the_first(both: Kit) -> None:
    made, other = make(both), make(both)
    join(both, made, "ada")
    join(both, other, "ada")
    task, elsewhere = write(both, made), write(both, other)
    give(both, task, "ada")
    give(both, elsewhere, "ada")
    submit(both, "ada", task, "One", "Two", "Three")
    submit(both, "ada", elsewhere, "Four")
    three, two, one = ask(both, "sue", "town", Findings(made.id)).items
    (four,) = ask(both, "sue", "town", Findings(other.id)).items
    with no_trace(both), refused(Conflict, "feedback.other_panel"):
        do(both, "sue", "town", MarkRepeat(four.id, one.id))
    do(both, "sue", "town", MarkRepeat(three.id, two.id))
    do(both, "sue", "town", MarkRepeat(two.id, one.id))
    found: list[Finding] = list(ask(both, "sue", "town", Findings(made.id)).items)
    assert [each.repeats for each in found] == [one.id, one.id, None]
    assert ask(both, "sue", "town", ReadPanelNumbers(made.id)).new_findings == 1


def test_the_last_dry_submissions_at_once_saturate_once(both: Kit) -> None:
    keys = crowd(both, 6)
    made = make(both, run_length=3)
    join(both, made, *keys)
    task = write(both, made)
    give(both, task, *keys)
    results = at_once(6, lambda n: told(both, keys[n], "town", SubmitFindings(task.id)))
    facts = [fact for facts in results if isinstance(facts, list) for fact in facts]
    assert [fact for fact in facts if isinstance(fact, PanelSaturated)] == [
        PanelSaturated(panel=made.id, submissions=3)
    ]
    numbers = ask(both, "sue", "town", ReadPanelNumbers(made.id))
    assert [point.submission for point in numbers.curve] == [1, 2, 3, 4, 5, 6]


# --- incentives ---


def test_promises_are_recorded_and_kept_once(both: Kit, clock: ManualClock) -> None:
    made = make(both)
    join(both, made, "ada", "bob")
    task = write(both, made, incentive="A mug")
    give(both, task, "ada")
    submit(both, "ada", task)
    by_hand = do(
        both, "sue", "town", PromiseIncentive(panel=made.id, member=member(both, "bob"), what="A cap")
    )
    (mug,) = ask(both, "ada", "town", Incentives(made.id)).items
    assert (mug.what, mug.task, mug.promised_at, mug.given_at) == ("A mug", task.id, clock.now, None)
    assert len(ask(both, "sue", "town", Incentives(made.id)).items) == 2
    clock.advance(DAY)
    results = at_once(4, lambda _: do(both, "sue", "town", GiveIncentive(mug.id)))
    assert codes(results) == ["done"] + ["feedback.given_already"] * 3
    kept: list[Incentive] = list(ask(both, "sue", "town", Incentives(made.id)).items)
    assert [(one.id, one.given_at) for one in kept] == [(by_hand.id, None), (mug.id, clock.now)]
    numbers = ask(both, "sue", "town", ReadPanelNumbers(made.id))
    assert (numbers.owed, numbers.paid) == (1, 1)
    with no_trace(both), refused(NotFound, "feedback.no_panelist"):
        do(both, "sue", "town", PromiseIncentive(panel=made.id, member=member(both, "eve"), what="A cap"))


def test_what_is_overdue_is_counted(town: Kit, clock: ManualClock) -> None:
    made = make(town)
    join(town, made, "ada")
    give(town, write(town, made), "ada")
    clock.advance(START_DUE + DAY)
    numbers = ask(town, "sue", "town", ReadPanelNumbers(made.id))
    assert (numbers.overdue, numbers.completion_rate) == (1, 0.0)
    assert ask(town, "sue", "town", ReadPanelNumbers(make(town).id)).completion_rate is None


def test_who_left_is_reminded_of_nothing(town: Kit, clock: ManualClock) -> None:
    made = make(town)
    join(town, made, "ada", "bob")
    give(town, write(town, made), "ada", "bob")
    do(town, "ada", "town", LeavePanel(made.id))
    clock.advance(START_DUE - timedelta(hours=1))
    town.worker().drain()
    assert told_to(town, "feedback.task_due") == ["bob"]


@pytest.mark.parametrize("version", [-(2**63), 0, 2, 2**31, 2**63 - 1])
def test_a_version_of_the_consent_that_is_none_is_stale(both: Kit, version: int) -> None:
    made = make(both)
    with no_trace(both), refused(Conflict, "feedback.stale"):
        do(both, "sue", "town", ChangeConsent(panel=made.id, version=version, text="Other."))
