"""The review of posts by the host application's reviewer."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from commkit import SYSTEM, Denied, Kit, NotFound
from commkit.moderation import (
    AppealDecision,
    ClaimCase,
    DecideAppeal,
    ListCases,
    ListMyStatementsOfReasons,
    ModerationAction,
    PurgeModeration,
    ReviewOutcome,
    ReviewPort,
    ReviewRequest,
    ReviewVerdict,
)
from commkit.moderation.jobs import RecordReview
from commkit.posts import (
    EditPost,
    ListThreads,
    ReadPost,
    RemovePost,
)
from commkit.testing.clock import ManualClock
from tests.helpers import ask, assert_counters_hold, assert_invalid, assert_refused, assert_unchanged, do
from tests.moderation.fixtures import (
    case_of,
    member,
    report,
    set_settings,
    town_of,
    write,
)
from tests.sample import OWNER


def grant_appeal(kit: Kit, decision: Any) -> None:
    """The author appeals, and max grants it."""
    with kit.session("ada") as lobby:
        lobby.do(AppealDecision(decision, "They are vitamins."))
    do(kit, "max", "town", DecideAppeal(decision, True, "So they are."))


class Reviewer:
    """Says what its table says, and notes what it was shown."""

    def __init__(self, kit: list[Kit]) -> None:
        self.shown: list[ReviewRequest] = []
        self.fails = 0
        self._kit = kit

    def review(self, text: ReviewRequest) -> ReviewVerdict:
        self.shown.append(text)
        do(self._kit[0], SYSTEM, "town", PurgeModeration())  # would wait for itself inside a transaction
        if self.fails:
            self.fails -= 1
            raise TimeoutError("the model sleeps")
        for word, outcome in (("pills", ReviewOutcome.REFUSE), ("hm", ReviewOutcome.HOLD)):
            if word in text.body.lower():
                return ReviewVerdict(outcome, f"it says {word}")
        return ReviewVerdict(ReviewOutcome.PASS)


@pytest.fixture
def reviewed(sqlite_url: str, clock: ManualClock) -> Iterator[tuple[Kit, Reviewer]]:
    holder: list[Kit] = []
    reviewer = Reviewer(holder)
    with town_of(sqlite_url, clock, ports={ReviewPort: reviewer}) as kit:
        holder.append(kit)
        set_settings(kit, review=True)
        yield kit, reviewer


def test_a_reviewer_passes_holds_and_refuses(reviewed: tuple[Kit, Reviewer]) -> None:
    town, reviewer = reviewed
    fine, unsure, bad = (write(town, "ada", body) for body in ("Hello.", "Hm.", "Pills!"))
    assert len(ask(town, "bob", "town", ListThreads()).items) == 3
    town.worker().drain()
    assert [text.body for text in reviewer.shown] == ["Hello.", "Hm.", "Pills!"]
    assert (reviewer.shown[0].post, reviewer.shown[0].author) == (fine.id, member(town, "ada"))
    assert [post.id for post in ask(town, "bob", "town", ListThreads()).items] == [fine.id]
    (case,) = ask(town, "eve", "town", ListCases()).items
    assert (case.object, case.held) == (unsure.id, True)
    with town.session("ada") as lobby:
        (statement,) = lobby.ask(ListMyStatementsOfReasons()).items
    decision = statement.decision
    assert (decision.object, decision.action, decision.automated) == (bad.id, ModerationAction.REMOVE, True)
    assert (decision.facts, decision.detected) == ("it says pills", "check")
    grant_appeal(town, decision.id)
    assert bad.id in [post.id for post in ask(town, "bob", "town", ListThreads()).items]
    assert_counters_hold(town, "town")


def test_a_reviewer_that_fails_is_asked_again(reviewed: tuple[Kit, Reviewer], clock: ManualClock) -> None:
    town, reviewer = reviewed
    reviewer.fails = 1
    posted = write(town, "ada", "Pills!")
    town.worker().drain()
    assert ask(town, "bob", "town", ReadPost(posted.id)).removed_at is None
    clock.advance(timedelta(minutes=1))
    town.worker().drain()
    with assert_refused(NotFound, "runtime.not_found"):
        ask(town, "bob", "town", ReadPost(posted.id))
    assert len(reviewer.shown) == 2


def test_an_answer_about_an_earlier_version_is_dropped(reviewed: tuple[Kit, Reviewer]) -> None:
    town, reviewer = reviewed
    posted = write(town, "ada", "Pills!")
    do(town, "ada", "town", EditPost(post=posted.id, version=1, body="Vitamins!"))
    gone = write(town, "ada", "Pills!")
    do(town, "ada", "town", RemovePost(gone.id))
    town.worker().drain()
    assert [text.body for text in reviewer.shown] == ["Vitamins!"]
    stale = RecordReview(post=posted.id, version=1, outcome=ReviewOutcome.REFUSE, evidence="old")
    do(town, SYSTEM, "town", stale)
    assert ask(town, "bob", "town", ReadPost(posted.id)).removed_at is None
    with assert_unchanged(town), assert_refused(Denied, "runtime.not_permitted"):
        do(town, OWNER, "town", stale)


@pytest.mark.parametrize("confidence", [-0.1, 1.1])
def test_a_confidence_is_from_0_to_1(reviewed: tuple[Kit, Reviewer], confidence: float) -> None:
    town, _ = reviewed
    posted = write(town, "ada", "Vitamins!")
    given = RecordReview(post=posted.id, version=1, outcome=ReviewOutcome.HOLD, confidence=confidence)
    with assert_unchanged(town), assert_invalid(confidence="out_of_range"):
        do(town, SYSTEM, "town", given)


def test_a_review_does_not_decide_a_claimed_case(reviewed: tuple[Kit, Reviewer]) -> None:
    town, _ = reviewed
    posted, next_one = (write(town, "ada", body) for body in ("Pills!", "More pills!"))
    report(town, posted.id)
    do(town, "eve", "town", ClaimCase(case_of(town, posted.id)))
    assert town.worker().drain().failed == 0, "it would hold up all other reviews"
    (case,) = [case for case in ask(town, "eve", "town", ListCases()).items if case.object == posted.id]
    assert (case.held, case.detections, case.claimed_by) == (True, 1, member(town, "eve"))
    assert [post.id for post in ask(town, "bob", "town", ListThreads()).items] == []
    assert next_one.id != posted.id


@pytest.mark.parametrize("confidence", [-0.1, 1.1, float("inf"), float("nan")])
def test_a_confidence_is_a_share(lite: Kit, confidence: float) -> None:
    posted = write(lite)
    said = RecordReview(post=posted.id, version=1, outcome=ReviewOutcome.PASS, confidence=confidence)
    with assert_invalid(confidence="out_of_range"):
        do(lite, SYSTEM, "town", said)
