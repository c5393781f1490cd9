"""Misuse of reports and appeals: suspended by a person's decision, after a warning, on evidence, for a time."""

from contextlib import suppress
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import bindparam, update

from commkit import SYSTEM, CommkitError, Conflict, Denied, Kit, MemberId, NotFound
from commkit.explaining import ExplainDecision
from commkit.members import AddAgent, AssignRole
from commkit.moderation import (
    AppealDecision,
    DecideAppeal,
    DecideCase,
    Decision,
    DecisionGround,
    DecisionId,
    EndProcessingSuspension,
    ListMyStatementsOfReasons,
    MisuseFile,
    ModerationAction,
    ProcessingResumed,
    ReadMisuse,
    ReadTransparencyNumbers,
    Requests,
    SuspensionCount,
    statement_text,
)
from commkit.moderation.cases.statements import NOW, here
from commkit.moderation.misuse import statements as sql
from commkit.moderation.tables import processing_suspension
from commkit.notifications import ListInbox
from commkit.privacy import ErasePerson, ExportPerson
from commkit.runtime.sessions.offers import offered_commands
from commkit.runtime.storage.statements import statement
from commkit.runtime.values.serialization import to_json
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
    DAY,
    START,
    case_of,
    decide,
    member,
    report,
    reported,
    set_settings,
    write,
)
from tests.sample import OWNER

REPORTS, APPEALS = ModerationAction.SUSPEND_REPORTS, ModerationAction.SUSPEND_APPEALS
GROUND = {REPORTS: DecisionGround.UNFOUNDED_NOTICE, APPEALS: DecisionGround.UNFOUNDED_APPEAL}


def unfounded_report(kit: Kit, clock: ManualClock, *, by: str = "bob", about: str = "ada") -> UUID:
    """A report that was dismissed."""
    clock.advance(timedelta(hours=1))
    made = report(kit, write(kit, about).id, by=by)
    decide(kit, case_of(kit, made.object), ModerationAction.DISMISS)
    id: UUID = made.id
    return id


def unfounded_appeal(kit: Kit, clock: ManualClock) -> UUID:
    """The decision about bob whose appeal was not granted."""
    clock.advance(timedelta(hours=1))
    decided = decide(kit, reported(kit, "bob"), ModerationAction.REMOVE)
    with kit.session("bob") as lobby:
        lobby.do(AppealDecision(decided.id, "I want it back."))
    do(kit, "max", "town", DecideAppeal(decided.id, False, "No."))
    return decided.id


def unfounded(kit: Kit, clock: ManualClock, action: ModerationAction) -> UUID:
    return unfounded_report(kit, clock) if action is REPORTS else unfounded_appeal(kit, clock)


def membership_case(kit: Kit, key: str = "bob") -> Any:
    """The case of a member, whom somebody reported, if they have not yet."""
    with suppress(Conflict):
        report(kit, member(kit, key), by="cat", record="Membership", reason="other")
    return case_of(kit, member(kit, key))


def warn(kit: Kit, action: ModerationAction = REPORTS) -> Decision:
    return decide(kit, membership_case(kit), ModerationAction.WARN, ground=GROUND[action])


def evidence(kit: Kit, clock: ManualClock, action: ModerationAction = REPORTS) -> list[UUID]:
    """Two unfounded ones, a warning, and a third one."""
    found = [unfounded(kit, clock, action) for _ in range(2)]
    warn(kit, action)
    return [*found, unfounded(kit, clock, action)]


def suspend(
    kit: Kit,
    clock: ManualClock,
    ids: list[UUID],
    action: ModerationAction = REPORTS,
    *,
    by: Any = "eve",
    **more: Any,
) -> Decision:
    given = {"ground": GROUND[action], "until": clock() + 30 * DAY, "evidence": tuple(ids)} | more
    return decide(kit, membership_case(kit), action, by=by, **given)


def test_reports_are_suspended_after_a_warning_and_for_a_time(town: Kit, clock: ManualClock) -> None:
    ids = evidence(town, clock)
    found = ask(town, "eve", "town", ReadMisuse(member(town, "bob")))
    assert (found.reports, found.appeals) == (Requests(3, 3), Requests(0, 0))
    assert [each.id for each in found.dismissed] == ids[::-1]
    assert [each.action for each in found.warnings] == [ModerationAction.WARN]
    decided = suspend(town, clock, ids)
    assert decided.facts.endswith("the member made 3 reports, of which 3 were manifestly unfounded.")
    post = write(town, "ada")
    with assert_unchanged(town), assert_refused(Denied, "moderation.reports_suspended"):
        report(town, post.id, by="bob")
    report(town, post.id, by="cat")
    report(town, post.id, by="bob", reason="self_harm")  # somebody's life is worth one more look
    clock.advance(30 * DAY)
    report(town, write(town, "ada").id, by="bob")


