"""The statements of reviews."""

from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, delete, func, insert, select, update

from commkit.posts import Post, post
from commkit.storage import Id, Visible, insert_if_absent, statement, visible_statement
from commkit_media.tables import given_review, review_stars

_HERE = given_review.c.community_id == bindparam("community_id")
_THREAD = given_review.c.thread == bindparam("thread", type_=Id)
_MINE = and_(_HERE, _THREAD, given_review.c.member == bindparam("member", type_=Id))

CLAIM = statement(lambda: insert_if_absent(given_review))
"""Claims a member's review of a thread: the key lets one of two at once be the first, and the other one waits."""
IS_CLAIMED = statement(lambda: select(given_review.c.member).where(_MINE, given_review.c.post.is_(None)))
SET_POST = statement(lambda: update(given_review).values(post=bindparam("new_post", type_=Id)).where(_MINE))
LOCK = statement(lambda: select(given_review.c.post).where(_MINE).with_for_update())
CLEAR_STARS = statement(
    lambda: delete(review_stars).where(
        review_stars.c.community_id == bindparam("community_id"),
        review_stars.c.post == bindparam("post", type_=Id),
    )
)
ADD_STARS = statement(lambda: insert(review_stars))
_other = given_review.alias("other")
FOLLOW_THREAD = statement(
    lambda: (
        update(given_review)
        .values(thread=bindparam("new_thread", type_=Id))
        .where(
            _HERE,
            _THREAD,
            given_review.c.member.not_in(
                select(_other.c.member).where(
                    _other.c.community_id == bindparam("community_id"),
                    _other.c.thread == bindparam("new_thread", type_=Id),
                )
            ),
        )
    )
)

# --- for readers -----------------------------------------------------------------------------------------------------

_POSTS = given_review.join(
    post, and_(post.c.community_id == given_review.c.community_id, post.c.id == given_review.c.post)
)
_STARS = _POSTS.join(
    review_stars,
    and_(
        review_stars.c.community_id == given_review.c.community_id, review_stars.c.post == given_review.c.post
    ),
)


def _counts(visible: Visible) -> ColumnElement[bool]:
    """The reviews of a thread that the reader may see, and that were not removed."""
    return and_(_HERE, _THREAD, post.c.removed_at.is_(None), visible(Post, post))


def _distribution(visible: Visible) -> Any:
    given = review_stars.c.criterion, review_stars.c.stars
    return select(*given, func.count()).select_from(_STARS).where(_counts(visible)).group_by(*given)


DISTRIBUTION = visible_statement(_distribution)
COUNT = visible_statement(lambda visible: select(func.count()).select_from(_POSTS).where(_counts(visible)))
MINE = visible_statement(
    lambda visible: select(given_review.c.post).select_from(_POSTS).where(_MINE, visible(Post, post))
)
STARS = visible_statement(
    lambda visible: (
        select(review_stars.c.post, review_stars.c.criterion, review_stars.c.stars)
        .select_from(
            review_stars.join(
                post,
                and_(post.c.community_id == review_stars.c.community_id, post.c.id == review_stars.c.post),
            )
        )
        .where(
            review_stars.c.community_id == bindparam("community_id"),
            review_stars.c.post.in_(bindparam("posts", expanding=True, type_=Id)),
            visible(Post, post),
        )
        .order_by(review_stars.c.post, review_stars.c.criterion)
    )
)
