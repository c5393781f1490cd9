"""At once: no item is claimed by two, nobody has two of a queue, and each item is decided once."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import func, select

from commkit import CommkitError
from commkit_developer import ClaimReview, PostReview, ReleaseReview, ReviewQueue, VoteToClose
from commkit_developer.reviews import handlers
from commkit_developer.tables import post_review, review_item
from tests.helpers import wait_for_lock_waiter
from tests.processes import at_once_in_processes

OFF_TOPIC = "developer.off_topic"
FIRST, CLOSE = ReviewQueue.FIRST_POSTS, ReviewQueue.CLOSE_VOTES
REVIEWERS = ("bob", "cid", "dan", "eve", "max", "stew", "sten", "owner")
PRELUDE = """
from commkit_developer import ClaimReview, Developer, ReviewQueue

def kit_of(url, clock):
    return Kit(url, plugins=[Developer()], clock=clock)

def given(review):
    return review and review.post
"""
CLAIM = "given(session.do(ClaimReview(ReviewQueue.FIRST_POSTS)))"
WITHOUT_LOCK_AND_CONDITION = """
from sqlalchemy import bindparam, select, update
from commkit.posts import post
from commkit.storage import Id, UtcDateTime, statement
from commkit_developer.reviews import statements as sql
from commkit_developer.tables import review_item

here = (review_item.c.community_id == bindparam("community_id"), review_item.c.closed_at.is_(None))
sql.NEXT = statement(
    lambda: select(review_item.c.id, post.c.id, post.c.version)
    .join(post, post.c.id == review_item.c.post)
    .where(*here)
    .order_by(review_item.c.id)
    .limit(1)
)
sql.CLAIM = statement(
    lambda: update(review_item)
    .values(claim=bindparam("review", type_=Id), claimed_until=bindparam("until", type_=UtcDateTime))
    .where(*here, review_item.c.id == bindparam("item", type_=Id))
)
"""


def claim_in_processes(town: Any, *, patch: str = "") -> list[str]:
    """Which posts eight reviewers are given who claim at once."""
    return at_once_in_processes(town, PRELUDE, [(actor, CLAIM) for actor in REVIEWERS], patch=patch)


@pytest.mark.slow
def test_eight_processes_claim_eight_posts(desk: Any) -> None:
    posts = {str(desk.newcomer().id) for _ in REVIEWERS}
    assert set(claim_in_processes(desk.town)) == posts


@pytest.mark.slow
def test_of_eight_processes_two_get_the_two_posts(desk: Any) -> None:
    posts = {str(desk.newcomer().id) for _ in range(2)}
    given = claim_in_processes(desk.town)
    assert given.count("None") == 6
    assert set(given) == posts | {"None"}


@pytest.mark.slow
def test_control_without_lock_and_condition_many_get_one_post(desk: Any) -> None:
    post = desk.newcomer().id
    assert claim_in_processes(desk.town, patch=WITHOUT_LOCK_AND_CONDITION).count(str(post)) > 1


def test_a_reviewer_who_claims_in_many_sessions_has_one(desk: Any) -> None:
    town = desk.town
    for _ in range(4):
        desk.newcomer()
    given = town.at_once(*[lambda: town.do("bob", ClaimReview(FIRST))] * 6)
    assert len({claimed.id for claimed in given}) == 1
    with town.kit.database.engine.connect() as connection:
        held = select(func.count()).where(review_item.c.claim.is_not(None))
        assert connection.scalar(held) == 1


def test_of_a_verdict_and_giving_it_back_at_once_one_counts(desk: Any) -> None:
    town = desk.town
    for _ in range(3):
        desk.newcomer()
        mine = desk.claim("bob")
        outcomes = town.at_once(
            lambda mine=mine: desk.decide("bob", mine, "fine"),
            lambda mine=mine: town.do("bob", ReleaseReview(mine.id)),
        )
        kept = [outcome for outcome in outcomes if isinstance(outcome, PostReview)]
        assert len(kept) == 1, outcomes
        with town.kit.database.engine.connect() as connection:
            state = connection.scalar(select(post_review.c.state).where(post_review.c.id == mine.id))
        assert state == kept[0].state
        while (rest := desk.claim("max")) is not None:
            desk.decide("max", rest, "fine")


def test_votes_and_verdicts_at_once_close_a_question_once(desk: Any) -> None:
    """They lock the question, the item and the claims in one order, so that none waits for another in a circle."""
    town = desk.town
    for number in range(3):
        question = town.question(f"Question {number}").id
        town.do("bob", VoteToClose(question, OFF_TOPIC))
        claimed = desk.claim("cid", CLOSE)
        outcomes = town.at_once(
            lambda claimed=claimed: desk.decide("cid", claimed, "close", reason=OFF_TOPIC),
            lambda question=question: town.do("dan", VoteToClose(question, OFF_TOPIC)),
            lambda question=question: town.do("stew", VoteToClose(question, OFF_TOPIC)),
            lambda: desk.claim("eve", CLOSE),
        )
        codes = [outcome.code for outcome in outcomes if isinstance(outcome, CommkitError)]
        allowed = {
            "developer.stale",
            "developer.review_withdrawn",
            "developer.claim_ended",
            "qa.already_settled",
            "runtime.conflict",
        }
        assert set(codes) <= allowed, codes
        assert "close_votes" not in desk.waiting("eve")


@pytest.mark.postgres
@pytest.mark.parametrize("locked", [True, False], ids=["", "control: without the lock of the reviewer"])
def test_who_claims_twice_is_given_the_last_item_twice(
    postgres_desk: Any, monkeypatch: pytest.MonkeyPatch, *, locked: bool
) -> None:
    """Their other session holds the last item: they wait for it, and are not told that none is left."""
    if not locked:
        monkeypatch.setattr(handlers, "lock_member", lambda context, member: True)
    town = postgres_desk.town
    postgres_desk.newcomer()
    with ThreadPoolExecutor(1) as pool:
        with town.kit.session("bob", "code") as session:
            first = session.do(ClaimReview(FIRST))
            second = pool.submit(postgres_desk.claim, "bob")
            if locked:
                wait_for_lock_waiter(town.kit)
            else:
                assert second.result(30) is None
        assert not locked or second.result(30).id == first.id


@pytest.mark.postgres
def test_claims_pass_over_what_somebody_is_being_given(postgres_desk: Any) -> None:
    """The row is locked by one session while another one claims: it does not wait, and is given the next one."""
    town = postgres_desk.town
    older, newer = postgres_desk.newcomer(), postgres_desk.newcomer()
    with town.kit.session("bob", "code") as session:
        assert session.do(ClaimReview(FIRST)).post == older.id
        assert postgres_desk.claim("cid").post == newer.id
