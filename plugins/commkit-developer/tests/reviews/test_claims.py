"""Who is given which post, for how long, and what becomes of it by a verdict."""

from datetime import timedelta
from typing import Any

import pytest

from commkit import Conflict, Denied, Invalid, NotFound
from commkit.communities import UpdateSettings
from commkit.members import AddAgent, LeaveCommunity
from commkit.posts import CreateThread, LockThread, ReadPost, RemovePost
from commkit.privacy import ErasePerson
from commkit_developer import (
    DecideReview,
    ListReviews,
    PostReviewState,
    PostVerdict,
    ReadClosing,
    ReadReviewNumbers,
    ReasonCount,
    ReleaseReview,
    ReviewQueue,
    VoteToClose,
    VoteToReopen,
)
from tests.audiences import add_space

OFF_TOPIC, DUPLICATE = "developer.off_topic", "developer.duplicate"
FIRST, CLOSE, REOPEN = ReviewQueue.FIRST_POSTS, ReviewQueue.CLOSE_VOTES, ReviewQueue.REOPEN_VOTES


def state(town: Any, question: Any) -> str:
    found: str = town.ask("bob", ReadPost(question)).state
    return found


# --- claims ----------------------------------------------------------------------------------------------------------


def test_the_oldest_is_given_first_and_again_while_the_claim_lasts(desk: Any) -> None:
    town = desk.town
    older, newer = desk.newcomer(), desk.newcomer()
    mine = desk.claim("bob")
    assert (mine.post, mine.queue, mine.version, mine.state) == (older.id, FIRST, 1, PostReviewState.CLAIMED)
    assert mine.expires_at == town.clock.now + timedelta(minutes=15)
    assert (mine.verdict, mine.audit, mine.passed) == (None, None, None)
    town.clock.advance(timedelta(minutes=14))
    assert desk.claim("bob") == mine
    assert desk.claim("cid").post == newer.id
    assert desk.claim("dan") is None


def test_a_claim_that_has_run_out_holds_nothing(desk: Any) -> None:
    town = desk.town
    question = desk.newcomer()
    mine = desk.claim("bob")
    town.clock.advance(timedelta(minutes=15))
    with town.refused("developer.claim_ended", Conflict):
        desk.decide("bob", mine, "fine")
    theirs = desk.claim("cid")
    assert theirs.post == question.id
    assert desk.claim("bob") is None
    for command in (ReleaseReview(mine.id), DecideReview(mine.id, PostVerdict.FINE)):
        with town.refused("developer.claim_ended", Conflict):
            town.do("bob", command)
    town.clock.advance(timedelta(minutes=15))
    again = desk.claim("bob")
    assert (again.post, again.id != mine.id) == (question.id, True), "it ran out, and was not given back"
    states = [review.state for review in town.ask("bob", ListReviews()).items]
    assert states == [PostReviewState.CLAIMED, PostReviewState.LAPSED]


def test_what_one_gives_back_is_for_others(desk: Any) -> None:
    town = desk.town
    question = desk.newcomer()
    mine = desk.claim("bob")
    assert town.do("bob", ReleaseReview(mine.id)).state is PostReviewState.RELEASED
    assert desk.claim("bob") is None
    assert desk.claim("cid").post == question.id
    with town.refused("developer.claim_ended", Conflict):
        town.do("bob", ReleaseReview(mine.id))


def test_nobody_is_given_their_own_or_that_of_their_agent(desk: Any) -> None:
    town = desk.town
    town.question(by="bob")
    assert desk.claim("bob") is None
    assert desk.claim("cid") is not None
    town.do("owner", UpdateSettings("members", {"agents_per_member": 1}))
    agent = town.do(
        "ada", AddAgent(name="Robot", scopes=("posts.", "developer."), acts_for=town.member("ada"))
    )
    town.privilege("ada", agent.key)
    town.question(by="ada")
    assert desk.claim("ada") is None


def test_who_votes_about_a_question_is_not_asked_about_it(sqlite_desk: Any) -> None:
    desk = sqlite_desk
    question = desk.newcomer().id
    desk.town.do("bob", VoteToClose(question, OFF_TOPIC))
    assert desk.claim("bob", CLOSE) is None
    assert desk.claim("cid", CLOSE).post == question


@pytest.mark.parametrize("wall", ["audience", "removed", "in a removed thread"])
@pytest.mark.parametrize("reviewer", ["bob", "max", "stew"])
def test_what_one_does_not_see_is_never_handed_out(desk: Any, wall: str, reviewer: str) -> None:
    town = desk.town
    if wall == "audience":
        space = add_space(town.kit, members=["ada"], walled=True, town="code")
        town.do(
            "ada", CreateThread(kind="question", title="Between us", body="For now, please.", space=space)
        )
    elif wall == "removed":
        town.do("stew", RemovePost(desk.newcomer().id, "Spam."))
    else:
        question = town.question(by="max")
        desk.review("stew", "fine")
        town.answer(question.id, by="ada")
        town.do("stew", RemovePost(question.id, "Spam."))
    assert desk.claim(reviewer) is None


