"""Reports and cases: one open report for each reporter, one case for each object, and nobody sees their own."""

from datetime import timedelta
from uuid import uuid4

import pytest

from commkit import SYSTEM, Conflict, Denied, Invalid, Kit, MemberId, NotFound
from commkit.members import AssignRole, RestrictMember
from commkit.moderation import (
    AssignCase,
    CaseClaimed,
    CaseId,
    ClaimCase,
    DecideCase,
    FileReport,
    ListCases,
    ModerationAction,
    ObjectReported,
    ReadCase,
    ReadModerationWorkload,
    ReleaseCase,
)
from commkit.posts import RemovePost
from commkit.runtime.values.serialization import dump, to_json
from commkit.testing.clock import ManualClock
from commkit.testing.contexts import context_of
from tests.helpers import (
    ask,
    assert_invalid,
    assert_refused,
    assert_unchanged,
    do,
    emitted_facts,
    run_concurrently,
)
from tests.moderation.fixtures import (
    START,
    case_of,
    decide,
    member,
    report,
    reported,
    set_settings,
    write,
)
from tests.sample import OWNER, create_community


def test_reports_of_one_object_are_in_one_case(town: Kit) -> None:
    first = write(town)
    made = report(town, first.id, reason="spam")
    facts = emitted_facts(town, "cat", "town", FileReport("Post", first.id, "hate", note="Look at the end."))
    (case,) = ask(town, "eve", "town", ListCases()).items
    assert [type(fact) for fact in facts] == [ObjectReported]
    assert (facts[0].case, facts[0].reason) == (case.id, "hate")
    assert (case.record, case.object, case.owner) == ("Post", first.id, member(town, "ada"))
    assert (case.reports, case.priority, case.opened_at, case.held) == (2, 5, START, False)
    file = ask(town, "eve", "town", ReadCase(case.id))
    assert file.reports[0] == made
    assert [(r.reporter, r.reason, r.note) for r in file.reports] == [
        (member(town, "bob"), "spam", ""),
        (member(town, "cat"), "hate", "Look at the end."),
    ]
    assert (file.detections, file.decisions, file.appeals, file.strikes) == ((), (), (), ())


def test_one_open_report_for_each_reporter_and_object(town: Kit) -> None:
    first, second = write(town), write(town)
    report(town, first.id)
    with assert_unchanged(town), assert_refused(Conflict, "moderation.reported_already"):
        report(town, first.id, reason="hate")
    report(town, second.id)
    decide(town, case_of(town, first.id), ModerationAction.DISMISS)
    report(town, first.id, reason="hate")
    case = next(c for c in ask(town, "eve", "town", ListCases()).items if c.object == first.id)
    assert (case.reports, case.priority) == (1, 4)


def test_any_object_with_a_loader_can_be_reported(lite: Kit) -> None:
    report(lite, member(lite, "ada"), record="Membership", reason="harassment")
    (case,) = ask(lite, "eve", "town", ListCases()).items
    assert (case.record, case.owner) == ("Membership", member(lite, "ada"))


def test_what_cannot_be_reported_is_refused(lite: Kit) -> None:
    mine = write(lite)
    for record in ("Nothing", "Revision", "Case", "Decision"):
        with assert_unchanged(lite), assert_invalid(record="unknown_record"):
            report(lite, mine.id, record=record)
    with assert_unchanged(lite), assert_invalid(reason="unknown_reason"):
        report(lite, mine.id, reason="boredom")
    with assert_unchanged(lite), assert_refused(NotFound, "runtime.not_found"):
        report(lite, uuid4())
    with assert_unchanged(lite), assert_refused(Conflict, "moderation.own_object"):
        report(lite, mine.id, by="ada")
    do(lite, "ada", "town", RemovePost(mine.id))
    with assert_unchanged(lite), assert_refused(NotFound, "runtime.not_found"):
        report(lite, mine.id)
    other = write(lite)
    for nobody in (None, "stranger"):
        with assert_unchanged(lite), assert_refused(Denied, "runtime.not_permitted"):
            do(lite, nobody, "town", FileReport("Post", other.id, "spam"))


def test_a_community_has_its_own_reasons(lite: Kit) -> None:
    set_settings(lite, reasons={"rude": 9})
    first = write(lite)
    with assert_unchanged(lite), assert_invalid(reason="unknown_reason"):
        report(lite, first.id, reason="spam")
    report(lite, first.id, reason="rude")
    assert ask(lite, "eve", "town", ListCases()).items[0].priority == 9


