"""The workload counts what its reader may see: whom a case is about learns nothing of it from numbers."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from commkit import SYSTEM, Kit, NotFound
from commkit.communities import ListAuditEntries
from commkit.members import AddAgent
from commkit.moderation import (
    AppealDecision,
    AssignCase,
    ClaimCase,
    DecideAppeal,
    ListCases,
    ListMyStatementsOfReasons,
    ModerationAction,
    ModerationWorkload,
    ReadDecision,
    ReadModerationWorkload,
    ViewCases,
)
from commkit.moderation.tables import case
from commkit.testing.clock import ManualClock
from tests.helpers import ask, do
from tests.moderation.fixtures import case_of, decide, member, report, reported, write
from tests.sample import OWNER


def workload(kit: Kit, key: str) -> ModerationWorkload:
    return ask(kit, key, "town", ReadModerationWorkload())


def told(kit: Kit, key: str) -> tuple[object, ...]:
    """Everything that a moderator reads about cases in general."""
    return (
        workload(kit, key),
        ask(kit, key, "town", ListCases()),
        ask(kit, key, "town", ViewCases()),
        [
            entry
            for entry in ask(kit, key, "town", ListAuditEntries(limit=100)).items
            if entry.command.startswith("moderation")
        ],
        ask(kit, key, None, ListMyStatementsOfReasons()),
    )


def test_the_accused_learns_nothing_from_the_workload(town: Kit, clock: ManualClock) -> None:
    """`max` is a moderator. What is reported, claimed, assigned and dismissed about him changes nothing he reads."""
    reported(town, "ada")
    post = write(town, "max")
    clock.advance(timedelta(days=1))
    before, of_others = told(town, "max"), told(town, "eve")
    steps = [
        lambda: report(town, post.id),
        lambda: report(town, post.id, by="cat"),
        lambda: do(town, "eve", "town", ClaimCase(case_of(town, post.id))),
        lambda: do(town, OWNER, "town", AssignCase(case_of(town, post.id), member(town, OWNER))),
        lambda: decide(town, case_of(town, post.id), ModerationAction.DISMISS, by=OWNER),
    ]
    for step in steps:
        step()
        assert told(town, "max") == before
        assert told(town, "eve") != of_others, "the control: somebody else is told"
        of_others = told(town, "eve")


def test_who_decided_about_somebody_is_not_told_by_their_numbers(town: Kit) -> None:
    """Nor of what they are told of: the decision itself."""
    before = workload(town, "max")
    for action, by in (
        (ModerationAction.WARN, "eve"),
        (ModerationAction.WARN, OWNER),
        (ModerationAction.WARN, SYSTEM),
    ):
        decision = decide(town, reported(town, "max"), action, by=by)
        assert ask(town, "max", "town", ReadDecision(decision.id)).decision.decided_by is None
        assert workload(town, "max") == before
    appealed = do(town, "max", None, AppealDecision(decision.id, "No."))
    assert workload(town, "max") == before
    do(town, "eve", "town", DecideAppeal(appealed.decision, grant=True, answer="Yes."))
    assert workload(town, "max") == before
    assert (workload(town, "eve").handled, workload(town, "eve").automated) == (2, 1)


def test_an_agent_counts_as_its_person(town: Kit) -> None:
    helper = do(
        town,
        SYSTEM,
        "town",
        AddAgent(name="Helper", scopes=("moderation.handle",), acts_for=member(town, "max"), role="steward"),
    )
    reported(town, "max")
    assert workload(town, "max").open == workload(town, helper.key).open == 0
    assert workload(town, "eve").open == 1


def test_a_dismissed_case_is_not_there_for_whom_it_was_about(town: Kit) -> None:
    decision = decide(town, reported(town, "ada"), ModerationAction.DISMISS)
    with pytest.raises(NotFound):
        ask(town, "ada", "town", ReadDecision(decision.id))
    with pytest.raises(NotFound):
        do(town, "ada", None, AppealDecision(decision.id, "What?"))
    assert ask(town, "max", "town", ReadDecision(decision.id)).decision == decision


def test_control_a_count_of_the_table_tells(town: Kit) -> None:
    """The statement that stood here once."""
    counted = select(func.count()).select_from(case).where(case.c.closed_at.is_(None))
    with town.database.engine.connect() as connection:
        before = connection.scalar(counted)
    reported(town, "max")
    with town.database.engine.connect() as connection:
        assert connection.scalar(counted) != before