def test_a_claim_costs_the_same_however_much_waits(desk: Any) -> None:
    town = desk.town
    costs = set()
    for actor in ("bob", "cid", "dan"):
        for _ in range(3):
            desk.newcomer()
        with town.counted() as seen:
            desk.claim(actor)
        costs.add(len(seen))
    assert len(costs) == 1


# --- verdicts --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("verdicts", [("fine", "fine"), ("acted", "fine"), ("acted", "acted")])
def test_as_many_verdicts_as_are_needed_end_an_item(desk: Any, verdicts: tuple[str, str]) -> None:
    town = desk.town
    desk.newcomer()
    first = desk.review("bob", verdicts[0])
    assert (first.state, first.audit, first.passed) == (PostReviewState.DECIDED, False, None)
    assert desk.waiting() == {"first_posts": 1}
    assert desk.claim("bob") is None
    desk.review("cid", verdicts[1])
    assert desk.waiting() == {}
    with town.refused("developer.review_decided", Conflict):
        desk.decide("bob", first, "fine")


@pytest.mark.parametrize("actor", ["max", "stew", "owner"])
def test_staff_ends_an_item_alone(desk: Any, actor: str) -> None:
    desk.newcomer()
    desk.review(actor, "fine")
    assert desk.waiting() == {}


def test_verdicts_to_close_are_votes_of_the_reviewers(desk: Any) -> None:
    town = desk.town
    question = town.question().id
    town.do("bob", VoteToClose(question, OFF_TOPIC))
    desk.review("cid", "close", CLOSE, reason="developer.needs_details")
    status = town.ask("cid", ReadClosing(question))
    assert (status.voted, status.state) == (True, "open")
    assert status.close_votes == (ReasonCount(OFF_TOPIC, 1), ReasonCount("developer.needs_details", 1))
    assert desk.waiting("dan")["close_votes"] == 1
    last = desk.review("dan", "close", CLOSE, reason=OFF_TOPIC)
    assert (last.state, state(town, question)) == (PostReviewState.DECIDED, "closed")
    assert "close_votes" not in desk.waiting("eve")
    numbers = {each.queue: each for each in town.ask("max", ReadReviewNumbers()).queues}
    assert (numbers[CLOSE].decided, numbers[CLOSE].withdrawn) == (1, 0)


def test_enough_verdicts_leave_a_question_open_and_the_votes_stand(desk: Any) -> None:
    town = desk.town
    question = town.question().id
    town.do("bob", VoteToClose(question, OFF_TOPIC))
    for actor in ("cid", "dan"):
        desk.review(actor, "leave_open", CLOSE)
    assert desk.claim("eve", CLOSE) is None
    status = town.ask("bob", ReadClosing(question))
    assert (status.state, status.close_votes) == ("open", (ReasonCount(OFF_TOPIC, 1),))
    town.clock.advance(timedelta(seconds=1))
    town.do("eve", VoteToClose(question, OFF_TOPIC))
    assert desk.claim("cid", CLOSE) is not None, "another vote asks again"


def test_verdicts_to_open_again_are_votes_too(desk: Any) -> None:
    town = desk.town
    question = town.question().id
    town.do("stew", VoteToClose(question, OFF_TOPIC))
    town.do("ada", VoteToReopen(question))
    desk.review("bob", "reopen", REOPEN)
    desk.review("cid", "leave_closed", REOPEN)
    assert state(town, question) == "closed"
    desk.review("dan", "reopen", REOPEN)
    assert state(town, question) == "open"
    assert "reopen_votes" not in desk.waiting()


@pytest.mark.parametrize("queue", [CLOSE, REOPEN])
def test_who_may_not_vote_gets_no_votes_to_review(desk: Any, queue: ReviewQueue) -> None:
    town = desk.town
    question = town.question().id
    if queue is REOPEN:
        town.do("stew", VoteToClose(question, OFF_TOPIC))
        town.do("ada", VoteToReopen(question))
    else:
        town.do("bob", VoteToClose(question, OFF_TOPIC))
    assert desk.claim("cid", queue) is not None
    town.only_reviews("dan")
    with town.refused("developer.no_closing_vote", Denied):
        desk.claim("dan", queue)
    desk.newcomer()
    assert desk.claim("dan") is not None


def test_who_lost_the_right_to_vote_meanwhile_gives_no_verdict(sqlite_desk: Any) -> None:
    desk, town = sqlite_desk, sqlite_desk.town
    town.do("bob", VoteToClose(town.question().id, OFF_TOPIC))
    claimed = desk.claim("cid", CLOSE)
    town.only_reviews("cid")
    for verdict, fields in (("close", {"reason": OFF_TOPIC}), ("leave_open", {})):
        with town.refused("developer.no_closing_vote", Denied):
            desk.decide("cid", claimed, verdict, **fields)
    town.unprivilege("cid")
    with town.refused("reputation.privilege_needed", Denied):
        desk.decide("cid", claimed, "leave_open")
    assert town.do("cid", ReleaseReview(claimed.id)).state is PostReviewState.RELEASED


