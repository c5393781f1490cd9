"""The statements of endorsements, and of what makes members experts of a tag."""

from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, delete, exists, func, select

from commkit.posts import post, post_tag
from commkit.storage import Id, insert_if_absent, statement
from commkit_support.endorsements.records import Endorsement
from commkit_support.tables import endorsement

_HERE = endorsement.c.community_id == bindparam("community_id")
_THIS = _HERE & (endorsement.c.answer == bindparam("answer", type_=Id))
_MINE = endorsement.c.member == bindparam("member", type_=Id)
_COLUMNS = (endorsement.c.answer, endorsement.c.member, endorsement.c.by_staff, endorsement.c.at)

ADD = statement(lambda: insert_if_absent(endorsement))
"""Adds nothing where the member endorsed it already."""
ONE = statement(lambda: select(*_COLUMNS).where(_THIS, _MINE), into=Endorsement)
DELETE = statement(lambda: delete(endorsement).where(_THIS, _MINE))
OF_ANSWER = statement(
    lambda: (
        select(*_COLUMNS)
        .where(_THIS)
        .order_by(endorsement.c.by_staff.desc(), endorsement.c.member)
        .limit(100)
    ),
    into=Endorsement,
)
MARKS = statement(
    lambda: (
        select(endorsement.c.answer, func.count().filter(endorsement.c.by_staff))
        .where(_HERE, endorsement.c.answer.in_(bindparam("answers", expanding=True)))
        .group_by(endorsement.c.answer)
    )
)
"""The endorsed ones of some answers, and how often staff endorsed each."""

question, answer = post.alias("solved"), post.alias("accepted")


def accepted_answers(*conditions: ColumnElement[bool]) -> Any:
    """Counts accepted answers by somebody else than the asker, which are not removed; of people only."""
    return (
        select(func.count())
        .select_from(
            question.join(
                answer,
                and_(answer.c.community_id == question.c.community_id, answer.c.id == question.c.answer),
            )
        )
        .where(
            question.c.community_id == bindparam("community_id"),
            question.c.parent.is_(None),
            question.c.removed_at.is_(None),
            answer.c.removed_at.is_(None),
            ~answer.c.by_agent,
            answer.c.author.is_distinct_from(question.c.author),
            *conditions,
        )
    )


def has_tag(thread: Any) -> ColumnElement[bool]:
    """Whether a thread has one of the `tags`."""
    return exists(
        select(post_tag.c.post).where(
            post_tag.c.community_id == thread.c.community_id,
            post_tag.c.post == thread.c.id,
            post_tag.c.tag.in_(bindparam("tags", expanding=True)),
        )
    )


_by_member = answer.c.author == bindparam("member", type_=Id)
ACCEPTED = statement(lambda: accepted_answers(_by_member, has_tag(question)))
"""How many accepted answers a member wrote to questions with one of some tags, by others."""

_its_tag, _other_tag = post_tag.alias("its_tag"), post_tag.alias("other_tag")


def _shares_tag(thread: Any, of: Any) -> ColumnElement[bool]:
    """Whether a thread shares a tag with that of a post."""
    return exists(
        select(_its_tag.c.post)
        .select_from(
            _its_tag.join(
                _other_tag,
                and_(
                    _other_tag.c.community_id == _its_tag.c.community_id, _other_tag.c.tag == _its_tag.c.tag
                ),
            )
        )
        .where(
            _its_tag.c.community_id == thread.c.community_id,
            _its_tag.c.post == thread.c.id,
            _other_tag.c.post == of.c.thread,
        )
        .correlate(thread, of)
    )


OFFERED = statement(
    lambda: select(
        post.c.id,
        exists(
            select(endorsement.c.answer).where(
                endorsement.c.community_id == post.c.community_id, endorsement.c.answer == post.c.id, _MINE
            )
        ),
        accepted_answers(_by_member, _shares_tag(question, post)).correlate(post).scalar_subquery(),
    ).where(
        post.c.community_id == bindparam("community_id"),
        post.c.id.in_(bindparam("answers", expanding=True)),
    )
)
"""Of each of some posts: whether a member endorsed it, and how many accepted answers of theirs share a tag with it."""