def test_the_member_reads_why_and_until_when(town: Kit, clock: ManualClock) -> None:
    decided = suspend(town, clock, evidence(town, clock))
    with town.session("bob") as lobby:
        told = lobby.ask(ListMyStatementsOfReasons()).items[0].decision
    assert (told.id, told.decided_by) == (decided.id, None)
    text = statement_text(told)
    assert "Restriction: your reports are not processed, but for those of a danger to somebody's life" in text
    assert f"Until: {decided.until:%Y-%m-%d %H:%M} UTC" in text
    assert "Misuse: reports that were manifestly unfounded" in text
    assert "Complaint: You may appeal here" in text
    with pytest.raises(Denied) as refused:
        report(town, write(town, "ada").id, by="bob")
    assert f"not processed until {decided.until:%Y-%m-%d %H:%M} UTC" in refused.value.message
    town.worker().drain()
    kinds = [item.kind for item in ask(town, "bob", "town", ListInbox()).items]
    assert kinds.count("moderation.decided") == 2, "the warning, and the suspension"


def test_a_suspension_needs_each_of_its_parts(lite: Kit, clock: ManualClock) -> None:
    ids = [unfounded_report(lite, clock) for _ in range(3)]
    case = membership_case(lite)

    def refused(action: ModerationAction = REPORTS, **given: Any) -> Any:
        parts: dict[str, Any] = {
            "ground": GROUND.get(action, DecisionGround.RULES),
            "until": clock() + 30 * DAY,
            "evidence": tuple(ids),
            "rule": "No misuse",
            "facts": "Thrice.",
        } | given
        do(lite, "eve", "town", DecideCase(case=case, action=action, **parts))

    with assert_invalid(action="not_warned"):
        refused()
    decide(lite, case, ModerationAction.WARN, ground=DecisionGround.UNFOUNDED_NOTICE)
    case = membership_case(lite)
    with assert_invalid(evidence="before_warning"):
        refused()
    ids.append(unfounded_report(lite, clock))
    upheld = report(lite, write(lite, "ada").id)
    decide(lite, case_of(lite, upheld.object), ModerationAction.REMOVE)
    open_one = report(lite, write(lite, "ada").id)
    of_cat = unfounded_report(lite, clock, by="cat")
    for strange in (upheld.id, open_one.id, of_cat, uuid4()):
        with assert_invalid(evidence="not_unfounded"):
            refused(evidence=(*ids, strange))
    for few in ((), tuple(ids[2:]), (ids[3],) * 3):
        with assert_invalid(evidence="too_few"):
            refused(evidence=few)
    with assert_invalid(until="too_long"):
        refused(until=clock() + 184 * DAY)
    for missing in ("rule", "facts"):
        with assert_invalid(**{missing: "blank"}):
            refused(REPORTS, **{missing: " "})
    with assert_invalid(until="blank"):
        refused(until=None)
    with assert_invalid(until="no_end"):
        refused(until=clock())
    with assert_invalid(ground="other_misuse"):
        refused(ground=DecisionGround.RULES)
    with assert_invalid(evidence="not_unfounded", action="not_warned"):
        refused(APPEALS)
    with assert_invalid(evidence="not_needed"):
        refused(ModerationAction.WARN, until=None)
    with assert_invalid(action="not_a_member"):
        of_post = case_of(lite, open_one.object)
        do(
            lite,
            "eve",
            "town",
            DecideCase(
                case=of_post,
                action=REPORTS,
                ground=GROUND[REPORTS],
                until=clock() + DAY,
                evidence=tuple(ids),
                rule="No",
                facts="No",
            ),
        )
    refused()  # the control: nothing is missing, and it is decided
    assert ask(lite, "eve", "town", ReadMisuse(member(lite, "bob"))).suspensions[0].unfounded == 4


def test_what_is_long_ago_counts_for_nothing(lite: Kit, clock: ManualClock) -> None:
    ids = evidence(lite, clock)
    clock.advance(181 * DAY)
    with assert_invalid(evidence="not_unfounded", action="not_warned"):
        suspend(lite, clock, ids)
    assert ask(lite, "eve", "town", ReadMisuse(member(lite, "bob"))).reports == Requests(0, 0)


