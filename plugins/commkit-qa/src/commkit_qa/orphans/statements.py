"""The statements of orphaned questions."""

from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, and_, bindparam, exists, func, literal, or_, select, tuple_

from commkit import Context
from commkit.members import MembershipStatus, membership
from commkit.posts import Post, post
from commkit.storage import (
    Id,
    Statement,
    UtcDateTime,
    count_where,
    insert_if_absent,
    statement,
    visible_statement,
)
from commkit_qa.orphans.records import CaredFor, OrphanedQuestion
from commkit_qa.policy import OPEN
from commkit_qa.statements import by_a_person, by_another
from commkit_qa.tables import orphan

_KINDS: Any = bindparam("kinds", expanding=True)
_reply = post.alias("reply")
_BEFORE = bindparam("before", type_=UtcDateTime)

_QUESTIONS = and_(
    post.c.community_id == bindparam("community_id"),
    post.c.parent.is_(None),
    post.c.kind.in_(_KINDS),
    post.c.removed_at.is_(None),
)
_REPLIED = exists(
    select(_reply.c.id)
    .where(
        _reply.c.community_id == post.c.community_id,
        _reply.c.thread == post.c.id,
        _reply.c.parent.is_not(None),
        _reply.c.removed_at.is_(None),
        by_a_person(_reply),
        _reply.c.title == literal(""),  # what has one was a question of its own, and was merged into this one
        by_another(_reply),
    )
    .correlate(post)
)


def _orphaned(cared_for: tuple[CaredFor, ...]) -> ColumnElement[bool]:
    """Which questions are orphaned, but for those that are cared for elsewhere."""
    elsewhere = (~each.condition(post) for each in cared_for)
    return and_(post.c.state == literal(OPEN), post.c.created_at <= _BEFORE, ~_REPLIED, *elsewhere)


T = TypeVar("T")


def _by_type(make: Callable[[tuple[CaredFor, ...]], Statement[T]]) -> Callable[[Context], Statement[T]]:
    """One statement for each community type: what is cared for elsewhere is what its features declare."""
    made = cache(make)
    return lambda context: made(context.declared(CaredFor))


_FOUND = exists(
    select(orphan.c.question)
    .where(orphan.c.community_id == post.c.community_id, orphan.c.question == post.c.id)
    .correlate(post)
)


# --- for the guard: it checks no visibility ------------------------------------------------------------------------

NEW = _by_type(
    lambda cared_for: statement(
        lambda: (
            select(post.c.id, post.c.created_at)
            .where(_QUESTIONS, _orphaned(cared_for), ~_FOUND)
            .order_by(post.c.id)
            .limit(bindparam("size"))
        )
    )
)
"""It walks the index of states."""
ADD = statement(lambda: insert_if_absent(orphan))
IMPORTED = statement(
    lambda: select(post.c.id).where(_QUESTIONS, post.c.id.in_(bindparam("posts", expanding=True, type_=Id)))
)
CARERS = statement(
    lambda: (
        select(membership.c.id)
        .where(
            membership.c.community_id == bindparam("community_id"),
            or_(membership.c.staff, membership.c.role.in_(bindparam("roles", expanding=True))),
            membership.c.status == literal(MembershipStatus.ACTIVE),
            membership.c.id > bindparam("after", type_=Id),
        )
        .order_by(membership.c.id)
        .limit(bindparam("size"))
    )
)
"""Who cares for a community: its staff, and those with some roles."""


# --- for readers -----------------------------------------------------------------------------------------------------


PAGE = _by_type(
    lambda cared_for: visible_statement(
        lambda visible: (
            select(
                post.c.id,
                post.c.title,
                post.c.tags,
                post.c.author,
                func.coalesce(membership.c.name, post.c.author_name),
                post.c.created_at,
            )
            .select_from(
                post.outerjoin(
                    membership,
                    and_(membership.c.community_id == post.c.community_id, membership.c.id == post.c.author),
                )
            )
            .where(
                _QUESTIONS,
                _orphaned(cared_for),
                visible(Post, post),
                tuple_(post.c.created_at, post.c.id)
                > tuple_(bindparam("after_at", type_=UtcDateTime), bindparam("after", type_=Id)),
            )
            .order_by(post.c.created_at, post.c.id)
            .limit(bindparam("size"))
        ),
        into=OrphanedQuestion,
    )
)
COUNTS = _by_type(
    lambda cared_for: visible_statement(
        lambda visible: (
            select(func.count(), count_where(_orphaned(cared_for)))
            .select_from(post)
            .where(
                _QUESTIONS, post.c.created_at >= bindparam("since", type_=UtcDateTime), visible(Post, post)
            )
        )
    )
)
