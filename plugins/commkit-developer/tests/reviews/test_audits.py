"""Audits: posts whose answer is known, which nothing tells from others until they are decided."""

from collections import Counter
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from attrs import asdict
from hypothesis import given
from hypothesis import strategies as st

from commkit import Conflict, Denied, Invalid
from commkit.explaining import ExplainDecision
from commkit.posts import EditPost, ReadPost, RemovePost
from commkit.privacy import ErasePerson, ExportPerson
from commkit_developer import (
    ClaimReview,
    DecideReview,
    ListReviewQueues,
    ListReviews,
    PostReviewState,
    PostVerdict,
    ReadClosing,
    ReadReviewNumbers,
    ReleaseReview,
    RetractClosingVote,
    ReviewQueue,
    VoteToClose,
    VoteToReopen,
)
from commkit_developer.reviews.policy import Agreement, agreed, draws_audit

OFF_TOPIC = "developer.off_topic"
FIRST, CLOSE = ReviewQueue.FIRST_POSTS, ReviewQueue.CLOSE_VOTES
IDS = ("id", "post", "reviewer")


# --- which posts -----------------------------------------------------------------------------------------------------


def test_an_audit_takes_the_place_of_a_post_that_waits(desk: Any) -> None:
    known = desk.known()
    assert desk.claim("bob") is None, "where nothing waits, it would be known for an audit"
    waiting = desk.newcomer()
    audit = desk.claim("bob")
    assert audit.post == known.id
    desk.settings(audit_percent=0)
    assert desk.claim("bob") == audit, "the same again, while the claim lasts"
    assert desk.claim("cid").post == waiting.id, "it was not taken by the audit"


def test_each_reviewer_is_given_an_audit_once_and_none_that_they_decided(desk: Any) -> None:
    town = desk.town
    known, waiting = desk.known(), desk.newcomer()
    assert desk.claim("dan").post == waiting.id, "dan decided about the other one"
    town.do("dan", ReleaseReview(desk.claim("dan").id))
    for actor in ("bob", "cid", "max"):
        claimed = desk.claim(actor)
        assert claimed.post == known.id
        town.do(actor, ReleaseReview(claimed.id))
        again = desk.claim(actor)
        assert again.post == waiting.id
        town.do(actor, ReleaseReview(again.id))


def test_what_lapsed_comes_back_whether_or_not_it_is_an_audit(desk: Any) -> None:
    known, waiting = desk.known(), desk.newcomer()
    desk.newcomer()
    audit = desk.claim("bob")
    assert audit.post == known.id
    desk.settings(audit_percent=0)
    assert desk.claim("cid").post == waiting.id
    for _ in range(3):
        desk.town.clock.advance(timedelta(minutes=16))
        assert desk.claim("bob").post == known.id
        assert desk.claim("cid").post == waiting.id


def test_with_the_last_vote_an_audit_goes_as_what_waits_does(desk: Any) -> None:
    town = desk.town
    known, waiting, more = (town.question(title).id for title in ("It fails", "It stops", "It hangs"))
    town.do("bob", VoteToClose(known, OFF_TOPIC))
    for actor in ("dan", "eve"):
        desk.review(actor, "leave_open", CLOSE)
    for question in (waiting, more):
        town.do("bob", VoteToClose(question, OFF_TOPIC))
    real = desk.claim("dan", CLOSE)
    desk.settings(audit_percent=100)
    audit = desk.claim("cid", CLOSE)
    assert (real.post, audit.post) == (waiting, known)
    for question in (known, waiting):
        town.do("bob", RetractClosingVote(question))
    for actor, review in (("dan", real), ("cid", audit)):
        with town.refused("developer.review_withdrawn", Conflict):
            desk.decide(actor, review, "leave_open")


def test_who_votes_to_close_a_question_does_not_say_that_it_stays_open(sqlite_desk: Any) -> None:
    town, question = sqlite_desk.town, sqlite_desk.town.question().id
    town.do("bob", VoteToClose(question, OFF_TOPIC))
    claimed = sqlite_desk.claim("cid", CLOSE)
    town.do("cid", VoteToClose(question, OFF_TOPIC))
    with town.refused("developer.own_vote", Conflict):
        sqlite_desk.decide("cid", claimed, "leave_open")
    town.do("cid", RetractClosingVote(question))
    assert sqlite_desk.decide("cid", claimed, "leave_open").state is PostReviewState.DECIDED


@pytest.mark.parametrize("what", ["edited", "removed", "own", "disagreed", "one reviewer"])
def test_what_is_no_audit(desk: Any, what: str) -> None:
    town = desk.town
    known = town.question(by="cid")
    reviewers = ("dan",) if what == "one reviewer" else ("dan", "eve")
    for actor, verdict in zip(reviewers, ("fine", "acted" if what == "disagreed" else "fine"), strict=False):
        desk.review(actor, verdict)
    if what == "one reviewer":
        desk.claim("eve")  # nobody else has it meanwhile
    desk.settings(audit_percent=100)
    waiting = desk.newcomer()
    reviewer = "cid" if what == "own" else "bob"
    if what == "edited":
        town.do(
            "cid",
            EditPost(
                post=known.id, version=1, body="It worked yesterday, before the upgrade.", reason="More."
            ),
        )
    elif what == "removed":
        town.do("stew", RemovePost(known.id, "Spam."))
    assert desk.claim(reviewer).post == waiting.id


