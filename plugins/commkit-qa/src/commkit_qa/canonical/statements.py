"""The statements of canonical answers. Those for readers hold the condition that they see question and answer."""

from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, exists, func, literal, or_, select, update

from commkit.posts import Post, post
from commkit.storage import Id, UtcDateTime, Visible, insert_if_absent, statement, visible_statement
from commkit_qa.canonical.records import Canonical
from commkit_qa.duplicates.records import DuplicateState
from commkit_qa.tables import canonical, duplicate

_COLUMNS = tuple(canonical.c[name] for name in Canonical.__annotations__)
_HERE = canonical.c.community_id == bindparam("community_id")
_STANDS = canonical.c.withdrawn_at.is_(None)
_question, _answer = post.alias("question"), post.alias("answer")
_KINDS: Any = bindparam("kinds", expanding=True)


# --- for commands: they check no visibility ------------------------------------------------------------------------

ADD = statement(lambda: insert_if_absent(canonical))
"""Of two that mark at once one row is added: a question has one mark that stands."""
STANDING = statement(
    lambda: select(*_COLUMNS).where(_HERE, _STANDS, canonical.c.question == bindparam("question", type_=Id)),
    into=Canonical,
)
STANDING_AMONG = statement(
    lambda: (
        select(*_COLUMNS)
        .where(
            _HERE,
            _STANDS,
            or_(
                canonical.c.question.in_(bindparam("posts", expanding=True, type_=Id)),
                canonical.c.answer.in_(bindparam("posts", expanding=True, type_=Id)),
            ),
        )
        .order_by(canonical.c.id)
    ),
    into=Canonical,
)
"""The marks that stand, of questions and answers among some posts."""
STANDING_WITH_PLACE = statement(
    lambda: (
        select(*_COLUMNS, _answer.c.thread, _answer.c.parent, _answer.c.kind)
        .select_from(
            canonical.join(
                _answer,
                and_(_answer.c.community_id == canonical.c.community_id, _answer.c.id == canonical.c.answer),
            )
        )
        .where(
            _HERE,
            _STANDS,
            canonical.c.question == bindparam("question", type_=Id),
        )
    ),
    into=lambda *row: (Canonical(*row[:-3]), *row[-3:]),
)
"""The mark of a question that stands, with the thread, the parent and the kind of its answer as they are now."""
FREE_QUESTION = statement(
    lambda: select(post.c.id).where(
        post.c.community_id == bindparam("community_id"),
        post.c.id == bindparam("question", type_=Id),
        post.c.parent.is_(None),
        post.c.kind.in_(_KINDS),
        post.c.removed_at.is_(None),
        ~exists(
            select(canonical.c.id)
            .where(
                canonical.c.community_id == post.c.community_id, canonical.c.question == post.c.id, _STANDS
            )
            .correlate(post)
        ),
        ~exists(
            select(duplicate.c.question)
            .where(
                duplicate.c.community_id == post.c.community_id,
                duplicate.c.question == post.c.id,
                duplicate.c.state == literal(DuplicateState.CONFIRMED, duplicate.c.state.type),
            )
            .correlate(post)
        ),
    )
)
"""A post, where it is a question that is neither removed nor a duplicate and has no canonical answer."""
CHANGE = statement(
    lambda: (
        update(canonical)
        .values(
            {
                name: bindparam(f"new_{name}", type_=canonical.c[name].type)
                for name in (
                    "question",
                    "subject",
                    "reason",
                    "withdrawn_by",
                    "withdrawn_at",
                    "cause",
                    "withdrawal",
                )
            }
        )
        .where(_HERE, _STANDS, canonical.c.id == bindparam("canonical", type_=Id))
    )
)
"""Changes a mark that still stands."""
AUTHOR = statement(
    lambda: select(post.c.author).where(
        post.c.community_id == bindparam("community_id"), post.c.id == bindparam("post", type_=Id)
    )
)
LOCK = statement(
    lambda: (
        select(post.c.id, post.c.parent)
        .where(
            post.c.community_id == bindparam("community_id"),
            post.c.id.in_(bindparam("posts", expanding=True, type_=Id)),
            post.c.removed_at.is_(None),
        )
        .order_by(post.c.id)
        .with_for_update()
    )
)
"""Locks posts that are not removed, the oldest first: whoever removes or moves one of them waits, or was faster."""


# --- for readers -----------------------------------------------------------------------------------------------------