def test_the_owner_never_learns_who_reported_even_as_a_moderator(lite: Kit) -> None:
    by_eve = write(lite, "eve")
    made = report(lite, by_eve.id, by="bob")
    case = case_of(lite, by_eve.id, by="max")
    assert ask(lite, "eve", "town", ListCases()).items == ()
    for command in (
        ClaimCase(case),
        ReleaseCase(case),
        DecideCase(case=case, action=ModerationAction.DISMISS),
    ):
        with assert_unchanged(lite), assert_refused(NotFound, "runtime.not_found"):
            do(lite, "eve", "town", command)
    with assert_refused(NotFound, "runtime.not_found"):
        ask(lite, "eve", "town", ReadCase(case))
    with lite.session("eve", "town") as session, assert_refused(NotFound, "runtime.not_found"):
        context_of(session).get(type(made), made.id)
    with assert_unchanged(lite), assert_refused(Conflict, "moderation.not_a_moderator"):
        do(lite, "max", "town", AssignCase(case, member(lite, "eve")))
    decided = decide(lite, case, ModerationAction.WARN, by="max")
    bob = str(member(lite, "bob"))
    with lite.session("eve", "town") as session:
        seen = context_of(session).get(type(decided), decided.id)
    assert seen.decided_by is None
    assert bob not in to_json(dump(seen))


def test_a_reporter_sees_their_own_report_and_members_see_no_other(lite: Kit) -> None:
    made = report(lite, write(lite).id)
    for key, sees in [("bob", True), ("eve", True), ("ada", False), ("cat", False)]:
        with lite.session(key, "town") as session:
            if sees:
                assert context_of(session).get(type(made), made.id) == made
            else:
                with assert_refused(NotFound, "runtime.not_found"):
                    context_of(session).get(type(made), made.id)
    for query in (ListCases(), ReadModerationWorkload()):
        with assert_refused(Denied, "runtime.not_permitted"):
            ask(lite, "ada", "town", query)


def test_the_queue_is_in_order_and_listed_in_pages(town: Kit, clock: ManualClock) -> None:
    weights = {"spam": 1, "illegal": 5, "hate": 4, "other": 1, "harassment": 3}
    expected = []
    for reason, weight in weights.items():
        clock.advance(timedelta(minutes=1))
        posted = write(town)
        report(town, posted.id, reason=reason)
        expected.append((-weight, len(expected), posted.id))
    expected.sort()
    seen, after = [], None
    while True:
        page = ask(town, "eve", "town", ListCases(limit=2, after=after))
        seen += [case.object for case in page.items]
        after = page.next
        if after is None:
            break
    assert seen == [object for _, _, object in expected]
    with assert_invalid(after="bad_cursor"):
        ask(town, "eve", "town", ListCases(after="nonsense"))


def test_a_claimed_case_is_handled_by_its_moderator_only(town: Kit, clock: ManualClock) -> None:
    case = reported(town)
    other = reported(town, "cat")
    assert emitted_facts(town, "eve", "town", ClaimCase(case)) == [
        CaseClaimed(case=case, by=member(town, "eve"))
    ]
    for command in (ClaimCase(case), DecideCase(case=case, action=ModerationAction.DISMISS)):
        with assert_unchanged(town), assert_refused(Conflict, "moderation.claimed"):
            do(town, "max", "town", command)
    with assert_unchanged(town), assert_refused(Conflict, "moderation.not_claimed_by_you"):
        do(town, "max", "town", ReleaseCase(case))

    def queue(key: str, whose: str) -> list[CaseId]:
        return [c.id for c in ask(town, key, "town", ListCases(filter=whose)).items]  # type: ignore[arg-type]

    assert (queue("eve", "mine"), queue("eve", "unclaimed"), queue("max", "mine")) == ([case], [other], [])
    clock.advance(timedelta(minutes=29))
    do(town, "eve", "town", ClaimCase(case))  # prolongs it
    clock.advance(timedelta(minutes=29))
    with assert_refused(Conflict, "moderation.claimed"):
        do(town, "max", "town", ClaimCase(case))
    clock.advance(timedelta(minutes=1))
    assert queue("max", "unclaimed") == [case, other]
    assert do(town, "max", "town", ClaimCase(case)).claimed_by == member(town, "max")
    do(town, "max", "town", ReleaseCase(case))
    assert queue("eve", "unclaimed") == [case, other]
    do(town, "eve", "town", DecideCase(case=case, action=ModerationAction.DISMISS))
    with assert_unchanged(town), assert_refused(Conflict, "moderation.closed"):
        do(town, "eve", "town", ClaimCase(case))


