"""The statements of bounties."""

from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, func, or_, select, tuple_, update

from commkit.posts import Post, post
from commkit.storage import (
    Id,
    UtcDateTime,
    Visible,
    count_where,
    insert_if_absent,
    statement,
    visible_statement,
)
from commkit_developer.bounties.records import Bounty, BountyState
from commkit_developer.tables import bounty

_COLUMNS = tuple(bounty.c[name] for name in Bounty.__annotations__)
_HERE = bounty.c.community_id == bindparam("community_id")
_THIS = _HERE & (bounty.c.id == bindparam("id", type_=Id))
_OPEN = bounty.c.settled_at.is_(None)
_MEMBER = bindparam("member", type_=Id)

SCORE = statement(
    lambda: select(func.coalesce(func.sum(post.c.score), 0)).where(
        post.c.community_id == bindparam("community_id"),
        post.c.author == _MEMBER,
        post.c.removed_at.is_(None),
    )
)

_SPONSORED = bounty.c.sponsor == _MEMBER


def _sum(column: ColumnElement[int], *conditions: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(column).filter(and_(*conditions)), 0)


BALANCE = statement(
    lambda: select(
        _sum(bounty.c.awarded, bounty.c.winner == _MEMBER),
        _sum(bounty.c.amount, _SPONSORED, _OPEN),
        _sum(bounty.c.awarded + bounty.c.forfeited, _SPONSORED),
    ).where(_HERE, or_(_SPONSORED, bounty.c.winner == _MEMBER))
)
"""What bounties brought a member, what they hold, and what they cost."""

ADD = statement(lambda: insert_if_absent(bounty))
"""Adds nothing where the question has an open bounty: a unique index decides."""

ONE = visible_statement(lambda visible: select(*_COLUMNS).where(_THIS, visible(Bounty, bounty)), into=Bounty)
OPEN_ONE = statement(lambda: select(*_COLUMNS).where(_THIS, _OPEN), into=Bounty)
"""A bounty that is open, for the worker. It checks no visibility: not for queries."""

SETTLE = statement(
    lambda: (
        update(bounty)
        .values(
            state=bindparam("new_state"),
            settled_at=bindparam("new_settled_at", type_=UtcDateTime),
            answer=bindparam("new_answer", type_=Id),
            winner=bindparam("new_winner", type_=Id),
            awarded=bindparam("new_awarded"),
            refunded=bindparam("new_refunded"),
            forfeited=bindparam("new_forfeited"),
        )
        .where(_THIS, _OPEN)
    )
)
"""Settles a bounty once: no row where somebody else was faster."""

_question, _answer = post.alias("question"), post.alias("answer")
CANDIDATES = statement(
    lambda: (
        select(
            _answer.c.id,
            _answer.c.author,
            _answer.c.score,
            func.coalesce(_question.c.answer == _answer.c.id, False),
        )
        .select_from(
            _answer.join(
                _question,
                and_(_question.c.community_id == _answer.c.community_id, _question.c.id == _answer.c.parent),
            )
        )
        .where(
            _answer.c.community_id == bindparam("community_id"),
            _answer.c.parent == bindparam("question", type_=Id),
            _answer.c.kind == bindparam("awaited"),
            _answer.c.removed_at.is_(None),
            _answer.c.author.is_not(None),
            _answer.c.created_at >= bindparam("since", type_=UtcDateTime),
            _answer.c.created_at <= bindparam("until", type_=UtcDateTime),
        )
        .order_by(_answer.c.id)
    )
)
"""The answers of a time. It checks no visibility: not for queries."""

STANDING_KIND = statement(
    lambda: select(post.c.kind).where(
        post.c.community_id == bindparam("community_id"),
        post.c.id == bindparam("question", type_=Id),
        post.c.removed_at.is_(None),
        post.c.parent.is_(None),
    )
)
"""The kind of a question; no row where it was removed or merged. It checks no visibility: not for queries."""


# --- pages and numbers -------------------------------------------------------------------------------------------


def _page(visible: Visible, *conditions: ColumnElement[bool]) -> Any:
    return select(*_COLUMNS).where(_HERE, visible(Bounty, bounty), *conditions).limit(bindparam("size"))


OPEN_BOUNTIES = visible_statement(
    lambda visible: _page(
        visible,
        _OPEN,
        tuple_(bounty.c.expires_at, bounty.c.id)
        > tuple_(bindparam("after_at", type_=UtcDateTime), bindparam("after", type_=Id)),
    ).order_by(bounty.c.expires_at, bounty.c.id),
    into=Bounty,
)
OF_QUESTION = visible_statement(
    lambda visible: _page(
        visible,
        bounty.c.question == bindparam("question", type_=Id),
        bounty.c.id < bindparam("after", type_=Id),
    ).order_by(bounty.c.id.desc()),
    into=Bounty,
)


COUNTS = visible_statement(
    lambda visible: (
        select(
            func.count(),
            *(count_where(bounty.c.state == state) for state in BountyState),
            func.coalesce(func.sum(bounty.c.amount), 0),
            func.coalesce(func.sum(bounty.c.awarded), 0),
            count_where(bounty.c.awarded > 0),
        )
        .select_from(
            bounty.join(
                post, and_(post.c.community_id == bounty.c.community_id, post.c.id == bounty.c.question)
            )
        )
        .where(
            _HERE,
            bounty.c.offered_at >= bindparam("since", type_=UtcDateTime),
            visible(Post, post),
        )
    )
)


# --- bounties from elsewhere -------------------------------------------------------------------------------------

PLACE = statement(
    lambda: select(post.c.thread, post.c.parent, post.c.author).where(
        post.c.community_id == bindparam("community_id"), post.c.id == bindparam("post", type_=Id)
    )
)
"""Where a post stands, and who wrote it. It checks no visibility: for importers."""

OFFERED_BEFORE = statement(
    lambda: (
        select(bounty.c.id)
        .where(
            _HERE,
            bounty.c.question == bindparam("question", type_=Id),
            bounty.c.state == BountyState.EXPIRED,
            bounty.c.answer.is_(None),
            bounty.c.refunded == bounty.c.amount,
            bounty.c.offered_at <= bindparam("at", type_=UtcDateTime),
        )
        .order_by(bounty.c.offered_at.desc(), bounty.c.id.desc())
        .limit(1)
    )
)
"""The last bounty of a question that was offered until a moment, and has no answer: which one from elsewhere ended."""
END_ELSEWHERE = statement(
    lambda: (
        update(bounty)
        .values(
            state=bindparam("new_state"),
            settled_at=bindparam("new_settled_at", type_=UtcDateTime),
            answer=bindparam("new_answer", type_=Id),
            winner=bindparam("new_winner", type_=Id),
        )
        .where(_THIS)
    )
)
