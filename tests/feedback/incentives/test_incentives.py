"""Incentives: promised, recorded and fulfilled once."""

from commkit import Kit, NotFound
from commkit.feedback import FulfillIncentive, Incentive, ListIncentives, PromiseIncentive, ReadPanelMetrics
from commkit.testing.clock import ManualClock
from tests.feedback.helpers import (
    DAY,
    assign_task,
    codes,
    join_panel,
    make_panel,
    make_task,
    member,
    submit_findings,
)
from tests.helpers import ask, assert_refused, assert_unchanged, do, run_concurrently


def test_incentives_are_recorded_and_fulfilled_once(both: Kit, clock: ManualClock) -> None:
    made = make_panel(both)
    join_panel(both, made, "ada", "bob")
    task = make_task(both, made, incentive="A mug")
    assign_task(both, task, "ada")
    submit_findings(both, "ada", task)
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