def test_the_word_of_staff_alone_is_known(desk: Any) -> None:
    known = desk.newcomer()
    desk.review("max", "acted")
    desk.settings(audit_percent=100)
    desk.newcomer()
    assert desk.claim("bob").post == known.id
    assert desk.review("bob", "acted").passed is True


def test_a_question_that_was_closed_together_is_an_audit_until_it_is_open_again(desk: Any) -> None:
    town = desk.town
    question, other = town.question().id, town.question("Another one").id
    town.do("bob", VoteToClose(question, OFF_TOPIC))
    for actor in ("cid", "dan"):
        desk.review(actor, "close", CLOSE, reason=OFF_TOPIC)
    town.do("bob", VoteToClose(other, OFF_TOPIC))
    desk.settings(audit_percent=100)
    audit = desk.claim("eve", CLOSE)
    assert audit.post == question
    before = town.ask("eve", ReadClosing(question)), town.ask("eve", ReadPost(question))
    verdict = DecideReview(review=audit.id, verdict=PostVerdict.CLOSE, reason=OFF_TOPIC)
    assert town.emitted("eve", verdict) == ["developer.audit_decided"], "no vote is cast"
    assert (town.ask("eve", ReadClosing(question)), town.ask("eve", ReadPost(question))) == before
    assert town.ask("eve", ListReviews()).items[0].passed is True
    claimed = desk.claim("max", CLOSE)
    town.do("stew", VoteToReopen(question))
    with town.refused("developer.review_withdrawn"):
        desk.decide("max", claimed, "close", reason=OFF_TOPIC)
    assert desk.claim("max", CLOSE).post == other


# --- nothing tells them apart ----------------------------------------------------------------------------------------


def claim_facts(town: Any, actor: str) -> tuple[Any, list[Any]]:
    """What an actor is given, and the facts that it emits."""
    with town.kit.session(actor, "code") as session:
        claimed = session.do(ClaimReview(FIRST))
        return claimed, list(session.facts)


def exported(town: Any, actor: str) -> Any:
    """The rows about reviews in the export of a person, without ids."""
    with town.kit.session(actor, "code", read_only=True) as session:
        rows = session.ask(ExportPerson()).rows
    named = {table: found for table, found in rows.items() if "review" in table}
    return {
        table: [{name: value for name, value in row.items() if name not in IDS} for row in found]
        for table, found in named.items()
    }


def test_an_audit_looks_like_what_waits(desk: Any) -> None:
    town = desk.town
    desk.known()
    desk.newcomer()
    audit, audit_facts = claim_facts(town, "bob")
    queues = town.ask("bob", ListReviewQueues())
    listed = town.ask("bob", ListReviews()).items[0]
    desk.settings(audit_percent=0)
    real, real_facts = claim_facts(town, "cid")

    def shape(record: Any) -> dict[str, Any]:
        """Everything in it besides the ids, which are random."""
        return {
            name: type(value) if isinstance(value, UUID) else value for name, value in asdict(record).items()
        }

    assert shape(audit) == shape(real)
    assert shape(listed) == shape(town.ask("cid", ListReviews()).items[0]) == shape(audit)
    assert [shape(fact) for fact in audit_facts] == [shape(fact) for fact in real_facts]
    assert queues == town.ask("cid", ListReviewQueues())
    assert exported(town, "bob") == exported(town, "cid") != {}
    for claimed, actor in ((audit, "bob"), (real, "cid")):
        with pytest.raises(Invalid):
            desk.decide(actor, claimed, "close", reason=OFF_TOPIC)
        assert desk.claim(actor) == claimed


@given(st.uuids())
def test_chance_keeps_its_bounds(draw: UUID) -> None:
    assert not draws_audit(draw, 0)
    assert draws_audit(draw, 100)
    assert draws_audit(draw, 10) <= draws_audit(draw, 50)


def test_chance_is_about_what_the_settings_say() -> None:
    drawn = Counter(draws_audit(UUID(int=number), 10) for number in range(10_000))
    assert 900 < drawn[True] < 1_100


COUNTS = st.dictionaries(st.sampled_from(PostVerdict), st.integers(1, 5), min_size=1)


@given(COUNTS, st.integers(1, 3), st.integers(1, 3), st.booleans())
def test_an_answer_is_known_just_where_all_agreed_on_the_present_text(
    counts: dict[PostVerdict, int], oldest: int, version: int, alone: bool
) -> None:
    known = agreed(Agreement(counts, oldest), version=version, alone=alone)
    unanimous = len(counts) == 1 and oldest == version
    enough = sum(counts.values()) >= 2 or alone
    assert (known is not None) == (unanimous and enough)
    assert known is None or known in counts


# --- what becomes of reviewers ---------------------------------------------------------------------------------------


