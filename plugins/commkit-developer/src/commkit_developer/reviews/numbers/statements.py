"""The statements that count what waits, and how it is decided."""

from typing import Any

from sqlalchemy import and_, bindparam, func, or_, select

from commkit.posts import Post, post
from commkit.storage import UtcDateTime, Visible, count_where, statement, visible_statement
from commkit_developer.reviews.statements import (
    COMMUNITY,
    HERE,
    ITEMS,
    ME,
    NOW,
    REVIEW_HERE,
    WAITS,
    open_to,
    reviewable,
    shown,
)
from commkit_developer.tables import post_review, review_item, review_pause

_SINCE = bindparam("since", type_=UtcDateTime)


WAITING = visible_statement(
    lambda visible: (
        select(
            review_item.c.queue,
            func.count(),
            func.min(review_item.c.opened_at),
            count_where(open_to(visible.reader)),
        )
        .select_from(ITEMS)
        .where(HERE, WAITS, reviewable(), shown(visible))
        .group_by(review_item.c.queue)
    )
)
"""How many wait in each queue, whoever has them, since when, and how many of them the reader could be given."""
CLAIMED_QUEUES = statement(
    lambda: select(post_review.c.queue).where(
        REVIEW_HERE,
        post_review.c.reviewer == ME,
        post_review.c.ended_at.is_(None),
        post_review.c.expires_at > NOW,
    )
)
"""The queues of which a reviewer has something."""
_OF_PERIOD = review_item.c.opened_at >= _SINCE
COUNTS = visible_statement(
    lambda visible: (
        select(
            review_item.c.queue,
            count_where(_OF_PERIOD & review_item.c.decided),
            count_where(and_(_OF_PERIOD, ~review_item.c.decided, ~WAITS)),
        )
        .select_from(ITEMS)
        .where(HERE, or_(_OF_PERIOD, WAITS), visible(Post, post))
        .group_by(review_item.c.queue)
    )
)
"""How many items of each queue were decided, and how many were withdrawn."""


def _middle(visible: Visible) -> Any:
    """The one or two decisions in the middle of all of a queue by the time they took."""
    took = review_item.c.closed_at - review_item.c.opened_at
    queue = review_item.c.queue
    decided = (
        select(
            queue,
            review_item.c.opened_at,
            review_item.c.closed_at,
            func.row_number().over(partition_by=queue, order_by=(took, review_item.c.id)).label("place"),
            func.count().over(partition_by=queue).label("size"),
        )
        .select_from(ITEMS)
        .where(HERE, _OF_PERIOD, review_item.c.decided, visible(Post, post))
        .subquery()
    )
    place = decided.c.place * 2
    return select(decided.c.queue, decided.c.opened_at, decided.c.closed_at).where(
        place.between(decided.c.size, decided.c.size + 2)
    )


MIDDLE_DECISIONS = visible_statement(_middle)
_OF_REVIEW = (post.c.community_id == post_review.c.community_id) & (post.c.id == post_review.c.post)
AUDITS = visible_statement(
    lambda visible: (
        select(post_review.c.queue, count_where(post_review.c.passed.is_(True)), func.count())
        .select_from(post_review.join(post, _OF_REVIEW))
        .where(
            REVIEW_HERE,
            post_review.c.passed.is_not(None),
            post_review.c.ended_at >= _SINCE,
            visible(Post, post),
        )
        .group_by(post_review.c.queue)
    )
)
"""How many audits of each queue were passed, and how many count. Whose they are stays their reviewers' own."""
COUNT_PAUSED = statement(
    lambda: select(func.count()).where(review_pause.c.community_id == COMMUNITY, review_pause.c.ends_at > NOW)
)
