"""The statements of closing."""

from typing import Any

from sqlalchemy import bindparam, delete, func, literal, select, union_all, update

from commkit.posts import Post, post
from commkit.storage import (
    Id,
    UtcDateTime,
    Visible,
    count_where,
    insert_if_absent,
    statement,
    upsert,
    visible_statement,
)
from commkit_developer.closing.records import ClosingVote, Closure
from commkit_developer.tables import closing_vote, closure

_VOTE_COLUMNS = tuple(closing_vote.c[name] for name in ClosingVote.__annotations__)
_CLOSURE_COLUMNS = tuple(closure.c[name] for name in Closure.__annotations__)
_QUESTION = bindparam("question", type_=Id)
_OF_QUESTION = (closing_vote.c.community_id == bindparam("community_id")) & (
    closing_vote.c.question == _QUESTION
)
_CLOSURE_OF = (
    (closure.c.community_id == bindparam("community_id"))
    & (closure.c.question == _QUESTION)
    & closure.c.ended_at.is_(None)
)

LOCK_QUESTION = statement(
    lambda: (
        select(post.c.state)
        .where(
            post.c.community_id == bindparam("community_id"),
            post.c.id == _QUESTION,
            post.c.removed_at.is_(None),
        )
        .with_for_update(of=post)
    )
)
"""Locks a question, so that each vote sees the ones before it; gives its state now. It checks no visibility."""

_vote = upsert(closing_vote)
VOTE = statement(
    lambda: _vote.on_conflict_do_update(
        index_elements=["community_id", "question", "voter"],
        set_={name: _vote.excluded[name] for name in ("reopens", "reason", "original", "at")},
    )
)
VOTES = statement(
    lambda: (
        select(*_VOTE_COLUMNS)
        .where(_OF_QUESTION, closing_vote.c.at > bindparam("after", type_=UtcDateTime))
        .order_by(closing_vote.c.at, closing_vote.c.voter)
    ),
    into=ClosingVote,
)
"""The votes about a question that have not expired, the oldest first."""

DELETE_VOTE = statement(
    lambda: delete(closing_vote).where(_OF_QUESTION, closing_vote.c.voter == bindparam("voter", type_=Id))
)
DELETE_VOTES = statement(lambda: delete(closing_vote).where(_OF_QUESTION))

ADD_CLOSURE = statement(lambda: insert_if_absent(closure))
CLOSURE = statement(lambda: select(*_CLOSURE_COLUMNS).where(_CLOSURE_OF), into=Closure)
"""How a question was closed that is closed now. It checks no visibility: the caller loaded the question."""

END_CLOSURE = statement(
    lambda: (
        update(closure)
        .values(ended_at=bindparam("now", type_=UtcDateTime), reopened=bindparam("new_reopened"))
        .where(_CLOSURE_OF)
    )
)
CLOSED_AMONG = statement(
    lambda: select(closure.c.question, closure.c.reason).where(
        closure.c.community_id == bindparam("community_id"),
        closure.c.question.in_(bindparam("questions", expanding=True)),
        closure.c.ended_at.is_(None),
    )
)
"""The reasons of those of some questions that are closed. It checks no visibility: the caller shows the questions."""

VOTED_OR_CLOSED = statement(
    lambda: union_all(
        select(closing_vote.c.question, literal(value=True).label("is_vote")).where(
            closing_vote.c.community_id == bindparam("community_id"),
            closing_vote.c.question.in_(bindparam("questions", expanding=True)),
            closing_vote.c.voter == bindparam("voter", type_=Id),
        ),
        select(closure.c.question, literal(value=False)).where(
            closure.c.community_id == bindparam("community_id"),
            closure.c.question.in_(bindparam("questions", expanding=True)),
            closure.c.ended_at.is_(None),
        ),
    )
)
"""Which of some questions a member has a vote about, and which are closed. It checks no visibility: as above."""


# --- numbers -----------------------------------------------------------------------------------------------------


def _by_reason(visible: Visible) -> Any:
    """One row for each reason, the most frequent first."""
    of_closure = (post.c.community_id == closure.c.community_id) & (post.c.id == closure.c.question)
    return (
        select(
            closure.c.reason,
            func.count().label("closed"),
            count_where(~closure.c.alone),
            count_where(closure.c.reopened),
        )
        .select_from(closure.join(post, of_closure))
        .where(
            closure.c.community_id == bindparam("community_id"),
            closure.c.closed_at >= bindparam("since", type_=UtcDateTime),
            visible(Post, post),
        )
        .group_by(closure.c.reason)
        .order_by(func.count().desc(), closure.c.reason)
    )


BY_REASON = visible_statement(_by_reason)
