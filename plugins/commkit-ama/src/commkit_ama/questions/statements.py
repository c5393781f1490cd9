"""The statements of questions to guests."""

from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    FromClause,
    Integer,
    and_,
    bindparam,
    case,
    cast,
    exists,
    func,
    or_,
    select,
)

from commkit.posts import AUTHORED_POSTS, POST_COLUMNS, Post, post
from commkit.storage import Id, Visible, count_where, visible_statement
from commkit_ama.policy import GUEST_ANSWER, GUEST_QUESTION

_HERE = post.c.community_id == bindparam("community_id")
_THREAD = post.c.thread == bindparam("thread", type_=Id)


def _answers(visible: Visible, row: FromClause) -> ColumnElement[bool]:
    """That a row is a guest's answer which the reader may see; whoever sees its thread."""
    return and_(row.c.kind == GUEST_ANSWER.name, row.c.removed_at.is_(None), visible(Post, row, alone=True))


def _is_answered(visible: Visible) -> ColumnElement[int]:
    """1 where the reader sees an answer to the question, else 0."""
    answer = post.alias("answer")
    found = exists().where(
        answer.c.community_id == post.c.community_id,
        answer.c.thread == post.c.thread,
        answer.c.parent == post.c.id,
        _answers(visible, answer),
    )
    return case((found.correlate_except(answer), 1), else_=0)


def _is_question(visible: Visible) -> ColumnElement[bool]:
    return and_(
        _HERE,
        _THREAD,
        post.c.kind == GUEST_QUESTION.name,
        post.c.title == "",  # what opened an hour that was merged has one
        post.c.removed_at.is_(None),
        visible(Post, post),
    )


def _counts(visible: Visible) -> Any:
    asked = select(_is_answered(visible).label("answered")).where(_is_question(visible)).subquery()
    return select(func.count(), count_where(asked.c.answered == 1)).select_from(asked)


COUNTS = visible_statement(_counts)


def _questions(visible: Visible) -> Any:
    """Whether it was answered, where these come first, else 0; score, post; falling in all three."""
    rows = (
        select(_is_answered(visible).label("is_answered"), *POST_COLUMNS)
        .select_from(AUTHORED_POSTS)
        .where(_is_question(visible))
    )
    found = rows.add_columns(post.c.score.label("votes")).subquery()
    votes = found.c.votes
    after_score: Any = bindparam("after_score", type_=BigInteger)
    answered = found.c.is_answered * bindparam("answered_first", type_=Integer)
    id = found.c[1]
    after_answered = cast(bindparam("after_answered"), BigInteger)
    behind = or_(
        answered < after_answered,
        and_(answered == after_answered, votes < after_score),
        and_(
            answered == after_answered,
            votes == after_score,
            id < bindparam("before", type_=Id),
        ),
    )
    only = or_(bindparam("only_unanswered", type_=Integer) == 0, found.c.is_answered == 0)
    columns = list(found.c)
    return (
        select(answered, votes, *columns[1:-1])
        .where(behind, only)
        .order_by(answered.desc(), votes.desc(), id.desc())
        .limit(bindparam("size"))
    )


QUESTIONS = visible_statement(_questions)


def _first_answers(visible: Visible) -> Any:
    """The first answers to each of some questions."""
    place = func.row_number().over(partition_by=post.c.parent, order_by=post.c.number).label("place")
    of_page = (
        select(post.c.id, place)
        .where(
            _HERE,
            _THREAD,
            post.c.parent.in_(bindparam("questions", expanding=True, type_=Id)),
            _answers(visible, post),
        )
        .subquery()
    )
    return (
        select(*POST_COLUMNS)
        .select_from(AUTHORED_POSTS.join(of_page, of_page.c.id == post.c.id))
        .where(_HERE, of_page.c.place <= bindparam("most"))
        .order_by(post.c.number)
    )


ANSWERS = visible_statement(_first_answers, into=Post)