def test_nothing_is_left_of_a_vote_that_is_refused(desk: Any) -> None:
    town = desk.town
    question = town.question().id
    town.do("bob", VoteToClose(question, OFF_TOPIC))
    claimed = desk.claim("cid", CLOSE)
    town.do("stew", LockThread(question, "Calm down."))
    with town.refused("developer.locked", Conflict):
        desk.decide("cid", claimed, "close", reason=OFF_TOPIC)
    assert town.ask("cid", ReadClosing(question)).voted is False
    assert town.ask("cid", ListReviews()).items[0] == claimed


# --- bad input and strangers -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("queue", "verdict", "fields", "path"),
    [
        (FIRST, "leave_open", {}, "verdict"),
        (FIRST, "fine", {"reason": OFF_TOPIC}, "reason"),
        (CLOSE, "fine", {}, "verdict"),
        (CLOSE, "close", {}, "reason"),
        (CLOSE, "close", {"reason": "developer.because"}, "reason"),
        (CLOSE, "close", {"reason": DUPLICATE}, "original"),
        (CLOSE, "leave_open", {"reason": OFF_TOPIC}, "reason"),
        (CLOSE, "reopen", {}, "verdict"),
    ],
)
def test_a_verdict_fits_its_queue(
    sqlite_desk: Any, queue: ReviewQueue, verdict: str, fields: dict[str, Any], path: str
) -> None:
    desk, town = sqlite_desk, sqlite_desk.town
    question = desk.newcomer().id
    town.do("bob", VoteToClose(question, OFF_TOPIC))
    claimed = desk.claim("cid", queue)
    with pytest.raises(Invalid) as caught:
        desk.decide("cid", claimed, verdict, **fields)
    assert caught.value.errors[0].path == path
    assert desk.claim("cid", queue) == claimed


def test_a_duplicate_names_the_other_question(sqlite_desk: Any) -> None:
    desk, town = sqlite_desk, sqlite_desk.town
    first, question = town.question("The first one", by="max").id, town.question().id
    town.do("bob", VoteToClose(question, DUPLICATE, original=first))
    desk.review("cid", "close", CLOSE, reason=DUPLICATE, original=first)
    desk.review("dan", "close", CLOSE, reason=DUPLICATE, original=first)
    assert town.ask("dan", ReadClosing(question)).closure.original == first


def test_reviews_are_their_reviewers_own(desk: Any) -> None:
    town = desk.town
    desk.newcomer()
    claimed = desk.claim("bob")
    for actor in ("cid", "max", "stew", "owner"):
        assert town.ask(actor, ListReviews()).items == ()
        with pytest.raises((NotFound, Denied)):
            desk.decide(actor, claimed, "fine")
        with pytest.raises(NotFound):
            town.do(actor, ReleaseReview(claimed.id))


@pytest.mark.parametrize("actor", ["ada", "stranger", None])
def test_only_reviewers_are_given_anything(desk: Any, actor: str | None) -> None:
    desk.newcomer()
    for queue in ReviewQueue:
        with pytest.raises(Denied):
            desk.claim(actor, queue)


def test_who_left_has_no_claim_for_long(sqlite_desk: Any) -> None:
    desk, town = sqlite_desk, sqlite_desk.town
    question = desk.newcomer()
    claimed = desk.claim("bob")
    town.do("bob", LeaveCommunity())
    with pytest.raises(Denied):
        desk.decide("bob", claimed, "fine")
    town.clock.advance(timedelta(minutes=15))
    assert desk.claim("cid").post == question.id


def test_own_reviews_come_in_pages(sqlite_desk: Any) -> None:
    desk, town = sqlite_desk, sqlite_desk.town
    for _ in range(3):
        desk.newcomer()
        desk.review("bob", "fine")
    town.do("cid", VoteToClose(town.question().id, OFF_TOPIC))
    desk.claim("bob", CLOSE)
    page = town.ask("bob", ListReviews(queue=FIRST, limit=2))
    rest = town.ask("bob", ListReviews(queue=FIRST, limit=2, after=page.next))
    ids = [review.id for review in (*page.items, *rest.items)]
    assert (len(ids), ids) == (3, sorted(ids, reverse=True))
    assert len(town.ask("bob", ListReviews()).items) == 4
    with pytest.raises(Invalid):
        town.ask("bob", ListReviews(queue=CLOSE, after=page.next))


def test_what_an_erased_reviewer_said_still_counts(desk: Any) -> None:
    town = desk.town
    desk.newcomer()
    desk.review("bob", "fine")
    with town.kit.session("bob") as lobby:
        lobby.do(ErasePerson())
    desk.review("cid", "fine")
    assert desk.waiting("cid") == {}
