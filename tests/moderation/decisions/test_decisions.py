"""How cases are decided, and the statement of reasons."""

from typing import Any
from uuid import uuid4

from commkit import SYSTEM, Conflict, Denied, Kit, NotFound
from commkit.communities import ReadCommunity
from commkit.members import (
    AssignRole,
    JoinCommunity,
    LiftRestriction,
)
from commkit.moderation import (
    AppealDecision,
    CaseDecided,
    ClaimCase,
    DecideAppeal,
    DecideCase,
    Decision,
    DecisionGround,
    ListCases,
    ListMyStatementsOfReasons,
    ModerationAction,
    ReadCase,
    ReadDecision,
)
from commkit.posts import CreateReply, CreateThread
from commkit.runtime.values.serialization import dump, to_json
from commkit.testing.clock import ManualClock
from tests.helpers import (
    ask,
    assert_counters_hold,
    assert_invalid,
    assert_refused,
    assert_unchanged,
    do,
    emitted_facts,
)
from tests.moderation.fixtures import (
    DAY,
    START,
    case_of,
    decide,
    member,
    report,
    reported,
    set_settings,
    town_of,
    write,
)
from tests.sample import OWNER


def appealed(kit: Kit, decision: Decision, *, by: str = "ada") -> None:
    with kit.session(by) as lobby:
        lobby.do(AppealDecision(decision.id, "I did nothing of the kind."))


def test_dismiss_closes_the_case_and_has_no_other_effect(lite: Kit) -> None:
    case = reported(lite)
    facts = emitted_facts(lite, "eve", "town", DecideCase(case=case, action=ModerationAction.DISMISS))
    assert [type(fact) for fact in facts] == [CaseDecided]
    assert ask(lite, "eve", "town", ListCases()).items == ()
    file = ask(lite, "max", "town", ReadCase(case))
    assert (file.case.closed_at, file.case.reports, file.reports) == (START, 0, ())
    assert file.decisions[0].appeal_until is None
    with lite.session("ada") as lobby:
        assert lobby.ask(ListMyStatementsOfReasons()).items == ()


def test_a_decision_is_refused_with_every_fault(lite: Kit) -> None:
    case = reported(lite)
    report(lite, member(lite, "ada"), record="Membership")
    about_member = case_of(lite, member(lite, "ada"))
    eve: dict[str, Any] = {"actor": "eve", "place": "town"}
    with assert_unchanged(lite), assert_invalid(rule="blank", facts="blank", law="blank", until="no_end"):
        do(
            lite,
            command=DecideCase(
                case=case, action=ModerationAction.WARN, ground=DecisionGround.LAW, until=START + DAY
            ),
            **eve,
        )
    with assert_unchanged(lite), assert_invalid(until="no_end"):
        decide(lite, case, ModerationAction.BAN, until=START)
    for action in (ModerationAction.REMOVE, ModerationAction.RESTORE):
        with assert_unchanged(lite), assert_invalid(action="not_a_post"):
            decide(lite, about_member, action)
    with assert_unchanged(lite), assert_refused(NotFound, "runtime.not_found"):
        do(lite, command=DecideCase(case=uuid4(), action=ModerationAction.DISMISS), **eve)  # type: ignore[arg-type]
    decide(lite, about_member, ModerationAction.WARN)
    with assert_unchanged(lite), assert_refused(Conflict, "moderation.closed"):
        decide(lite, about_member, ModerationAction.WARN)


def test_an_object_without_an_owner_has_nobody_to_warn(lite: Kit) -> None:
    by_host = do(lite, SYSTEM, "town", CreateThread(kind="question", title="Rules", body="Be kind."))
    report(lite, by_host.id)
    with assert_unchanged(lite), assert_invalid(action="nobody"):
        decide(lite, case_of(lite, by_host.id), ModerationAction.WARN)
    assert decide(lite, case_of(lite, by_host.id), ModerationAction.REMOVE).appeal_until is None


