"""The statements that open items and withdraw them."""

from typing import Any

from sqlalchemy import ColumnElement, bindparam, delete, exists, false, literal, not_, or_, select, update

from commkit.members import is_same_principal
from commkit.posts import post
from commkit.storage import Id, UtcDateTime, statement, upsert
from commkit_developer.reviews.policy import POST_QUEUES
from commkit_developer.reviews.records import PostReviewState
from commkit_developer.reviews.statements import (
    COMMUNITY,
    HERE,
    NOW,
    OPENS_IT,
    POST,
    QUEUE,
    WAITS,
    one_of,
    opening,
)
from commkit_developer.tables import closing_vote, post_review, review_item


def _new_item(source: Any, *conditions: ColumnElement[bool]) -> Any:
    """Adds an item about a post, unless one waits for it in this queue."""
    values = {
        "community_id": post.c.community_id,
        "id": bindparam("id", type_=Id),
        "queue": QUEUE,
        "post": post.c.id,
        "opened_at": NOW,
        "decided": false(),
        "state": literal(""),
    }
    chosen = select(*values.values()).select_from(source)
    found = chosen.where(post.c.community_id == COMMUNITY, post.c.id == POST, *conditions)
    return upsert(review_item).from_select(list(values), found).on_conflict_do_nothing()


_earlier = review_item.alias("earlier")
_DECIDED_BEFORE = exists(
    select(_earlier.c.id).where(
        _earlier.c.community_id == post.c.community_id,
        _earlier.c.post == post.c.id,
        _earlier.c.queue == QUEUE,
        _earlier.c.decided,
    )
)
OPEN = statement(lambda: _new_item(post))
OPEN_AGAIN = statement(lambda: _new_item(post, not_(_DECIDED_BEFORE)))
OPEN_FIRST = statement(
    lambda: _new_item(post, post.c.kind.in_(bindparam("kinds", expanding=True)), not_(_DECIDED_BEFORE))
)
OPEN_LATE = statement(
    lambda: _new_item(
        post.join(opening, OPENS_IT),
        opening.c.kind.in_(bindparam("questions", expanding=True)),
        opening.c.created_at <= bindparam("before", type_=UtcDateTime),
        post.c.author.is_not(None),
        or_(
            opening.c.author.is_(None),
            not_(is_same_principal(post.c.community_id, post.c.author, opening.c.author)),
        ),
        not_(_DECIDED_BEFORE),
    )
)
FORGET = statement(
    lambda: delete(review_item).where(HERE, review_item.c.post == POST, WAITS).returning(review_item.c.queue)
)
"""Deletes the items of a post that should never have waited, in the transaction that opened them."""
WITHDRAWN_QUEUES = statement(
    lambda: (
        select(review_item.c.queue)
        .distinct()
        .where(
            HERE,
            review_item.c.post == POST,
            review_item.c.closed_at.is_not(None),
            ~review_item.c.decided,
            one_of(review_item.c.queue, POST_QUEUES),
        )
        .order_by(review_item.c.queue)
    )
)
"""The queues of posts from which a post was withdrawn, which nothing but its removal does."""


def _withdraw(*conditions: ColumnElement[bool]) -> Any:
    """Closes the items of a post that wait; gives their queues."""
    return (
        update(review_item)
        .values(closed_at=NOW, claim=None, claimed_until=None)
        .where(HERE, review_item.c.post == POST, WAITS, *conditions)
        .returning(review_item.c.queue)
    )


WITHDRAW = statement(lambda: _withdraw(review_item.c.queue.in_(bindparam("queues", expanding=True))))
_of_others = closing_vote.alias("of_others")


def _nobody_votes() -> ColumnElement[bool]:
    """Nobody votes about a question any more, besides one who has just begun to."""
    return ~exists(
        select(literal(1))
        .where(
            _of_others.c.community_id == COMMUNITY,
            _of_others.c.question == POST,
            _of_others.c.reopens == bindparam("reopens"),
            _of_others.c.at > bindparam("votes_after", type_=UtcDateTime),
            _of_others.c.voter != bindparam("but", type_=Id),
        )
        .correlate(None)
    )


WITHDRAW_WITHOUT_VOTES = statement(lambda: _withdraw(review_item.c.queue == QUEUE, _nobody_votes()))


def _withdraw_claims(*conditions: ColumnElement[bool]) -> Any:
    """Ends the claims of a post, audits among them: they must not differ."""
    return (
        update(post_review)
        .values(state=PostReviewState.WITHDRAWN, ended_at=NOW)
        .where(
            post_review.c.community_id == COMMUNITY,
            post_review.c.post == POST,
            post_review.c.ended_at.is_(None),
            *conditions,
        )
    )


WITHDRAW_CLAIMS_WITHOUT_VOTES = statement(
    lambda: _withdraw_claims(post_review.c.queue == QUEUE, _nobody_votes())
)
WITHDRAW_CLAIMS = statement(
    lambda: _withdraw_claims(post_review.c.queue.in_(bindparam("queues", expanding=True)))
)