def test_a_case_is_assigned_to_moderators_only(lite: Kit) -> None:
    case = reported(lite)
    given = do(lite, "eve", "town", AssignCase(case, member(lite, "max")))
    assert given.claimed_by == member(lite, "max")
    with assert_unchanged(lite), assert_refused(Conflict, "moderation.claimed"):
        do(lite, "eve", "town", DecideCase(case=case, action=ModerationAction.DISMISS))
    do(lite, OWNER, "town", AssignCase(case, member(lite, "eve")))
    do(lite, OWNER, "town", RestrictMember(member(lite, "max"), "suspended", "Rest."))
    for who in (member(lite, "ada"), member(lite, "max"), MemberId(uuid4())):
        with assert_unchanged(lite), assert_refused(Conflict, "moderation.not_a_moderator"):
            do(lite, OWNER, "town", AssignCase(case, who))
    do(lite, "eve", "town", DecideCase(case=case, action=ModerationAction.DISMISS))


def test_two_moderators_never_work_on_the_same_case(town: Kit) -> None:
    do(town, OWNER, "town", AssignRole(member(town, "cat"), "steward"))
    case = reported(town)
    moderators = ["eve", "max", "cat", OWNER] * 2
    answers = run_concurrently(8, lambda n: do(town, moderators[n], "town", ClaimCase(case)))
    owners = {answer.claimed_by for answer in answers if not isinstance(answer, Exception)}
    assert len(owners) == 1
    assert {e.code for e in answers if isinstance(e, Conflict)} == {"moderation.claimed"}
    assert len([a for a in answers if isinstance(a, Exception)]) == 6  # who has it may claim it twice


def test_simultaneous_decisions_decide_a_case_once(town: Kit) -> None:
    case = reported(town)
    answers = run_concurrently(
        6, lambda n: decide(town, case, ModerationAction.WARN, by=["eve", "max"][n % 2])
    )
    assert len([a for a in answers if not isinstance(a, Exception)]) == 1
    file = ask(town, OWNER, "town", ReadCase(case))
    assert (len(file.decisions), file.reports) == (1, ())


def test_simultaneous_reports_of_a_member_count_once(town: Kit) -> None:
    posted = write(town)
    answers = run_concurrently(6, lambda n: report(town, posted.id, by=["bob", "cat"][n % 2]))
    assert len([a for a in answers if not isinstance(a, Exception)]) == 2
    (case,) = ask(town, "eve", "town", ListCases()).items
    assert (case.reports, case.priority) == (2, 2)


def test_cases_of_another_community_are_not_found(lite: Kit) -> None:
    case = reported(lite)
    create_community(lite, "other", members=["bob"])
    with assert_refused(NotFound, "runtime.not_found"):
        ask(lite, OWNER, "other", ReadCase(case))
    assert ask(lite, OWNER, "other", ListCases()).items == ()
    with assert_unchanged(lite), assert_refused(NotFound, "runtime.not_found"):
        do(
            lite,
            "bob",
            "other",
            FileReport("Post", ask(lite, SYSTEM, "town", ReadCase(case)).case.object, "spam"),
        )


def test_the_workload_of_moderators(town: Kit, clock: ManualClock) -> None:
    empty = ask(town, "eve", "town", ReadModerationWorkload())
    assert (empty.open, empty.median_age, empty.moderators) == (0, None, ())
    for action in (ModerationAction.DISMISS, ModerationAction.WARN):
        decide(town, reported(town), action)
    decide(town, reported(town), ModerationAction.WARN, by=SYSTEM)
    clock.advance(timedelta(days=6))
    decide(town, reported(town), ModerationAction.WARN, by="max")
    cases = []
    for _ in range(3):
        cases.append(reported(town))
        clock.advance(timedelta(hours=1))
    do(town, "eve", "town", ClaimCase(cases[0]))
    load = ask(town, "max", "town", ReadModerationWorkload())
    assert (load.open, load.unclaimed) == (3, 2)
    assert (load.median_age, load.oldest_age) == (timedelta(hours=2), timedelta(hours=3))
    assert (load.handled, load.automated) == (3, 1)
    eve, max = member(town, "eve"), member(town, "max")
    assert [(s.moderator, s.claimed, s.handled) for s in load.moderators] == [(eve, 1, 2), (max, 0, 1)]
    clock.advance(timedelta(days=2))
    later = ask(town, "max", "town", ReadModerationWorkload())
    assert (later.handled, later.unclaimed, later.moderators[0].handled) == (1, 3, 1)


def test_a_report_is_refused_with_every_fault(lite: Kit) -> None:
    with assert_unchanged(lite), pytest.raises(Invalid) as caught:
        do(lite, "bob", "town", FileReport(" ", uuid4(), "", note="x" * 2_001))
    assert {error.path for error in caught.value.errors} == {"record", "reason", "note"}
