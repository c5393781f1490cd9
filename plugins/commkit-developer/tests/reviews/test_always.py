"""Whatever reviewers do in whatever order: never their own post, never one item for two, never a change by an audit."""

from datetime import timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import and_, func, select

from commkit import CommkitError
from commkit.posts import post
from commkit_developer import ClaimReview, PostReview, ReleaseReview, ReviewQueue, VoteToClose
from commkit_developer.reviews.policy import VERDICTS
from commkit_developer.tables import closing_vote, post_review, review_audit, review_item

OFF_TOPIC = "developer.off_topic"
ACTORS = st.sampled_from(["bob", "cid", "dan", "max"])
QUEUES = st.sampled_from([ReviewQueue.FIRST_POSTS, ReviewQueue.CLOSE_VOTES])
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("post"), ACTORS, QUEUES, st.booleans()),
        st.tuples(st.just("claim"), ACTORS, QUEUES, st.booleans()),
        st.tuples(st.just("claim"), ACTORS, QUEUES, st.booleans()),
        st.tuples(st.just("decide"), ACTORS, QUEUES, st.booleans()),
        st.tuples(st.just("decide"), ACTORS, QUEUES, st.booleans()),
        st.tuples(st.just("release"), ACTORS, QUEUES, st.booleans()),
        st.tuples(st.just("vote"), ACTORS, QUEUES, st.booleans()),
        st.tuples(st.just("wait"), ACTORS, QUEUES, st.booleans()),
    ),
    min_size=5,
    max_size=25,
)


def take(desk: Any, step: tuple[str, str, ReviewQueue, bool], held: dict[Any, PostReview]) -> None:
    """Take one step; what is refused changes nothing."""
    what, actor, queue, first = step
    town, mine = desk.town, held.get((actor, queue))
    if what == "post":
        town.question(by=actor)
    elif what == "claim" and (claimed := town.do(actor, ClaimReview(queue))) is not None:
        held[actor, queue] = claimed
    elif what == "decide" and mine is not None:
        verdict = VERDICTS[queue][first]
        del held[actor, queue]
        desk.decide(actor, mine, verdict, reason=OFF_TOPIC if verdict == "close" else "")
    elif what == "release" and mine is not None:
        town.do(actor, ReleaseReview(mine.id))
    elif what == "vote":
        town.do(actor, VoteToClose(town.question(by="eve").id, OFF_TOPIC))
    elif what == "wait":
        town.clock.advance(timedelta(minutes=5))


def prepare(desk: Any) -> None:
    """Items whose answer is known, and others that wait, in both queues."""
    town = desk.town
    desk.settings(audit_percent=0)
    for ends in (True, False):
        for _ in range(2):
            town.do("eve", VoteToClose(desk.newcomer().id, OFF_TOPIC))
        for queue, verdict in ((ReviewQueue.FIRST_POSTS, "fine"), (ReviewQueue.CLOSE_VOTES, "leave_open")):
            while ends and (claimed := desk.claim("stew", queue)) is not None:
                desk.decide("stew", claimed, verdict)
    desk.settings(audit_percent=50, failed_allowed=20)


def contents(connection: Any) -> Any:
    """All posts, and all votes about closing them."""
    return [
        connection.execute(select(table).order_by(*table.primary_key)).all() for table in (post, closing_vote)
    ]


def broken(connection: Any, now: Any) -> list[str]:
    """What is not as it always is."""
    live = and_(post_review.c.ended_at.is_(None), post_review.c.expires_at > now)
    audits = select(review_audit.c.review)
    item = (post_review.c.queue, post_review.c.post)
    twice = (
        select(*item).where(live, post_review.c.id.not_in(audits)).group_by(*item).having(func.count() > 1)
    )
    own = (
        select(post_review.c.id)
        .join(post, post.c.id == post_review.c.post)
        .where(post.c.author == post_review.c.reviewer)
    )
    waiting = (review_item.c.queue, review_item.c.post)
    open_twice = (
        select(*waiting).where(review_item.c.closed_at.is_(None)).group_by(*waiting).having(func.count() > 1)
    )
    held_twice = (
        select(post_review.c.reviewer)
        .where(post_review.c.ended_at.is_(None))
        .group_by(post_review.c.reviewer, post_review.c.queue)
        .having(func.count() > 1)
    )
    checks = {"two claims": twice, "own post": own, "two items": open_twice, "two of a queue": held_twice}
    return [name for name, query in checks.items() if connection.execute(query).first() is not None]


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_whatever_reviewers_do(sqlite_desk: Any, steps: list[tuple[str, str, ReviewQueue, bool]]) -> None:
    town = sqlite_desk.town
    held: dict[Any, PostReview] = {}
    prepare(sqlite_desk)
    for step in steps:
        if step[0] == "decide" and (step[1], step[2]) not in held:
            take(sqlite_desk, ("claim", *step[1:]), held)
        with town.kit.database.engine.connect() as connection:
            before = contents(connection)
            mine = held.get((step[1], step[2]))
            audit = (
                mine is not None
                and connection.execute(select(review_audit).where(review_audit.c.review == mine.id)).first()
            )
        try:
            take(sqlite_desk, step, held)
        except CommkitError:
            continue
        with town.kit.database.engine.connect() as connection:
            assert broken(connection, town.clock.now) == []
            if audit and step[0] == "decide":
                assert contents(connection) == before
