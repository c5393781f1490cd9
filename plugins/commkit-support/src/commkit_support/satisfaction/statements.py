"""The statements of ratings."""

from sqlalchemy import bindparam, func, select, update

from commkit.members import membership
from commkit.posts import post
from commkit.storage import Id, UtcDateTime, insert_if_absent, statement
from commkit_support.satisfaction.records import Rating
from commkit_support.tables import rating

_HERE = rating.c.community_id == bindparam("community_id")
_THIS = _HERE & (rating.c.question == bindparam("question", type_=Id))
_COLUMNS = (
    rating.c.question,
    rating.c.asker,
    rating.c.answered_by,
    rating.c.asked_at,
    rating.c.score,
    rating.c.comment,
    rating.c.rated_at,
)
_MONTH = (
    _HERE,
    rating.c.asked_at >= bindparam("since", type_=UtcDateTime),
    rating.c.asked_at < bindparam("until", type_=UtcDateTime),
)

ADD = statement(lambda: insert_if_absent(rating))
"""Adds nothing where the asker was asked already: once for a question, however often it is solved."""
ONE = statement(lambda: select(*_COLUMNS).where(_THIS), into=Rating)
WAITING = statement(
    lambda: select(rating.c.question).where(
        _HERE,
        rating.c.question.in_(bindparam("questions", expanding=True)),
        rating.c.score.is_(None),
        rating.c.asked_at > bindparam("since", type_=UtcDateTime),
    )
)
"""Of some questions those whose asker can still answer."""
RATE = statement(
    lambda: (
        update(rating)
        .values(
            score=bindparam("new_score"),
            comment=bindparam("new_comment"),
            rated_at=bindparam("now", type_=UtcDateTime),
        )
        .where(_THIS, rating.c.score.is_(None))
    )
)
"""Answers once: of two at once one changes nothing."""
AUTHOR = statement(
    lambda: (
        select(post.c.by_agent, membership.c.staff)
        .select_from(
            post.outerjoin(
                membership,
                (membership.c.community_id == post.c.community_id) & (membership.c.id == post.c.author),
            )
        )
        .where(post.c.community_id == bindparam("community_id"), post.c.id == bindparam("answer", type_=Id))
    )
)
"""Who wrote an answer. It checks no visibility: not for queries."""
COUNTS = statement(
    lambda: (
        select(
            rating.c.answered_by,
            func.count(),
            func.count(rating.c.score),
            func.count().filter(rating.c.score >= 4),
            func.coalesce(func.sum(rating.c.score), 0),
        )
        .where(*_MONTH)
        .group_by(rating.c.answered_by)
    )
)
"""For each sort of answer: who was asked, who answered, who was satisfied, and the sum of the scores."""
COMMENTS = statement(
    lambda: (
        select(rating.c.comment).where(*_MONTH, rating.c.comment != "").order_by(rating.c.comment).limit(500)
    )
)
