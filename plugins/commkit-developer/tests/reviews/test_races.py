"""At once: no item is claimed by two, nobody has two of a queue, and each item is decided once."""

import sys
from collections.abc import Sequence
from subprocess import PIPE, Popen
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy import bindparam, func, select, update

from commkit import CommkitError
from commkit.storage import Id, UtcDateTime, statement
from commkit.testing.contexts import context_of
from commkit_developer import ClaimReview, PostReview, ReleaseReview, ReviewQueue, VoteToClose
from commkit_developer.tables import post_review, review_item

OFF_TOPIC = "developer.off_topic"
FIRST, CLOSE = ReviewQueue.FIRST_POSTS, ReviewQueue.CLOSE_VOTES
REVIEWERS = ("bob", "cid", "dan", "eve", "max", "stew", "sten", "owner")
WORKER = """
import sys
from datetime import datetime
from commkit import CommkitError, Kit
from commkit.testing.clock import ManualClock
from commkit_developer import ClaimReview, Developer, ReviewQueue

url, now, actor, queue = sys.argv[1:]
kit = Kit(url, plugins=[Developer()], clock=ManualClock(datetime.fromisoformat(now)))
print("ready", flush=True)
sys.stdin.readline()
try:
    claimed = kit.transact(actor, "code", lambda session: session.do(ClaimReview(ReviewQueue(queue))))
    print(claimed and claimed.post)
except CommkitError as error:
    print(error.code)
kit.close()
"""


def claim_in_processes(town: Any, actors: Sequence[str], queue: ReviewQueue = FIRST) -> list[str]:
    """Which posts processes are given that claim at once."""
    fixed = (town.url, town.clock.now.isoformat())
    workers = [
        Popen([sys.executable, "-c", WORKER, *fixed, actor, queue], stdin=PIPE, stdout=PIPE, text=True)
        for actor in actors
    ]
    for worker in workers:
        assert worker.stdout is not None
        assert worker.stdout.readline() == "ready\n"
    for worker in workers:
        assert worker.stdin is not None
        worker.stdin.write("\n")
        worker.stdin.flush()
    return [worker.communicate(timeout=240)[0].strip() for worker in workers]


def test_eight_processes_claim_eight_posts(desk: Any) -> None:
    posts = {str(desk.newcomer().id) for _ in REVIEWERS}
    assert set(claim_in_processes(desk.town, REVIEWERS)) == posts


def test_of_eight_processes_two_get_the_two_posts(desk: Any) -> None:
    posts = {str(desk.newcomer().id) for _ in range(2)}
    given = claim_in_processes(desk.town, REVIEWERS)
    assert given.count("None") == 6
    assert set(given) == posts | {"None"}


CLAIM_WITHOUT_CONDITION = statement(
    lambda: (
        update(review_item)
        .values(claim=bindparam("review", type_=Id), claimed_until=bindparam("until", type_=UtcDateTime))
        .where(
            review_item.c.community_id == bindparam("community_id"),
            review_item.c.id == bindparam("item", type_=Id),
        )
    )
)


def test_control_without_lock_and_condition_two_get_one_post(desk: Any) -> None:
    """The same race with a look ahead in a session of its own: both see the post free, both are given it."""
    town = desk.town
    desk.newcomer()
    seen = Barrier(2)

    def look_then_write(actor: str) -> Any:
        with town.kit.session(actor, "code", read_only=True) as session:
            context = context_of(session)
            unlocked = statement(
                lambda: select(review_item.c.id).where(
                    review_item.c.community_id == bindparam("community_id"),
                    review_item.c.claim.is_(None),
                )
            )
            ((item,),) = context.rows(unlocked)
        seen.wait(30)

        def write(session: Any) -> bool:
            context = context_of(session)
            until = context.now
            return bool(context.run(CLAIM_WITHOUT_CONDITION, item=item, review=context.new_id(), until=until))

        return town.kit.transact(actor, "code", write)

    assert town.at_once(*(lambda actor=actor: look_then_write(actor) for actor in ("bob", "cid"))) == [
        True,
        True,
    ]


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
def test_claims_pass_over_what_somebody_is_being_given(postgres_desk: Any) -> None:
    """The row is locked by one session while another one claims: it does not wait, and is given the next one."""
    town = postgres_desk.town
    older, newer = postgres_desk.newcomer(), postgres_desk.newcomer()
    with town.kit.session("bob", "code") as session:
        assert session.do(ClaimReview(FIRST)).post == older.id
        assert postgres_desk.claim("cid").post == newer.id
