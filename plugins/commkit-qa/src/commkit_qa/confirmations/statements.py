"""The statements of confirmations."""

from sqlalchemy import and_, bindparam, delete, exists, func, select, update

from commkit.posts import Post, post
from commkit.storage import Id, UtcDateTime, insert_if_absent, statement, visible_statement
from commkit_qa.confirmations.records import AnswerConfirmations, Confirmation
from commkit_qa.tables import confirmation

_COLUMNS = tuple(confirmation.c[name] for name in Confirmation.__annotations__)
_HERE = confirmation.c.community_id == bindparam("community_id")
_ANSWER = confirmation.c.answer == bindparam("answer", type_=Id)
_OWN = and_(_HERE, _ANSWER, confirmation.c.member == bindparam("member", type_=Id))
_question = post.alias("question")

ADD = statement(lambda: insert_if_absent(confirmation))
OWN = statement(lambda: select(*_COLUMNS).where(_OWN), into=Confirmation)
SET_VERSION = statement(
    lambda: (
        update(confirmation)
        .values(version=bindparam("new_version"), at=bindparam("now", type_=UtcDateTime))
        .where(_OWN)
    )
)
OWN_AMONG = statement(
    lambda: (
        select(
            post.c.id,
            exists(
                select(confirmation.c.answer)
                .where(
                    confirmation.c.community_id == post.c.community_id,
                    confirmation.c.answer == post.c.id,
                    confirmation.c.member == bindparam("member", type_=Id),
                )
                .correlate(post)
            ),
        )
        .select_from(
            post.join(
                _question,
                and_(_question.c.community_id == post.c.community_id, _question.c.id == post.c.parent),
            )
        )
        .where(
            post.c.community_id == bindparam("community_id"),
            post.c.id.in_(bindparam("answers", expanding=True, type_=Id)),
            _question.c.parent.is_(None),
            _question.c.kind.in_(bindparam("kinds", expanding=True)),
            _question.c.removed_at.is_(None),
        )
    ),
    into=lambda answer, confirmed: (answer, bool(confirmed)),
)
"""Of some posts those that reply to a standing question, and whether a member confirmed them."""
DELETE = statement(lambda: delete(confirmation).where(_OWN))
PAGE = statement(
    lambda: (
        select(*_COLUMNS)
        .where(_HERE, _ANSWER, confirmation.c.member > bindparam("after", type_=Id))
        .order_by(confirmation.c.member)
        .limit(bindparam("size"))
    ),
    into=Confirmation,
)
"""A page of an answer that the reader sees."""
COUNTS = visible_statement(
    lambda visible: (
        select(
            post.c.id,
            func.count(),
            func.count().filter(confirmation.c.member == _question.c.author) > 0,
            func.max(confirmation.c.at, type_=UtcDateTime),
        )
        .select_from(
            confirmation.join(
                post,
                and_(post.c.community_id == confirmation.c.community_id, post.c.id == confirmation.c.answer),
            ).join(
                _question,
                and_(_question.c.community_id == post.c.community_id, _question.c.id == post.c.thread),
            )
        )
        .where(
            _HERE,
            confirmation.c.answer.in_(bindparam("answers", expanding=True, type_=Id)),
            visible(Post, post),
        )
        .group_by(post.c.id)
        .order_by(post.c.id)
    ),
    into=lambda answer, count, by_asker, last_at: AnswerConfirmations(answer, count, bool(by_asker), last_at),
)
"""How often each of some answers that the reader sees was confirmed."""