def fail(desk: Any, actor: str, times: int = 1) -> None:
    """Fail audits, each about another post."""
    for _ in range(times):
        desk.settings(audit_percent=0)
        desk.newcomer()
        while (claimed := desk.claim("max")) is not None:
            desk.decide("max", claimed, "fine")
        desk.settings(audit_percent=100)
        desk.newcomer()
        decided = desk.review(actor, "acted")
        assert (decided.audit, decided.passed) == (True, False)


def test_the_result_is_told_at_once_and_nothing_happens_to_the_post(desk: Any) -> None:
    town = desk.town
    known, _ = desk.known(), desk.newcomer()
    before = town.ask("bob", ReadPost(known.id))
    passed = desk.review("bob", "fine")
    assert (passed.audit, passed.passed, passed.state) == (True, True, PostReviewState.DECIDED)
    assert town.ask("bob", ListReviews()).items == (passed,)
    failed = desk.review("cid", "acted")
    assert (failed.audit, failed.passed) == (True, False)
    assert town.ask("bob", ReadPost(known.id)) == before
    assert desk.waiting() == {"first_posts": 1}
    first = town.ask("max", ReadReviewNumbers()).queues[0]
    assert (first.audits_passed.hits, first.audits_passed.n) == (1, 2)
    assert 0 < first.audits_passed.low < 0.5 < first.audits_passed.high < 1
    assert first.decided == 1, "an audit decides nothing"


def test_an_audit_of_a_post_that_was_edited_meanwhile_counts_for_nothing(desk: Any) -> None:
    town = desk.town
    known, _ = desk.known(), desk.newcomer()
    claimed = desk.claim("bob")
    town.do(
        "stew",
        EditPost(post=known.id, version=1, body="It worked yesterday, before the upgrade.", reason="More."),
    )
    decided = desk.decide("bob", claimed, "acted")
    assert (decided.audit, decided.passed) == (True, None)
    assert town.ask("max", ReadReviewNumbers()).queues[0].audits_passed is None


def test_who_fails_too_many_gets_no_reviews_for_a_while(desk: Any) -> None:
    town = desk.town
    fail(desk, "bob", 2)
    assert town.inbox("bob") == []
    fail(desk, "bob")
    until = town.clock.now + timedelta(days=7)
    with town.refused("developer.reviews_paused", Denied):
        desk.claim("bob")
    assert [kind for kind, _ in town.inbox("bob")] == ["developer.reviews_paused"]
    assert not any(status.has_one_for_reader for status in town.ask("bob", ListReviewQueues()))
    assert town.ask("max", ReadReviewNumbers()).paused == 1
    trace = town.ask("bob", ExplainDecision(town.member("bob"), "developer.claim_review"))
    (pause,) = [step for step in trace.steps if step.rule == "no pause after failed audits"]
    assert (trace.allowed, pause.because) == (False, f"until {until.isoformat()}")
    assert desk.claim("cid") is not None
    town.clock.advance(timedelta(days=7))
    desk.settings(audit_percent=0)
    assert desk.claim("bob") is not None
    assert town.ask("max", ReadReviewNumbers()).paused == 0


def test_failures_before_a_pause_and_old_ones_count_no_more(sqlite_desk: Any) -> None:
    desk, town = sqlite_desk, sqlite_desk.town
    fail(desk, "bob", 2)
    town.clock.advance(timedelta(days=31))
    fail(desk, "bob", 2)
    town.clock.advance(timedelta(minutes=1))
    fail(desk, "bob")
    with town.refused("developer.reviews_paused", Denied):
        desk.claim("bob")
    town.clock.advance(timedelta(days=8))
    fail(desk, "bob", 2)
    desk.settings(audit_percent=0)
    assert desk.claim("bob") is not None


def test_where_no_failure_is_allowed_the_first_one_pauses(sqlite_desk: Any) -> None:
    desk = sqlite_desk
    desk.settings(failed_allowed=0, audit_percent=0)
    fail_once = desk.known()
    desk.settings(failed_allowed=0, audit_percent=100)
    desk.newcomer()
    assert desk.claim("bob").post == fail_once.id
    desk.review("bob", "acted")
    with desk.town.refused("developer.reviews_paused", Denied):
        desk.claim("bob")


def test_who_lacks_the_privilege_is_told_so_with_numbers(sqlite_desk: Any) -> None:
    town = sqlite_desk.town
    trace = town.ask("ada", ExplainDecision(town.member("ada"), "developer.claim_review"))
    assert not trace.allowed
    assert any(step.rule.startswith("developer.review: points") for step in trace.steps)
    mine = town.ask("cid", ExplainDecision(town.member("cid"), "developer.claim_review"))
    assert mine.allowed


def test_a_pause_goes_with_the_person(sqlite_desk: Any) -> None:
    desk, town = sqlite_desk, sqlite_desk.town
    fail(desk, "bob", 3)
    assert town.ask("max", ReadReviewNumbers()).paused == 1
    with town.kit.session("bob") as lobby:
        lobby.do(ErasePerson())
    assert town.ask("max", ReadReviewNumbers()).paused == 0