def _seen(visible: Visible, *columns: ColumnElement[Any]) -> Select[Any]:
    """Marks whose question and answer the reader may see."""
    return (
        select(*columns)
        .select_from(
            canonical.join(
                _question,
                and_(
                    _question.c.community_id == canonical.c.community_id,
                    _question.c.id == canonical.c.question,
                ),
            ).join(
                _answer,
                and_(_answer.c.community_id == canonical.c.community_id, _answer.c.id == canonical.c.answer),
            )
        )
        .where(
            _HERE, visible(Canonical, canonical, alone=True), visible(Post, _question), visible(Post, _answer)
        )
    )


ONE = visible_statement(
    lambda visible: _seen(visible, *_COLUMNS).where(canonical.c.id == bindparam("id", type_=Id)),
    into=Canonical,
)
PAGE = visible_statement(
    lambda visible: (
        _seen(visible, *_COLUMNS)
        .where(_STANDS, canonical.c.id > bindparam("after", type_=Id))
        .order_by(canonical.c.id)
        .limit(bindparam("size"))
    ),
    into=Canonical,
)
HISTORY = visible_statement(
    lambda visible: (
        _seen(visible, *_COLUMNS)
        .where(
            canonical.c.question == bindparam("question", type_=Id),
            canonical.c.id > bindparam("after", type_=Id),
        )
        .order_by(canonical.c.id)
        .limit(bindparam("size"))
    ),
    into=Canonical,
)
AMONG = visible_statement(
    lambda visible: _seen(visible, canonical.c.question, canonical.c.answer, canonical.c.subject).where(
        _STANDS,
        or_(
            canonical.c.question.in_(bindparam("posts", expanding=True, type_=Id)),
            canonical.c.answer.in_(bindparam("posts", expanding=True, type_=Id)),
        ),
    )
)
"""Question, answer and subject of what is canonical among some posts."""


def _numbers(visible: Visible) -> Any:
    """Questions asked in a period: whether each is canonical, a duplicate, and leads to a canonical one."""
    standing = canonical.alias("standing")
    root, root_answer = post.alias("root"), post.alias("root_answer")
    own = exists(
        select(standing.c.id)
        .where(
            standing.c.community_id == post.c.community_id,
            standing.c.question == post.c.id,
            standing.c.withdrawn_at.is_(None),
        )
        .correlate(post)
    )
    accepted = exists(
        select(standing.c.id)
        .where(
            standing.c.community_id == post.c.community_id,
            standing.c.question == post.c.id,
            standing.c.answer == post.c.answer,
            standing.c.withdrawn_at.is_(None),
        )
        .correlate(post)
    )
    confirmed = and_(
        duplicate.c.community_id == post.c.community_id,
        duplicate.c.question == post.c.id,
        duplicate.c.state == literal(DuplicateState.CONFIRMED, duplicate.c.state.type),
    )
    leads = exists(
        select(duplicate.c.question)
        .select_from(
            duplicate.join(
                root, and_(root.c.community_id == duplicate.c.community_id, root.c.id == duplicate.c.root)
            )
        )
        .where(confirmed, visible(Post, root))
        .correlate(post)
    )
    leads_to_canonical = exists(
        select(duplicate.c.question)
        .select_from(
            duplicate.join(
                root, and_(root.c.community_id == duplicate.c.community_id, root.c.id == duplicate.c.root)
            )
            .join(
                standing,
                and_(
                    standing.c.community_id == duplicate.c.community_id,
                    standing.c.question == duplicate.c.root,
                    standing.c.withdrawn_at.is_(None),
                ),
            )
            .join(
                root_answer,
                and_(
                    root_answer.c.community_id == standing.c.community_id,
                    root_answer.c.id == standing.c.answer,
                ),
            )
        )
        .where(confirmed, visible(Post, root), visible(Post, root_answer))
        .correlate(post)
    )
    count: Any = func.count()
    return (
        select(
            count,
            count.filter(or_(own, leads_to_canonical)),
            count.filter(leads),
            count.filter(leads_to_canonical),
            count.filter(post.c.answer.is_not(None)),
            count.filter(accepted),
        )
        .select_from(post)
        .where(
            post.c.community_id == bindparam("community_id"),
            post.c.parent.is_(None),
            post.c.kind.in_(_KINDS),
            post.c.removed_at.is_(None),
            post.c.created_at >= bindparam("since", type_=UtcDateTime),
            visible(Post, post),
        )
    )


NUMBERS = visible_statement(_numbers)
COUNT = visible_statement(lambda visible: _seen(visible, func.count()).where(_STANDS))