def test_a_statement_of_reasons_is_complete_and_names_nobody(town: Kit) -> None:
    set_settings(town, redress="Write to us.", appeal_window="P10D")
    decided = decide(
        town,
        reported(town),
        ModerationAction.SUSPEND,
        rule="No ads for medicine",
        facts="It sells pills.",
        ground=DecisionGround.LAW,
        law="Medicines Act, section 10",
        until=START + DAY,
    )
    with town.session("ada") as lobby:
        (statement,) = lobby.ask(ListMyStatementsOfReasons()).items
    seen = statement.decision
    assert (seen.id, seen.community) == (decided.id, ask(town, "bob", "town", ReadCommunity()).id)
    assert (seen.record, seen.object, seen.action, seen.until) == (
        "Post",
        decided.object,
        ModerationAction.SUSPEND,
        START + DAY,
    )
    assert (seen.facts, seen.rule, seen.ground) == (
        "It sells pills.",
        "No ads for medicine",
        DecisionGround.LAW,
    )
    assert (seen.law, seen.detected, seen.automated) == ("Medicines Act, section 10", "report", False)
    assert (seen.redress, seen.appeal_until) == ("Write to us.", START + 10 * DAY)
    assert seen.decided_by is None
    assert ask(town, "ada", "town", ReadDecision(decided.id)) == statement
    for name in ("eve", "bob"):
        assert str(member(town, name)) not in to_json(dump(statement))
    assert ask(town, "max", "town", ReadDecision(decided.id)).decision.decided_by == member(town, "eve")
    for other in ("bob", "cat"):
        with assert_refused(NotFound, "runtime.not_found"):
            ask(town, other, "town", ReadDecision(decided.id))
        with town.session(other) as lobby:
            assert lobby.ask(ListMyStatementsOfReasons()).items == ()
            with assert_refused(NotFound, "runtime.not_found"):
                lobby.do(AppealDecision(decided.id, "For her."))


def test_statements_of_reasons_are_listed_in_pages(lite: Kit) -> None:
    decided = [decide(lite, reported(lite), ModerationAction.WARN).id for _ in range(3)]
    with lite.session("ada") as lobby:
        first = lobby.ask(ListMyStatementsOfReasons(limit=2))
        second = lobby.ask(ListMyStatementsOfReasons(limit=2, after=first.next))
    assert [s.decision.id for s in (*first.items, *second.items)] == decided[::-1]
    assert second.next is None
    with lite.session(None) as lobby, assert_refused(Denied, "runtime.not_permitted"):
        lobby.ask(ListMyStatementsOfReasons())


def test_a_decision_of_the_host_application_is_automated(lite: Kit) -> None:
    decided = decide(lite, reported(lite), ModerationAction.WARN, by=SYSTEM)
    assert (decided.automated, decided.decided_by) == (True, None)


def test_a_moderator_demoted_in_the_meantime_decides_nothing(
    migrated_postgres_url: str, clock: ManualClock
) -> None:
    with town_of(migrated_postgres_url, clock) as town:
        case, eve = reported(town), member(town, "eve")
        decided = decide(town, reported(town), ModerationAction.WARN, by="max")
        appealed(town, decided)
        commands = [
            DecideCase(case=case, action=ModerationAction.WARN, rule="Be kind", facts="Rude."),
            DecideAppeal(decided.id, True, "Fine."),
            ClaimCase(case),
        ]
        for command in commands:
            with assert_refused(Denied, "members.membership_changed"), town.session("eve", "town") as session:
                do(town, OWNER, "town", AssignRole(eve, "member"))
                session.do(command)  # type: ignore[arg-type]
            do(town, OWNER, "town", AssignRole(eve, "steward"))
        do(town, "eve", "town", ClaimCase(case))  # the control: with the role it is accepted


def test_a_member_banned_in_the_meantime_posts_nothing(
    migrated_postgres_url: str, clock: ManualClock
) -> None:
    with town_of(migrated_postgres_url, clock) as town:
        thread = write(town, "bob")
        for command in (
            CreateThread(kind="question", title="Why?", body="So."),
            CreateReply(thread.id, "Hm."),
        ):
            with assert_refused(Denied, "members.membership_changed"), town.session("ada", "town") as session:
                decide(town, reported(town), ModerationAction.BAN)
                session.do(command)  # type: ignore[arg-type]
            do(town, OWNER, "town", LiftRestriction(member(town, "ada")))
            do(town, "ada", "town", JoinCommunity())
        assert_counters_hold(town, "town")
