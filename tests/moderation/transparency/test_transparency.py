"""Numbers about moderation in a period: what is counted, and what an independent count says."""

import csv
import io
from datetime import timedelta
from typing import Any

import pytest

from commkit import SYSTEM, Denied, Kit
from commkit.moderation import (
    AppealDecision,
    AutomatedDecisions,
    ComplaintCount,
    DecideAppeal,
    DecisionGround,
    ListMyStatementsOfReasons,
    ModerationAction,
    NoticeCount,
    OwnActionCount,
    ReadTransparencyNumbers,
    ReviewCount,
    ReviewOutcome,
    SuspensionCount,
    TransparencyNumbers,
    transparency_lines,
)
from commkit.moderation.jobs import RecordReview
from commkit.privacy import ErasePerson
from commkit.runtime.values.serialization import dump, to_json
from commkit.statistics import MedianWait
from commkit.testing.clock import ManualClock
from tests.helpers import ask, assert_invalid, assert_refused, do
from tests.moderation.fixtures import DAY, START, case_of, decide, member, report, set_settings, write
from tests.sample import OWNER

HOUR = timedelta(hours=1)


def numbers(kit: Kit, since: Any = START, until: Any = START + 30 * DAY) -> TransparencyNumbers:
    return ask(kit, OWNER, "town", ReadTransparencyNumbers(since, until))


def appeal(kit: Kit, decision: Any, grant: bool | None, by: str = "ada") -> None:
    with kit.session(by) as lobby:
        lobby.do(AppealDecision(decision.id, "No."))
    if grant is not None:
        do(kit, "max", "town", DecideAppeal(decision.id, grant, "So be it."))


@pytest.fixture
def busy(town: Kit, clock: ManualClock) -> Kit:
    """A month with notices, reports, own actions, complaints, strikes and a reviewer."""
    set_settings(town, words="hold", denied_words=["pills"], strikes_to_suspend=1)
    posts = [write(town, "ada", f"Post {number}.") for number in range(6)]
    for number, reason in enumerate(("illegal", "illegal", "spam", "spam", "illegal")):
        report(town, posts[number].id, reason=reason)
    report(town, posts[0].id, by="cat", reason="spam")
    clock.advance(HOUR)
    law: dict[str, Any] = {"ground": DecisionGround.LAW, "law": "An act."}
    by_law = decide(town, case_of(town, posts[0].id), ModerationAction.REMOVE, **law)
    clock.advance(HOUR)
    decide(town, case_of(town, posts[1].id), ModerationAction.DISMISS)
    by_rules = decide(town, case_of(town, posts[2].id), ModerationAction.WARN)
    found = write(town, "bob", "Pills.")
    decide(town, case_of(town, found.id), ModerationAction.STRIKE)
    for number, post in enumerate(write(town, "cat", f"Fine {number}.") for number in range(4)):
        outcome = ReviewOutcome.REFUSE if number else ReviewOutcome.PASS
        do(
            town,
            SYSTEM,
            "town",
            RecordReview(post=post.id, version=1, outcome=outcome, evidence="It shouts."),
        )
    appeal(town, by_law, None)
    clock.advance(2 * HOUR)
    appeal(town, by_rules, False)
    with town.session("cat") as lobby:
        refused = lobby.ask(ListMyStatementsOfReasons()).items[0].decision
    appeal(town, refused, True, by="cat")
    clock.advance(40 * DAY)
    return town


