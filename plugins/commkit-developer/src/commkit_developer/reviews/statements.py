"""The statements of claims and verdicts, and for whom an item is."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import (
    ColumnElement,
    and_,
    bindparam,
    exists,
    func,
    insert,
    not_,
    or_,
    select,
    update,
)

from commkit.members import is_same_principal
from commkit.posts import Post, post
from commkit.storage import Id, Reader, UtcDateTime, Visible, statement, visible_statement
from commkit_developer.reviews.policy import POST_QUEUES, VOTE_QUEUES
from commkit_developer.reviews.records import (
    PostReview,
    PostReviewState,
    ReviewItem,
    ReviewQueue,
)
from commkit_developer.tables import closing_vote, post_review, review_item

COMMUNITY = bindparam("community_id", type_=Id)
NOW = bindparam("now", type_=UtcDateTime)
POST = bindparam("post", type_=Id)
QUEUE = bindparam("queue", type_=review_item.c.queue.type)
ME = bindparam("me", type_=Id)
opening = post.alias("opening")
"""The post that opened the thread of `post`."""

HERE = review_item.c.community_id == COMMUNITY
WAITS = review_item.c.closed_at.is_(None)
_OF_POST = (post.c.community_id == review_item.c.community_id) & (post.c.id == review_item.c.post)
OPENS_IT = (opening.c.community_id == post.c.community_id) & (opening.c.id == post.c.thread)
ITEMS = review_item.join(post, _OF_POST).join(opening, OPENS_IT)
"""Items with their post, and the post that opened its thread."""


def one_of(column: ColumnElement[Any], values: Iterable[Any]) -> ColumnElement[bool]:
    """Whether a column has one of some values; unlike `in_`, it is compiled once."""
    return or_(*(column == value for value in values))


# --- for whom it is ------------------------------------------------------------------------------------------------

_voted = closing_vote.alias("voted")


def _votes(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether there is a vote in the direction of an item's queue that counts."""
    return exists(
        select(_voted.c.voter).where(
            _voted.c.community_id == review_item.c.community_id,
            _voted.c.question == review_item.c.post,
            _voted.c.reopens == (review_item.c.queue == ReviewQueue.REOPEN_VOTES),
            _voted.c.at > bindparam("votes_after", type_=UtcDateTime),
            *conditions,
        )
    )


def shown(visible: Visible) -> ColumnElement[bool]:
    """The reader sees the post, which nobody removed, and its thread."""
    return and_(
        visible(Post, post),
        post.c.removed_at.is_(None),
        or_(post.c.id == opening.c.id, and_(visible(Post, opening), opening.c.removed_at.is_(None))),
    )


def reviewable() -> ColumnElement[bool]:
    """There is something left to review: in queues of votes somebody votes, and votes are possible."""
    return or_(
        one_of(review_item.c.queue, POST_QUEUES),
        and_(_votes(), or_(review_item.c.queue != ReviewQueue.CLOSE_VOTES, opening.c.locked_at.is_(None))),
    )


def of_somebody_else(reader: Reader) -> ColumnElement[bool]:
    """The reader did not write the post, nor their person, nor an agent of theirs."""
    return or_(
        post.c.author.is_(None),
        not_(is_same_principal(review_item.c.community_id, post.c.author, reader.member)),
    )


MINE = post_review.alias("mine")
"""The review of which `reviewed_by` asks."""


