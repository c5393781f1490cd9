"""Decisions: what each does, the statement of reasons, strikes, appeals by somebody else, and how it is undone."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from commkit import SYSTEM, Conflict, Denied, Kit, NotFound
from commkit.communities import ReadCommunity
from commkit.members import (
    AssignRole,
    JoinCommunity,
    LeaveCommunity,
    LiftRestriction,
    ListMembers,
    MembershipStatus,
    ReadMember,
    RestrictMember,
)
from commkit.moderation import (
    AppealDecided,
    AppealDecision,
    Case,
    CaseDecided,
    ClaimCase,
    DecideAppeal,
    DecideCase,
    Decision,
    DecisionAppealed,
    DecisionGround,
    DecisionId,
    ListCases,
    ListModerationLog,
    ListMyStatementsOfReasons,
    ModerationAction,
    ReadCase,
    ReadDecision,
    StrikeGiven,
)
from commkit.moderation import decision_statements as strikes
from commkit.posts import CreateReply, CreateThread, Post, ReadPost, RemovePost, RestorePost
from commkit.runtime.values.serialization import dump, to_json
from commkit.testing.clock import ManualClock
from commkit.testing.contexts import context_of
from tests.helpers import (
    ask,
    assert_counters_hold,
    assert_invalid,
    assert_refused,
    assert_unchanged,
    do,
    emitted_facts,
    run_concurrently,
)
from tests.moderation.town import (
    DAY,
    START,
    case_of,
    decide,
    member,
    membership,
    report,
    reported,
    settle,
    town_of,
    write,
)
from tests.sample import OWNER


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(START)


@pytest.fixture
def town(url: str, clock: ManualClock) -> Iterator[Kit]:
    with town_of(url, clock) as kit:
        yield kit


@pytest.fixture
def lite(sqlite_url: str, clock: ManualClock) -> Iterator[Kit]:
    with town_of(sqlite_url, clock) as kit:
        yield kit


def object_of(kit: Kit, decision: Decision) -> Post:
    return ask(kit, OWNER, "town", ReadPost(decision.object))  # type: ignore[arg-type]


def appealed(kit: Kit, decision: Decision, *, by: str = "ada") -> None:
    with kit.session(by) as lobby:
        lobby.do(AppealDecision(decision.id, "I did nothing of the kind."))


def granted(kit: Kit, decision: Decision, *, by: str = "max", owner: str = "ada") -> None:
    appealed(kit, decision, by=owner)
    do(kit, by, "town", DecideAppeal(decision.id, True, "You are right."))


# --- what decisions do --------------------------------------------------------------------------------------


def test_to_dismiss_closes_the_case_and_harms_nobody(lite: Kit) -> None:
    case = reported(lite)
    facts = emitted_facts(lite, "eve", "town", DecideCase(case=case, action=ModerationAction.DISMISS))
    assert [type(fact) for fact in facts] == [CaseDecided]
    assert ask(lite, "eve", "town", ListCases()).items == ()
    file = ask(lite, "max", "town", ReadCase(case))
    assert (file.case.closed_at, file.case.reports, file.reports) == (START, 0, ())
    assert file.decisions[0].appeal_until is None
    with lite.session("ada") as lobby:
        assert lobby.ask(ListMyStatementsOfReasons()).items == ()


def test_to_remove_takes_down_and_to_restore_puts_up(town: Kit) -> None:
    removed = decide(town, reported(town), ModerationAction.REMOVE)
    assert object_of(town, removed).removed_at == START
    assert membership(town, "ada").removed_count == 1
    with assert_refused(NotFound, "runtime.not_found"):
        report(town, removed.object, by="cat")  # nobody sees it any more
    report(town, removed.object, by="max")
    decide(town, case_of(town, removed.object), ModerationAction.RESTORE, rule="", facts="")
    assert object_of(town, removed).removed_at is None
    assert_counters_hold(town, "town")


@pytest.mark.parametrize(
    ("action", "status"),
    [
        (ModerationAction.SILENCE, MembershipStatus.SILENCED),
        (ModerationAction.SUSPEND, MembershipStatus.SUSPENDED),
        (ModerationAction.BAN, MembershipStatus.BANNED),
    ],
)
def test_restrictions_are_those_of_members(
    lite: Kit, action: ModerationAction, status: MembershipStatus
) -> None:
    until = START + 3 * DAY
    decided = decide(lite, reported(lite), action, until=until)
    now = membership(lite, "ada")
    assert (now.status, now.restricted_until, now.restriction_reason) == (status, until, "Be kind")
    assert decided.until == until
    assert_counters_hold(lite, "town")


def test_who_may_decide_about_whom_is_as_for_restrictions(lite: Kit) -> None:
    about_owner, about_max = reported(lite, OWNER), reported(lite, "max")
    with assert_unchanged(lite), assert_refused(Conflict, "members.is_owner"):
        decide(lite, about_owner, ModerationAction.BAN)
    with assert_unchanged(lite), assert_refused(Denied, "members.owner_only"):
        decide(lite, about_max, ModerationAction.SUSPEND)
    decide(lite, about_max, ModerationAction.WARN)
    with assert_unchanged(lite), assert_refused(Denied, "runtime.not_permitted"):
        decide(lite, about_owner, ModerationAction.DISMISS, by="ada")


def test_bad_decisions_are_told_all_at_once(lite: Kit) -> None:
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


def test_nobodys_things_have_nobody_to_warn(lite: Kit) -> None:
    by_host = do(lite, SYSTEM, "town", CreateThread(kind="question", title="Rules", body="Be kind."))
    report(lite, by_host.id)
    with assert_unchanged(lite), assert_invalid(action="nobody"):
        decide(lite, case_of(lite, by_host.id), ModerationAction.WARN)
    assert decide(lite, case_of(lite, by_host.id), ModerationAction.REMOVE).appeal_until is None


# --- the statement of reasons -------------------------------------------------------------------------------


def test_a_statement_tells_everything_that_is_asked_for_and_no_names(town: Kit) -> None:
    settle(town, redress="Write to us.", appeal_window=10 * 86_400)
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


def test_statements_of_all_communities_page_by_key(lite: Kit) -> None:
    decided = [decide(lite, reported(lite), ModerationAction.WARN).id for _ in range(3)]
    with lite.session("ada") as lobby:
        first = lobby.ask(ListMyStatementsOfReasons(limit=2))
        second = lobby.ask(ListMyStatementsOfReasons(limit=2, after=first.next))
    assert [s.decision.id for s in (*first.items, *second.items)] == decided[::-1]
    assert second.next is None
    with lite.session(None) as lobby, assert_refused(Denied, "runtime.not_permitted"):
        lobby.ask(ListMyStatementsOfReasons())


def test_what_the_host_decides_is_automated(lite: Kit) -> None:
    decided = decide(lite, reported(lite), ModerationAction.WARN, by=SYSTEM)
    assert (decided.automated, decided.decided_by) == (True, None)


# --- strikes ------------------------------------------------------------------------------------------------


def test_enough_strikes_suspend_once_and_are_used_up(town: Kit, clock: ManualClock) -> None:
    settle(town, strikes_to_suspend=2, suspension_duration=86_400)
    facts = emitted_facts(
        town,
        "eve",
        "town",
        DecideCase(case=reported(town), action=ModerationAction.STRIKE, rule="Be kind", facts="Rude."),
    )
    given = next(fact for fact in facts if isinstance(fact, StrikeGiven))
    assert (given.counting, given.suspended, given.member) == (1, False, member(town, "ada"))
    assert membership(town, "ada").status is MembershipStatus.ACTIVE
    second = decide(town, reported(town), ModerationAction.STRIKE)
    assert (second.consequences, second.until) == (("suspended",), START + DAY)
    assert membership(town, "ada").status is MembershipStatus.SUSPENDED
    clock.advance(DAY)
    third = decide(town, reported(town), ModerationAction.STRIKE)  # the first two are used up
    assert third.consequences == ()
    assert len(ask(town, "max", "town", ReadCase(case_of_any(town))).strikes) == 1


def case_of_any(kit: Kit) -> Any:
    posted = write(kit)
    report(kit, posted.id, by="cat")
    return case_of(kit, posted.id)


def test_strikes_expire(lite: Kit, clock: ManualClock) -> None:
    settle(lite, strikes_to_suspend=2, strike_duration=10 * 86_400)
    decide(lite, reported(lite), ModerationAction.STRIKE)
    clock.advance(10 * DAY)
    assert decide(lite, reported(lite), ModerationAction.STRIKE).consequences == ()
    clock.advance(9 * DAY)
    assert decide(lite, reported(lite), ModerationAction.STRIKE).consequences == ("suspended",)


def test_no_number_of_strikes_suspends_where_that_is_off_or_they_are_out(lite: Kit) -> None:
    settle(lite, strikes_to_suspend=0)
    for _ in range(4):
        decide(lite, reported(lite), ModerationAction.STRIKE)
    settle(lite, strikes_to_suspend=1)
    case, ada = reported(lite), member(lite, "ada")
    do(lite, "ada", "town", LeaveCommunity())
    assert decide(lite, case, ModerationAction.STRIKE).consequences == ()
    assert ask(lite, OWNER, "town", ReadMember(ada)).status is MembershipStatus.LEFT


def test_strikes_at_once_suspend_exactly_once(town: Kit) -> None:
    settle(town, strikes_to_suspend=3)
    cases = [reported(town) for _ in range(5)]
    decided = run_concurrently(
        5, lambda n: decide(town, cases[n], ModerationAction.STRIKE, by=["eve", "max"][n % 2])
    )
    assert all(isinstance(one, Decision) for one in decided), decided
    assert sum("suspended" in one.consequences for one in decided if isinstance(one, Decision)) == 1
    assert membership(town, "ada").status is MembershipStatus.SUSPENDED


def test_control_strikes_counted_without_the_lock_miss_each_other(
    migrated_postgres_url: str, clock: ManualClock
) -> None:
    """Two strikes that do not wait for each other both count themselves only."""
    with town_of(migrated_postgres_url, clock) as town:
        ada = member(town, "ada")
        decided = [decide(town, reported(town), ModerationAction.WARN).id for _ in range(2)]
        with town.session("eve", "town") as one, town.session("max", "town") as other:
            for session, decision in ((one, decided[0]), (other, decided[1])):
                naive_strike(session, ada, decision)
            counted = [len(context_of(s).rows(strikes.STRIKES, whose=ada, now=START)) for s in (one, other)]
        assert counted == [1, 1]


def naive_strike(session: Any, whose: Any, decision: Any) -> None:
    context_of(session).run(
        strikes.ADD_STRIKE,
        id=context_of(session).new_id(),
        member=whose,
        decision=decision,
        at=START,
        expires_at=START + DAY,
        ended_at=None,
        spent_by=None,
    )


# --- appeals ------------------------------------------------------------------------------------------------


def test_an_appeal_comes_back_to_the_queue_and_is_answered_by_somebody_else(town: Kit) -> None:
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


def test_an_appeal_is_made_once_in_time_and_by_whom_it_concerns(lite: Kit, clock: ManualClock) -> None:
    first, second = (decide(lite, reported(lite), ModerationAction.WARN) for _ in range(2))
    dismissed = decide(lite, reported(lite), ModerationAction.DISMISS)
    appealed(lite, first)
    with assert_unchanged(lite), assert_refused(Conflict, "moderation.appealed_already"):
        appealed(lite, first)
    with assert_unchanged(lite), assert_refused(Conflict, "moderation.too_late"):
        appealed(lite, dismissed)
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
def test_who_is_restricted_can_read_and_appeal_all_the_same(town: Kit, action: ModerationAction) -> None:
    decided = decide(town, reported(town), action)
    with town.session("ada") as lobby:
        assert [s.decision.id for s in lobby.ask(ListMyStatementsOfReasons()).items] == [decided.id]
    granted(town, decided)
    assert membership(town, "ada").status is MembershipStatus.ACTIVE
    do(town, "ada", "town", CreateThread(kind="question", title="Back", body="Thanks."))
    assert_counters_hold(town, "town")


def test_to_grant_undoes_what_each_decision_did(town: Kit) -> None:
    settle(town, strikes_to_suspend=2)
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


def test_what_was_decided_anew_since_is_left_alone(lite: Kit) -> None:
    removed = decide(lite, reported(lite), ModerationAction.REMOVE)
    do(lite, "max", "town", RestorePost(removed.object))  # type: ignore[arg-type]
    granted(lite, removed)
    suspended = decide(lite, reported(lite), ModerationAction.SUSPEND, until=START + DAY)
    do(lite, OWNER, "town", RestrictMember(member(lite, "ada"), "banned", "For something else."))
    granted(lite, suspended)
    assert membership(lite, "ada").status is MembershipStatus.BANNED


def test_what_its_author_took_down_is_not_put_up_by_an_appeal(lite: Kit) -> None:
    case = reported(lite)
    posted = ask(lite, "eve", "town", ReadCase(case)).case.object
    do(lite, "ada", "town", RemovePost(posted))  # type: ignore[arg-type]
    removed = decide(lite, case, ModerationAction.REMOVE)
    assert removed.consequences == ("gone",)
    granted(lite, removed)
    assert object_of(lite, removed).removed_at is not None
    assert_counters_hold(lite, "town")


def test_a_ban_undone_gives_the_role_back_where_the_decider_may(lite: Kit) -> None:
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


def test_what_the_host_decided_anybody_may_undo_but_not_whom_it_concerns(town: Kit) -> None:
    decided = decide(town, reported(town, "eve"), ModerationAction.WARN, by=SYSTEM)
    appealed(town, decided, by="eve")
    with assert_unchanged(town), assert_refused(Denied, "moderation.same_person"):
        do(town, "eve", "town", DecideAppeal(decided.id, True, "I am right."))
    do(town, "max", "town", DecideAppeal(decided.id, True, "You are right."))


def test_an_appeal_is_answered_once_whoever_comes_first(town: Kit) -> None:
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


def test_reports_and_an_appeal_in_one_case_are_settled_each_by_itself(lite: Kit) -> None:
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


# --- the public log -----------------------------------------------------------------------------------------


def test_the_log_tells_what_and_why_and_never_who(lite: Kit) -> None:
    first = decide(lite, reported(lite), ModerationAction.WARN)
    second = decide(lite, reported(lite), ModerationAction.REMOVE, by=SYSTEM)
    decide(lite, reported(lite), ModerationAction.DISMISS)
    granted(lite, first)
    settle(lite, log_visibility="everyone")
    for reader in (None, "stranger", "bob", "eve"):
        page = ask(lite, reader, "town", ListModerationLog())
        assert [(e.id, e.action, e.reversed, e.automated, e.rule) for e in page.items] == [
            (second.id, ModerationAction.REMOVE, False, True, "Be kind"),
            (first.id, ModerationAction.WARN, True, False, "Be kind"),
        ]
        shown = to_json(dump(page.items))
        secrets = [str(member(lite, key)) for key in ("ada", "bob", "eve", "max")]
        assert not [secret for secret in (*secrets, str(first.object), "pills") if secret in shown]
    one = ask(lite, None, "town", ListModerationLog(limit=1))
    assert [e.id for e in ask(lite, None, "town", ListModerationLog(limit=1, after=one.next)).items] == [
        first.id
    ]


@pytest.mark.parametrize(
    ("log", "readers"),
    [("stewards", {"eve"}), ("members", {"eve", "bob"}), ("everyone", {"eve", "bob", "stranger", None})],
)
def test_the_community_says_who_reads_the_log(lite: Kit, log: str, readers: set[str | None]) -> None:
    settle(lite, log=log)
    for reader in ("eve", "bob", "stranger", None):
        if reader in readers:
            assert ask(lite, reader, "town", ListModerationLog()).items == ()
        else:
            with assert_refused(Denied, "moderation.log_not_visible"):
                ask(lite, reader, "town", ListModerationLog())


# --- demotion and ban in the meantime -----------------------------------------------------------------------


def test_who_was_demoted_in_the_meantime_decides_nothing(
    migrated_postgres_url: str, clock: ManualClock
) -> None:
    with town_of(migrated_postgres_url, clock) as town:
        case, eve = reported(town), member(town, "eve")
        decided = decide(town, reported(town), ModerationAction.WARN, by="max")
        appealed(town, decided)
        deeds = [
            DecideCase(case=case, action=ModerationAction.WARN, rule="Be kind", facts="Rude."),
            DecideAppeal(decided.id, True, "Fine."),
        ]
        for deed in deeds:
            with assert_refused(Denied, "members.membership_changed"), town.session("eve", "town") as session:
                do(town, OWNER, "town", AssignRole(eve, "member"))
                session.do(deed)  # type: ignore[arg-type]
            do(town, OWNER, "town", AssignRole(eve, "steward"))
        with town.session("eve", "town") as session:  # a control: the session by itself has not noticed
            do(town, OWNER, "town", AssignRole(eve, "member"))
            session.do(ClaimCase(case))


def test_who_is_banned_in_the_meantime_posts_nothing(migrated_postgres_url: str, clock: ManualClock) -> None:
    with town_of(migrated_postgres_url, clock) as town:
        thread = write(town, "bob")
        for deed in (CreateThread(kind="question", title="Why?", body="So."), CreateReply(thread.id, "Hm.")):
            with assert_refused(Denied, "members.membership_changed"), town.session("ada", "town") as session:
                decide(town, reported(town), ModerationAction.BAN)
                session.do(deed)  # type: ignore[arg-type]
            do(town, OWNER, "town", LiftRestriction(member(town, "ada")))
            do(town, "ada", "town", JoinCommunity())
        assert_counters_hold(town, "town")


def test_posts_and_a_ban_at_once_come_one_before_the_other(town: Kit) -> None:
    """Whoever wins: no post is told behind the ban."""
    case = reported(town)

    def deed(number: int) -> Any:
        if number == 3:
            return decide(town, case, ModerationAction.BAN)
        return write(town, "ada", str(number))

    answers = run_concurrently(8, deed)
    assert isinstance(answers[3], Decision)
    refusals = {e.code for e in answers if isinstance(e, Exception)}
    assert refusals <= {"members.membership_changed", "runtime.not_permitted"}
    posts = [a for a in answers if isinstance(a, Post)]
    assert membership(town, "ada").post_count == len(posts) + 1
    assert_counters_hold(town, "town")