def test_every_number_of_a_month(busy: Kit) -> None:
    found = numbers(busy)
    assert found.notices == (
        NoticeCount("illegal", True, 3, acted_by_law=1, acted_by_rules=0, dismissed=1, open=1, automated=0),
        NoticeCount("spam", False, 3, acted_by_law=1, acted_by_rules=1, dismissed=0, open=1, automated=0),
    )
    assert found.notice_wait == MedianWait(ended=2, waiting=1, median=2 * HOUR)
    assert found.report_wait == MedianWait(ended=2, waiting=1, median=2 * HOUR)
    rules = DecisionGround.RULES
    assert found.own_actions == (
        OwnActionCount(ModerationAction.REMOVE, rules, "Refused by review", "check", True, 3),
        OwnActionCount(ModerationAction.STRIKE, rules, "Be kind", "check", False, 1),
    )
    assert found.complaints == (
        ComplaintCount(ModerationAction.REMOVE, DecisionGround.LAW, 1, upheld=0, reversed=0, open=1),
        ComplaintCount(ModerationAction.REMOVE, rules, 1, upheld=0, reversed=1, open=0),
        ComplaintCount(ModerationAction.WARN, rules, 1, upheld=1, reversed=0, open=0),
    )
    assert (found.complaint_wait.ended, found.complaint_wait.waiting) == (2, 1)
    assert found.automated == AutomatedDecisions(3, 1, 1, 1 / 3)
    assert found.suspensions == (SuspensionCount(ModerationAction.SUSPEND, rules, True, 1),)
    assert found.reviews == (
        ReviewCount(ReviewOutcome.PASS, False, False, 1),
        ReviewCount(ReviewOutcome.REFUSE, False, False, 3),
    )


def test_suspensions_are_told_apart_as_art_24_1_b_asks(town: Kit, clock: ManualClock) -> None:
    grounds = (DecisionGround.LAW, DecisionGround.UNFOUNDED_NOTICE, DecisionGround.UNFOUNDED_APPEAL)
    for key, ground in zip(("ada", "bob", "cat"), grounds, strict=True):
        who = member(town, key)
        report(town, who, by="max", record="Membership")
        decide(town, case_of(town, who), ModerationAction.SUSPEND, ground=ground, law="An act.")
    clock.advance(30 * DAY)
    assert set(numbers(town).suspensions) == {
        SuspensionCount(ModerationAction.SUSPEND, ground, False, 1) for ground in grounds
    }


def test_each_number_is_as_it_was_when_the_period_ended(busy: Kit) -> None:
    early = numbers(busy, START, START + HOUR / 2)
    assert [(one.received, one.open) for one in early.notices] == [(3, 3), (3, 3)]
    assert early.notice_wait == MedianWait(0, 3, None)
    assert (early.complaints, early.automated) == ((), AutomatedDecisions(0, 0, 0, None))
    assert numbers(busy, START + DAY, START + 30 * DAY).notices == ()
    whole, parts = numbers(busy), [numbers(busy, START + n * HOUR, START + (n + 1) * HOUR) for n in range(8)]
    assert sum(one.received for one in whole.notices) == sum(
        one.received for part in parts for one in part.notices
    )
    assert sum(one.count for one in whole.own_actions) == sum(
        one.count for part in parts for one in part.own_actions
    )


def test_the_erased_still_count_and_nobody_is_named(busy: Kit) -> None:
    before = numbers(busy)
    for key in ("ada", "bob", "cat"):
        do(busy, SYSTEM, None, ErasePerson(key))
    busy.worker().drain()
    assert numbers(busy) == before
    text = to_json(dump(before))
    assert not [word for word in ("ada", "bob", "cat", "It sells", "It shouts", "Post 0") if word in text]


def test_they_are_lines_of_a_table_too(busy: Kit) -> None:
    found = numbers(busy)
    file = io.StringIO()
    csv.writer(file).writerows(transparency_lines(found))
    lines = list(csv.reader(io.StringIO(file.getvalue())))
    assert ["notices", "reason=illegal illegal=True", "received", "3"] in lines
    assert ["notice_wait", "", "median", "7200.0"] in lines
    assert ["automated", "", "overturned", "1"] in lines
    received = sum(int(line[3]) for line in lines if line[0] == "notices" and line[2] == "received")
    assert received == sum(one.received for one in found.notices)


def test_only_whole_periods_that_are_over(lite: Kit) -> None:
    with assert_invalid(until="not_over"):
        numbers(lite, START - DAY, START + DAY)
    with assert_invalid(until="no_period"):
        numbers(lite, START, START)
    with assert_invalid(until="too_long"):
        numbers(lite, START - 401 * DAY, START)
    for reader in ("eve", "bob", None):
        with assert_refused(Denied, "runtime.not_permitted"):
            ask(lite, reader, "town", ReadTransparencyNumbers(START - DAY, START))
    assert numbers(lite, START - DAY, START).notices == ()
