"""Appeals: who may make and decide them, and what granting one reverses."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from commkit import SYSTEM, Conflict, Denied, Kit, NotFound
from commkit.members import (
    AssignRole,
    ListMembers,
    MembershipStatus,
    RestrictMember,
)
from commkit.moderation import (
    AppealDecided,
    AppealDecision,
    Case,
    DecideAppeal,
    Decision,
    DecisionAppealed,
    DecisionId,
    ListCases,
    ListMyStatementsOfReasons,
    ModerationAction,
    ReadCase,
    ReadDecision,
)
from commkit.posts import CreateThread, Post, ReadPost, RemovePost, RestorePost
from commkit.testing.clock import ManualClock
from commkit.testing.contexts import context_of
from tests.helpers import (
    ask,
    assert_counters_hold,
    assert_refused,
    assert_unchanged,
    do,
    run_concurrently,
)
from tests.moderation.fixtures import (
    DAY,
    START,
    case_of,
    decide,
    member,
    membership,
    report,
    reported,
    set_settings,
)
from tests.sample import OWNER


def object_of(kit: Kit, decision: Decision) -> Post:
    return ask(kit, OWNER, "town", ReadPost(decision.object))  # type: ignore[arg-type]


def appealed(kit: Kit, decision: Decision, *, by: str = "ada") -> None:
    with kit.session(by) as lobby:
        lobby.do(AppealDecision(decision.id, "I did nothing of the kind."))


def granted(kit: Kit, decision: Decision, *, by: str = "max", owner: str = "ada") -> None:
    appealed(kit, decision, by=owner)
    do(kit, by, "town", DecideAppeal(decision.id, True, "You are right."))


def test_an_appeal_reopens_the_case_and_is_decided_by_another_moderator(town: Kit) -> None:
    decided = decide(town, reported(town), ModerationAction.REMOVE)
    with town.session("ada") as lobby:
        made = lobby.do(AppealDecision(decided.id, "It was a joke."))
        assert [type(fact) for fact in lobby.facts] == [DecisionAppealed]
    (case,) = ask(town, "max", "town", ListCases()).items
    assert (case.object, case.appeals, case.reports, case.priority) == (decided.object, 1, 0, 5)
    assert ask(town, "max", "town", ReadCase(case.id)).appeals == (made,)
    with assert_unchanged(town), assert_refused(Denied, "moderation.same_person"):
        do(town, "eve", "town", DecideAppeal(decided.id, False, "No."))
    with town.session("max", "town") as session:
        answered = session.do(DecideAppeal(decided.id, False, "It was none."))
        assert session.facts == [
            AppealDecided(decision=decided.id, member=member_of(session, "ada"), granted=False)
        ]
    assert (answered.granted, answered.decided_by, answered.answer) == (
        False,
        member(town, "max"),
        "It was none.",
    )
    assert ask(town, "max", "town", ListCases()).items == ()
    assert object_of(town, decided).removed_at is not None
    with town.session("ada") as lobby:
        (statement,) = lobby.ask(ListMyStatementsOfReasons()).items
    assert statement.appeal is not None
    assert (statement.appeal.granted, statement.appeal.answer, statement.appeal.decided_by) == (
        False,
        "It was none.",
        None,
    )
    with assert_unchanged(town), assert_refused(Conflict, "moderation.appeal_decided"):
        do(town, "max", "town", DecideAppeal(decided.id, True, "Or was it?"))


def member_of(session: Any, key: str) -> Any:
    return next(m.id for m in session.ask(ListMembers(limit=50)).items if m.key == key)


def test_who_can_appeal_and_when(lite: Kit, clock: ManualClock) -> None:
    first, second = (decide(lite, reported(lite), ModerationAction.WARN) for _ in range(2))
    dismissed = decide(lite, reported(lite), ModerationAction.DISMISS)
    appealed(lite, first)
    with assert_unchanged(lite), assert_refused(Conflict, "moderation.appealed_already"):
        appealed(lite, first)
    with assert_unchanged(lite), assert_refused(NotFound, "runtime.not_found"):
        appealed(lite, dismissed)  # who was accused of nothing true is not told of it
    with assert_unchanged(lite), assert_refused(NotFound, "runtime.not_found"):
        appealed(lite, second, by="bob")
    with assert_unchanged(lite), assert_refused(Conflict, "moderation.no_appeal"):
        do(lite, "max", "town", DecideAppeal(second.id, True, "Fine."))
    with assert_unchanged(lite), assert_refused(NotFound, "runtime.not_found"):
        do(lite, "max", "town", DecideAppeal(DecisionId(uuid4()), True, "Fine."))
    clock.advance(timedelta(days=183))
    with assert_unchanged(lite), assert_refused(Conflict, "moderation.too_late"):
        appealed(lite, second)


@pytest.mark.parametrize("action", [ModerationAction.SUSPEND, ModerationAction.BAN])
def test_a_restricted_member_can_read_and_appeal(town: Kit, action: ModerationAction) -> None:
    decided = decide(town, reported(town), action)
    with town.session("ada") as lobby:
        assert [s.decision.id for s in lobby.ask(ListMyStatementsOfReasons()).items] == [decided.id]
    granted(town, decided)
    assert membership(town, "ada").status is MembershipStatus.ACTIVE
    do(town, "ada", "town", CreateThread(kind="question", title="Back", body="Thanks."))
    assert_counters_hold(town, "town")


def test_granting_reverses_what_the_decision_did(town: Kit) -> None:
    set_settings(town, strikes_to_suspend=2)
    removed = decide(town, reported(town), ModerationAction.REMOVE)
    granted(town, removed)
    assert object_of(town, removed).removed_at is None
    assert membership(town, "ada").removed_count == 0
    strike = decide(town, reported(town), ModerationAction.STRIKE)
    suspending = decide(town, reported(town), ModerationAction.STRIKE)
    granted(town, suspending)
    assert membership(town, "ada").status is MembershipStatus.ACTIVE
    assert decide(town, reported(town), ModerationAction.STRIKE).consequences == (
        "suspended",
    )  # the first counts again
    granted(town, strike)  # it was used up by the third one's suspension, which stands
    assert membership(town, "ada").status is MembershipStatus.SUSPENDED
    with assert_unchanged(town), assert_refused(Conflict, "moderation.reversed"):
        appealed(town, removed)
    assert all(ask(town, "max", "town", ReadDecision(d.id)).decision.reversed_at for d in (removed, strike))
    assert_counters_hold(town, "town")


def test_granting_leaves_later_decisions_alone(lite: Kit) -> None:
    removed = decide(lite, reported(lite), ModerationAction.REMOVE)
    do(lite, "max", "town", RestorePost(removed.object))  # type: ignore[arg-type]
    granted(lite, removed)
    suspended = decide(lite, reported(lite), ModerationAction.SUSPEND, until=START + DAY)
    do(lite, OWNER, "town", RestrictMember(member(lite, "ada"), "banned", "For something else."))
    granted(lite, suspended)
    assert membership(lite, "ada").status is MembershipStatus.BANNED


def test_granting_does_not_restore_what_its_author_removed(lite: Kit) -> None:
    case = reported(lite)
    posted = ask(lite, "eve", "town", ReadCase(case)).case.object
    do(lite, "ada", "town", RemovePost(posted))  # type: ignore[arg-type]
    removed = decide(lite, case, ModerationAction.REMOVE)
    assert removed.consequences == ("already_removed",)
    granted(lite, removed)
    assert object_of(lite, removed).removed_at is not None
    assert_counters_hold(lite, "town")


def test_a_reversed_ban_restores_the_role_where_the_decider_may_assign_it(lite: Kit) -> None:
    case = reported(lite, "max")
    banned = decide(lite, case, ModerationAction.BAN, by=OWNER)
    assert banned.consequences == ("expelled",)
    appealed(lite, banned, by="max")
    with assert_unchanged(lite), assert_refused(Denied, "moderation.same_person"):
        do(lite, OWNER, "town", DecideAppeal(banned.id, True, "Fine."))
    do(lite, SYSTEM, "town", DecideAppeal(banned.id, True, "Fine."))
    assert (membership(lite, "max").status, membership(lite, "max").role) == (
        MembershipStatus.ACTIVE,
        "steward",
    )
    assert_counters_hold(lite, "town")


def test_a_moderator_cannot_grant_their_own_appeal(town: Kit) -> None:
    decided = decide(town, reported(town, "eve"), ModerationAction.WARN, by=SYSTEM)
    appealed(town, decided, by="eve")
    with assert_unchanged(town), assert_refused(Denied, "moderation.same_person"):
        do(town, "eve", "town", DecideAppeal(decided.id, True, "I am right."))
    do(town, "max", "town", DecideAppeal(decided.id, True, "You are right."))


def test_simultaneous_answers_decide_an_appeal_once(town: Kit) -> None:
    do(town, OWNER, "town", AssignRole(member(town, "cat"), "steward"))
    decided = decide(town, reported(town), ModerationAction.REMOVE)
    appealed(town, decided)
    others = ["max", "cat", OWNER]

    def answer(number: int) -> Any:
        command = DecideAppeal(decided.id, number % 2 == 0, f"{number}")
        return do(town, others[number % 3], "town", command)

    answers = run_concurrently(6, answer)
    (one,) = [a for a in answers if not isinstance(a, Exception)]
    assert {e.code for e in answers if isinstance(e, Exception)} <= {
        "moderation.appeal_decided",
        "posts.not_removed",
    }
    assert (object_of(town, decided).removed_at is None) == one.granted
    assert ask(town, OWNER, "town", ListCases()).items == ()


def test_reports_and_an_appeal_in_one_case_are_closed_separately(lite: Kit) -> None:
    decided = decide(lite, reported(lite), ModerationAction.WARN)
    appealed(lite, decided)
    report(lite, decided.object, by="cat")
    case = case_of(lite, decided.object)
    with lite.session("max", "town") as session:
        assert (context_of(session).get(Case, case).appeals, context_of(session).get(Case, case).reports) == (
            1,
            1,
        )
    decide(lite, case, ModerationAction.DISMISS, by="max")
    assert [(c.appeals, c.reports) for c in ask(lite, "max", "town", ListCases()).items] == [(1, 0)]
    do(lite, "max", "town", DecideAppeal(decided.id, True, "Fine."))
    assert ask(lite, "max", "town", ListCases()).items == ()
