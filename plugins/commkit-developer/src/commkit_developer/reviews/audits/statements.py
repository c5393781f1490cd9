"""The statements of audits, and of the pauses of who fails them."""

from sqlalchemy import bindparam, exists, func, not_, or_, select, update

from commkit.posts import post
from commkit.storage import Id, UtcDateTime, insert_if_absent, statement, upsert, visible_statement
from commkit_developer.reviews.records import PostReviewState, ReviewAudit, ReviewQueue
from commkit_developer.reviews.statements import (
    COMMUNITY,
    HERE,
    ITEMS,
    ME,
    MINE,
    NOW,
    QUEUE,
    REVIEW_HERE,
    of_somebody_else,
    opening,
    reviewed_by,
    shown,
)
from commkit_developer.tables import post_review, review_audit, review_item, review_pause

_waiting = review_item.alias("waiting")
AUDIT = visible_statement(
    lambda visible: (
        select(post.c.id, post.c.version, review_item.c.known)
        .select_from(ITEMS)
        .where(
            HERE,
            review_item.c.queue == QUEUE,
            review_item.c.known.is_not(None),
            review_item.c.version == post.c.version,
            or_(review_item.c.state == "", review_item.c.state == post.c.state),
            or_(review_item.c.queue != ReviewQueue.CLOSE_VOTES, opening.c.locked_at.is_(None)),
            shown(visible),
            of_somebody_else(visible.reader),
            not_(reviewed_by(visible.reader, MINE.c.state != PostReviewState.LAPSED)),
            ~exists(
                select(_waiting.c.id).where(
                    _waiting.c.community_id == review_item.c.community_id,
                    _waiting.c.post == review_item.c.post,
                    _waiting.c.queue == review_item.c.queue,
                    _waiting.c.closed_at.is_(None),
                )
            ),
        )
        .order_by((post.c.id == bindparam("lapsed", type_=Id)).desc(), review_item.c.id.desc())
        .limit(1)
    )
)
"""A post whose answer is known, unchanged since, on which the reader ended no review in this queue; the one that they
let lapse, else the youngest, which looks most like what waits."""
ADD_AUDIT = statement(lambda: insert_if_absent(review_audit))
AUDIT_OF = statement(
    lambda: select(*(review_audit.c[name] for name in ReviewAudit.__annotations__)).where(
        review_audit.c.community_id == COMMUNITY, review_audit.c.review == bindparam("review", type_=Id)
    ),
    into=ReviewAudit,
)
PAUSE = statement(
    lambda: select(review_pause.c.ends_at).where(
        review_pause.c.community_id == COMMUNITY, review_pause.c.member == ME, review_pause.c.ends_at > NOW
    )
)
"""The end of the pause that a reviewer has now."""
_standing = upsert(review_pause)
LOCK_STANDING = statement(
    lambda: _standing.on_conflict_do_update(
        index_elements=["community_id", "member"], set_={"member": _standing.excluded.member}
    ).returning(review_pause.c.began_at)
)
"""Locks what is known of the pauses of a reviewer, so that of two audits at once the second counts the first."""
COUNT_FAILURES = statement(
    lambda: select(func.count()).where(
        REVIEW_HERE,
        post_review.c.reviewer == ME,
        post_review.c.passed.is_(False),
        post_review.c.ended_at > bindparam("since", type_=UtcDateTime),
    )
)
BEGIN_PAUSE = statement(
    lambda: (
        update(review_pause)
        .values(began_at=NOW, ends_at=bindparam("until", type_=UtcDateTime))
        .where(review_pause.c.community_id == COMMUNITY, review_pause.c.member == ME)
    )
)