def test_no_rule_and_no_agent_suspends(lite: Kit, clock: ManualClock) -> None:
    ids = evidence(lite, clock)
    scopes = ("moderation.", "moderation.decide")
    agent = do(lite, SYSTEM, "town", AddAgent(name="Helper", scopes=scopes, role="steward"))
    case = membership_case(lite)
    for who in (SYSTEM, agent.key):
        with assert_unchanged(lite), assert_refused(Denied, "moderation.judged_by_people"):
            decide(
                lite, case, REPORTS, by=who, ground=GROUND[REPORTS], until=clock() + DAY, evidence=tuple(ids)
            )


def test_a_moderator_judges_by_no_report_about_themselves(town: Kit, clock: ManualClock) -> None:
    about_eve = [unfounded_by_max(town, clock) for _ in range(2)]
    warn(town)
    about_eve.append(unfounded_by_max(town, clock))
    found: MisuseFile = ask(town, "eve", "town", ReadMisuse(member(town, "bob")))
    assert (found.reports, found.dismissed) == (Requests(0, 0), ())
    assert ask(town, "max", "town", ReadMisuse(member(town, "bob"))).reports == Requests(3, 3)
    with assert_invalid(evidence="not_unfounded"):
        suspend(town, clock, about_eve)
    suspend(town, clock, about_eve, by="max")


def unfounded_by_max(kit: Kit, clock: ManualClock) -> UUID:
    """A report of eve's post, which max dismissed."""
    clock.advance(timedelta(hours=1))
    made = report(kit, write(kit, "eve").id)
    decide(kit, case_of(kit, made.object, by="max"), ModerationAction.DISMISS, by="max")
    id: UUID = made.id
    return id


def test_agents_count_as_their_person(town: Kit, clock: ManualClock) -> None:
    scopes = ("posts.", "moderation.", "moderation.report")
    agent = do(town, SYSTEM, "town", AddAgent(name="Helper", scopes=scopes, acts_for=member(town, "bob")))
    ids = [unfounded_report(town, clock, by=agent.key), unfounded_report(town, clock)]
    warn(town)
    suspend(town, clock, [*ids, unfounded_report(town, clock, by=agent.key)])
    for who in ("bob", agent.key):
        with assert_refused(Denied, "moderation.reports_suspended"):
            report(town, write(town, "ada").id, by=who)


def test_appeals_are_suspended_but_for_one_against_that(town: Kit, clock: ManualClock) -> None:
    decided = suspend(town, clock, evidence(town, clock, APPEALS), APPEALS)
    other = decide(town, reported(town, "bob"), ModerationAction.REMOVE)
    with town.session("bob") as lobby, assert_refused(Denied, "moderation.appeals_suspended"):
        lobby.do(AppealDecision(other.id, "Once more."))
    report(town, write(town, "ada").id, by="bob")  # reports are another matter
    with town.session("bob") as lobby:
        lobby.do(AppealDecision(decided.id, "They were all in earnest."))
    facts = emitted_facts(town, "max", "town", DecideAppeal(decided.id, True, "So they were."))
    resumed = ProcessingResumed(decision=decided.id, member=member(town, "bob"), action=APPEALS)
    assert resumed in facts
    with town.session("bob") as lobby:
        lobby.do(AppealDecision(other.id, "Once more."))
    town.worker().drain()
    kinds = {item.kind for item in ask(town, "bob", "town", ListInbox()).items}
    assert "moderation.processing_resumed" in kinds


def test_a_moderator_ends_one_before_its_time(town: Kit, clock: ManualClock) -> None:
    decided = suspend(town, clock, evidence(town, clock))
    assert offers(town, "eve", decided) == {"moderation.end_processing_suspension"}
    with assert_unchanged(town), assert_refused(Denied, "runtime.not_permitted"):
        do(town, "bob", "town", EndProcessingSuspension(decided.id))
    with assert_unchanged(town), assert_refused(NotFound, "runtime.not_found"):
        do(town, "eve", "town", EndProcessingSuspension(DecisionId(uuid4())))
    ended = do(town, "max", "town", EndProcessingSuspension(decided.id))
    assert ended.ended_at == clock()
    report(town, write(town, "ada").id, by="bob")
    assert offers(town, "eve", decided) == set()
    warned = ask(town, "eve", "town", ReadMisuse(member(town, "bob"))).warnings[-1]
    for over in (decided, warned):
        with assert_unchanged(town), assert_refused(Conflict, "moderation.not_suspended"):
            do(town, "eve", "town", EndProcessingSuspension(over.id))


