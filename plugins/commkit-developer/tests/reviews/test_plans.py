"""Each statement of a claim names its index, on a database with many items of other queues."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import insert, select

from commkit.posts import post
from commkit.testing.contexts import context_of
from commkit_developer import PostReviewState, PostVerdict, ReviewQueue
from commkit_developer.reviews import statements as sql
from commkit_developer.reviews.audits import statements as audits
from commkit_developer.tables import post_review, review_item
from tests.plans import analyse, explain

PLANS: dict[str, tuple[Any, str]] = {
    "next": (sql.NEXT, "ix_commkit_developer_review_item_queue"),
    "audit": (audits.AUDIT, "ix_commkit_developer_review_item_known"),
    "claimed": (sql.CLAIMED, "uq_commkit_developer_post_review_claimed"),
    "page": (sql.PAGE, "ix_commkit_developer_post_review_reviewer"),
    "verdicts": (sql.VERDICTS, "ix_commkit_developer_post_review_post"),
}
SORTED = {"verdicts", "audit"}
"""Groups are counted after the index found them, and PostgreSQL may sort the few posts whose answer is known."""


def fill(town: Any, question: Any) -> None:
    """Add decided items and reviews, many for each one that waits."""
    now = town.clock.now
    with town.kit.database.engine.begin() as connection:
        here = connection.scalar(select(post.c.community_id).where(post.c.id == question.id))
        items = [
            {
                "community_id": here, "id": uuid4(), "queue": list(ReviewQueue)[number % 4], "post": question.id,
                "opened_at": now, "closed_at": now, "decided": True,
                "known": PostVerdict.FINE if number % 9 == 0 else None, "version": 1, "state": "",
            }
            for number in range(2_000)
        ]  # fmt: skip
        connection.execute(insert(review_item), items)
        reviews = [
            {
                "community_id": here, "id": uuid4(), "queue": list(ReviewQueue)[number % 4], "post": uuid4(),
                "version": 1, "reviewer": uuid4(), "state": PostReviewState.DECIDED, "claimed_at": now,
                "expires_at": now + timedelta(minutes=15), "ended_at": now, "verdict": PostVerdict.FINE,
                "audit": False, "passed": None,
            }
            for number in range(2_000)
        ]  # fmt: skip
        connection.execute(insert(post_review), reviews)
    analyse(town.kit)


@pytest.mark.parametrize("name", PLANS)
def test_it_uses_its_index(desk: Any, name: str) -> None:
    town = desk.town
    fill(town, desk.newcomer())
    statement, index = PLANS[name]
    with town.kit.session("bob", "code", read_only=True) as session:
        context = context_of(session)
        prepared = context._prepared(statement)
        plan = explain(town.kit, prepared, dict.fromkeys(prepared.names))
    assert index in plan, plan
    assert name in SORTED or not any(word in plan for word in ("USE TEMP B-TREE", "Sort")), plan
