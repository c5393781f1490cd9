"""Findings: submitting once, duplicates, saturation."""

import pytest

from commkit import Conflict, Kit
from commkit.feedback import (
    Finding,
    ListFindings,
    MarkDuplicateFinding,
    PanelSaturated,
    ReadPanel,
    ReadPanelMetrics,
    ResumePanel,
    SaturationPoint,
    SubmitFindings,
)
from commkit.feedback.findings.policy import is_saturated
from tests.feedback.helpers import (
    assign_task,
    codes,
    crowd,
    join_panel,
    make_panel,
    make_task,
    submit_findings,
)
from tests.helpers import ask, assert_refused, assert_unchanged, do, emitted_facts, run_concurrently


def test_concurrent_submissions_of_one_panelist_are_one(both: Kit) -> None:
    made = make_panel(both)
    join_panel(both, made, "ada")
    task = make_task(both, made)
    assign_task(both, task, "ada")
    results = run_concurrently(8, lambda n: submit_findings(both, "ada", task, f"Number {n}"))
    assert codes(results) == ["done"] + ["feedback.already_submitted"] * 7
    numbers = ask(both, "sue", "town", ReadPanelMetrics(made.id))
    assert (numbers.submitted, numbers.findings, len(numbers.saturation_curve)) == (1, 1, 1)


@pytest.mark.parametrize(
    ("last_run", "length", "expected"),
    [((0, 0, 0), 3, True), ((0, 0), 3, False), ((0, 1, 0), 3, False), ((), 1, False), ((0,), 1, True)],
)
def test_the_rule_of_saturation(last_run: tuple[int, ...], length: int, expected: bool) -> None:
    assert is_saturated(last_run, length) is expected


def test_a_panel_is_saturated_when_nothing_new_is_found(both: Kit) -> None:
    keys = crowd(both, 6)
    made = make_panel(both, run_length=2)
    join_panel(both, made, *keys)
    task = make_task(both, made)
    assign_task(both, task, *keys[:5])
    submit_findings(both, keys[0], task, "It crashes", "It is slow")
    submit_findings(both, keys[1], task)
    submit_findings(both, keys[2], task, "It is slow, too")
    assert ask(both, "sue", "town", ReadPanel(made.id)).saturated_at is None
    repeat, slow, crash = ask(both, "sue", "town", ListFindings(made.id)).items
    with assert_unchanged(both), assert_refused(Conflict, "feedback.original_is_later"):
        do(both, "sue", "town", MarkDuplicateFinding(slow.id, repeat.id))
    facts = emitted_facts(both, "sue", "town", MarkDuplicateFinding(repeat.id, slow.id))
    assert PanelSaturated(panel=made.id, submissions=3) in facts
    with assert_unchanged(both), assert_refused(Conflict, "feedback.already_marked_duplicate"):
        do(both, "sue", "town", MarkDuplicateFinding(repeat.id, crash.id))
    with assert_unchanged(both), assert_refused(Conflict, "feedback.panel_closed"):
        assign_task(both, task, keys[5])
    submit_findings(both, keys[3], task, "It is ugly")
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
    assert assign_task(both, task, keys[5]).assigned
    submit_findings(both, keys[4], task)
    assert ask(both, "sue", "town", ReadPanel(made.id)).saturated_at is None
    submit_findings(both, keys[5], task)
    assert ask(both, "sue", "town", ReadPanel(made.id)).saturated_at is not None
    do(both, "sue", "town", ResumePanel(made.id))
    with assert_unchanged(both), assert_refused(Conflict, "feedback.not_saturated"):
        do(both, "sue", "town", ResumePanel(made.id))


def test_duplicates_of_duplicates_refer_to_the_first(both: Kit) -> None:
    made, other = make_panel(both), make_panel(both)
    join_panel(both, made, "ada")
    join_panel(both, other, "ada")
    task, elsewhere = make_task(both, made), make_task(both, other)
    assign_task(both, task, "ada")
    assign_task(both, elsewhere, "ada")
    submit_findings(both, "ada", task, "One", "Two", "Three")
    submit_findings(both, "ada", elsewhere, "Four")
    three, two, one = ask(both, "sue", "town", ListFindings(made.id)).items
    (four,) = ask(both, "sue", "town", ListFindings(other.id)).items
    with assert_unchanged(both), assert_refused(Conflict, "feedback.different_panels"):
        do(both, "sue", "town", MarkDuplicateFinding(four.id, one.id))
    do(both, "sue", "town", MarkDuplicateFinding(three.id, two.id))
    do(both, "sue", "town", MarkDuplicateFinding(two.id, one.id))
    found: list[Finding] = list(ask(both, "sue", "town", ListFindings(made.id)).items)
    assert [each.duplicate_of for each in found] == [one.id, one.id, None]
    assert ask(both, "sue", "town", ReadPanelMetrics(made.id)).new_findings == 1


def test_concurrent_submissions_without_new_findings_saturate_once(both: Kit) -> None:
    keys = crowd(both, 6)
    made = make_panel(both, run_length=3)
    join_panel(both, made, *keys)
    task = make_task(both, made)
    assign_task(both, task, *keys)
    results = run_concurrently(6, lambda n: emitted_facts(both, keys[n], "town", SubmitFindings(task.id)))
    facts = [fact for facts in results if isinstance(facts, list) for fact in facts]
    assert [fact for fact in facts if isinstance(fact, PanelSaturated)] == [
        PanelSaturated(panel=made.id, submissions=3)
    ]
    numbers = ask(both, "sue", "town", ReadPanelMetrics(made.id))
    assert [point.submission for point in numbers.saturation_curve] == [1, 2, 3, 4, 5, 6]