def reviewed_by(reader: Reader, *conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    """The reader was given the post in this queue before."""
    return exists(
        select(MINE.c.id).where(
            MINE.c.community_id == review_item.c.community_id,
            MINE.c.post == review_item.c.post,
            MINE.c.queue == review_item.c.queue,
            MINE.c.reviewer == reader.member,
            *conditions,
        )
    )


def open_to(reader: Reader) -> ColumnElement[bool]:
    """Nobody has it, and the reader neither wrote it, nor decided about it or gave it back, nor votes about it."""
    return and_(
        or_(review_item.c.claim.is_(None), review_item.c.claimed_until <= NOW),
        of_somebody_else(reader),
        not_(
            reviewed_by(
                reader,
                one_of(MINE.c.state, (PostReviewState.DECIDED, PostReviewState.RELEASED)),
                MINE.c.claimed_at >= review_item.c.opened_at,
            )
        ),
        not_(and_(one_of(review_item.c.queue, VOTE_QUEUES), _votes(_voted.c.voter == reader.member))),
    )


# --- claims --------------------------------------------------------------------------------------------------------

_ITEM_COLUMNS = tuple(review_item.c[name] for name in ReviewItem.__annotations__)
_REVIEW_COLUMNS = tuple(post_review.c[name] for name in PostReview.__annotations__)
REVIEW_HERE = post_review.c.community_id == COMMUNITY
_THIS_REVIEW = REVIEW_HERE & (post_review.c.id == bindparam("id", type_=Id))

NEXT = visible_statement(
    lambda visible: (
        select(review_item.c.id, post.c.id, post.c.version)
        .select_from(ITEMS)
        .where(
            HERE,
            review_item.c.queue == QUEUE,
            WAITS,
            reviewable(),
            shown(visible),
            open_to(visible.reader),
        )
        .order_by(review_item.c.id)
        .limit(1)
        .with_for_update(of=review_item, skip_locked=True)
    )
)
"""Locks the item that has waited longest, of those that the reader may be given. What somebody else is being given
right now is passed over."""
CLAIM = statement(
    lambda: (
        update(review_item)
        .values(claim=bindparam("review", type_=Id), claimed_until=bindparam("until", type_=UtcDateTime))
        .where(
            HERE,
            review_item.c.id == bindparam("item", type_=Id),
            WAITS,
            or_(review_item.c.claim.is_(None), review_item.c.claimed_until <= NOW),
        )
    )
)
FREE = statement(
    lambda: (
        update(review_item)
        .values(claim=None, claimed_until=None)
        .where(HERE, review_item.c.post == POST, WAITS, review_item.c.claim == bindparam("review", type_=Id))
    )
)
LOCK_CLAIMED = statement(
    lambda: (
        select(*_ITEM_COLUMNS)
        .where(HERE, review_item.c.post == POST, WAITS, review_item.c.claim == bindparam("review", type_=Id))
        .with_for_update(of=review_item)
    ),
    into=ReviewItem,
)
"""Locks the item that a review has; no row where somebody else has it, or it waits no more. It checks no visibility:
the caller loaded the review and the post."""
SETTLE = statement(
    lambda: (
        update(review_item)
        .values(
            claim=None,
            claimed_until=None,
            closed_at=NOW,
            decided=True,
            known=bindparam("new_known"),
            version=bindparam("new_version"),
            state=bindparam("new_state"),
        )
        .where(HERE, review_item.c.id == bindparam("item", type_=Id))
    )
)

ADD_REVIEW = statement(lambda: insert(post_review))
REVIEW = visible_statement(
    lambda visible: select(*_REVIEW_COLUMNS).where(_THIS_REVIEW, visible(PostReview, post_review)),
    into=PostReview,
)
CLAIMED = statement(
    lambda: select(*_REVIEW_COLUMNS).where(
        REVIEW_HERE,
        post_review.c.reviewer == ME,
        post_review.c.queue == QUEUE,
        post_review.c.ended_at.is_(None),
    ),
    into=PostReview,
)
"""What a reviewer has of a queue, even if the claim has run out. It checks no visibility: it names the post alone."""
END = statement(
    lambda: (
        update(post_review)
        .values(
            state=bindparam("new_state"),
            ended_at=NOW,
            verdict=bindparam("new_verdict"),
            audit=bindparam("new_audit"),
            passed=bindparam("new_passed"),
        )
        .where(_THIS_REVIEW, post_review.c.ended_at.is_(None))
    )
)
"""Ends a review once."""
VERDICTS = statement(
    lambda: (
        select(post_review.c.verdict, func.count(), func.min(post_review.c.version))
        .where(
            REVIEW_HERE,
            post_review.c.post == POST,
            post_review.c.queue == QUEUE,
            post_review.c.state == PostReviewState.DECIDED,
            ~post_review.c.audit,
            post_review.c.claimed_at >= bindparam("opened_at", type_=UtcDateTime),
        )
        .group_by(post_review.c.verdict)
    )
)
"""How many reviewers gave each verdict on an item, and the oldest version of the post that one of them was given."""
PAGE = visible_statement(
    lambda visible: (
        select(*_REVIEW_COLUMNS)
        .where(
            REVIEW_HERE,
            post_review.c.reviewer == visible.reader.member,
            visible(PostReview, post_review),
            post_review.c.id < bindparam("after", type_=Id),
            or_(bindparam("every_queue"), post_review.c.queue == QUEUE),
        )
        .order_by(post_review.c.id.desc())
        .limit(bindparam("size"))
    ),
    into=PostReview,
)