def offers(kit: Kit, key: str, decision: Decision) -> set[str]:
    with kit.session(key, "town", read_only=True) as session:
        (found,) = offered_commands(context_of(session), Decision, [decision])
    return {name for name in found if "processing" in name}


def end_at_once(kit: Kit, clock: ManualClock) -> int:
    """How many of four who end a suspension at once are told that they did."""
    decided = suspend(kit, clock, evidence(kit, clock))
    ended = run_concurrently(
        4, lambda n: do(kit, ("eve", "max")[n % 2], "town", EndProcessingSuspension(decided.id))
    )
    return len([each for each in ended if not isinstance(each, CommkitError)])


def test_of_several_who_end_it_at_once_one_does(town: Kit, clock: ManualClock) -> None:
    assert end_at_once(town, clock) == 1


def test_control_all_end_it_where_the_statement_does_not_ask(
    town: Kit, clock: ManualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    suspension = processing_suspension
    end = statement(
        lambda: (
            update(suspension)
            .values(ended_at=NOW)
            .where(here(suspension), suspension.c.decision == bindparam("of_decision"))
        )
    )
    monkeypatch.setattr(sql, "END", end)
    assert end_at_once(town, clock) > 1


def test_nobody_judges_themselves(lite: Kit, clock: ManualClock) -> None:
    with assert_refused(NotFound, "runtime.not_found"):
        ask(lite, "eve", "town", ReadMisuse(member(lite, "eve")))
    with assert_refused(Denied, "runtime.not_permitted"):
        ask(lite, "bob", "town", ReadMisuse(member(lite, "bob")))
    with assert_refused(NotFound, "runtime.not_found"):
        ask(lite, "eve", "town", ReadMisuse(MemberId(uuid4())))
    decided = suspend(lite, clock, evidence(lite, clock))
    do(lite, OWNER, "town", AssignRole(member(lite, "bob"), "steward"))
    with assert_unchanged(lite), assert_refused(Denied, "moderation.same_person"):
        do(lite, "bob", "town", EndProcessingSuspension(decided.id))
    assert offers(lite, "bob", decided) == set()


def test_it_is_explained(lite: Kit, clock: ManualClock) -> None:
    post = write(lite, "ada")
    question = ExplainDecision(member(lite, "bob"), "moderation.file_report", post.id, record="Post")
    steps = {step.rule: step for step in ask(lite, "eve", "town", question).steps}
    assert "their reports are processed" in str(steps)
    suspend(lite, clock, evidence(lite, clock))
    told = str(ask(lite, "eve", "town", question).steps)
    assert "not processed until" in told
    assert "self_harm" in told


def test_numbers_tell_the_kinds_of_suspensions(town: Kit, clock: ManualClock) -> None:
    suspend(town, clock, evidence(town, clock))
    suspend(town, clock, evidence(town, clock, APPEALS), APPEALS)
    clock.advance(DAY)
    found = ask(town, OWNER, "town", ReadTransparencyNumbers(START, clock())).suspensions
    assert set(found) == {
        SuspensionCount(REPORTS, GROUND[REPORTS], False, 1),
        SuspensionCount(APPEALS, GROUND[APPEALS], False, 1),
    }


def test_it_is_exported_and_outlasts_an_erasure_without_words(town: Kit, clock: ManualClock) -> None:
    decided = suspend(town, clock, evidence(town, clock), facts="xgeheimnisx")
    with town.session("bob") as lobby:
        exported = to_json(lobby.ask(ExportPerson()))
    assert f'"decision":"{decided.id}"' in exported[exported.rindex("commkit_processing_suspension") :]
    assert "xgeheimnisx" in exported
    do(town, SYSTEM, None, ErasePerson("bob"))
    assert ask(town, "max", "town", ReadMisuse(member(town, "ada"))).suspensions == ()
    with town.session("max", "town", read_only=True) as session:
        kept = context_of(session).get(Decision, decided.id)
    assert (kept.action, kept.facts) == (REPORTS, "")


def test_how_many_and_how_long_is_for_the_community_to_say(lite: Kit, clock: ManualClock) -> None:
    set_settings(lite, misuse_least=2, life_reasons=["hate"], longest_processing_suspension="P1D")
    first = unfounded_report(lite, clock)
    warn(lite)
    ids = [first, unfounded_report(lite, clock)]
    with assert_invalid(until="too_long"):
        suspend(lite, clock, ids)
    suspend(lite, clock, ids, until=clock() + DAY)
    report(lite, write(lite, "ada").id, by="bob", reason="hate")
    with assert_refused(Denied, "moderation.reports_suspended"):
        report(lite, write(lite, "ada").id, by="bob", reason="self_harm")
