"""The statements of duplicates. What readers are told holds the condition that they may see every end of a link."""

from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, func, literal, select, tuple_, update

from commkit.posts import Post, post
from commkit.storage import Id, Visible, insert_if_absent, statement, visible_statement
from commkit_qa.duplicates.records import DuplicateMark, DuplicateState, Redirect
from commkit_qa.tables import duplicate

_COLUMNS = tuple(duplicate.c[name] for name in DuplicateMark.__annotations__)
_HERE = duplicate.c.community_id == bindparam("community_id")
_QUESTION = duplicate.c.question == bindparam("question", type_=Id)
_THIS = and_(_HERE, _QUESTION, duplicate.c.of == bindparam("of", type_=Id))
_CONFIRMED = duplicate.c.state == literal(DuplicateState.CONFIRMED, duplicate.c.state.type)
_PROPOSED = duplicate.c.state == literal(DuplicateState.PROPOSED, duplicate.c.state.type)
_question, _of, _root = post.alias("question"), post.alias("of"), post.alias("root")


# --- for commands: they check no visibility ------------------------------------------------------------------------

ADD = statement(lambda: insert_if_absent(duplicate))
MARK = statement(lambda: select(*_COLUMNS).where(_THIS), into=DuplicateMark)
SET_MARK = statement(
    lambda: (
        update(duplicate)
        .values(
            {
                name: bindparam(f"new_{name}", type_=duplicate.c[name].type)
                for name in ("root", "state", "proposed_by", "proposed_at", "settled_by", "settled_at")
            }
        )
        .where(_THIS, duplicate.c.state == bindparam("seen", type_=duplicate.c.state.type))
    )
)
"""Changes a mark that is still in the state in which it was seen."""
COUNT_PROPOSALS = statement(lambda: select(func.count()).where(_HERE, _QUESTION, _PROPOSED))
CONFIRMED = statement(lambda: select(*_COLUMNS).where(_HERE, _QUESTION, _CONFIRMED), into=DuplicateMark)
"""The confirmed mark of a question."""
STANDING = statement(
    lambda: select(*_COLUMNS).where(_HERE, _QUESTION, _CONFIRMED | _PROPOSED), into=DuplicateMark
)
"""The marks of a question that are confirmed or wait for an answer."""
ROOTS = statement(
    lambda: select(duplicate.c.question, duplicate.c.root).where(
        _HERE, _CONFIRMED, duplicate.c.question.in_(bindparam("questions", expanding=True, type_=Id))
    )
)
"""Where some questions are sent, of those that are confirmed duplicates."""
GROUP = statement(
    lambda: (
        select(duplicate.c.question, _of.c.thread, duplicate.c.root)
        .select_from(_joined(_of, duplicate.c.of))
        .where(_HERE, _CONFIRMED, duplicate.c.root.in_(bindparam("roots", expanding=True, type_=Id)))
    )
)
"""The confirmed duplicates that lead to some roots: which, what each leads to by itself, and its root."""
LOCK = statement(
    lambda: (
        select(post.c.id)
        .where(
            post.c.community_id == bindparam("community_id"),
            post.c.id.in_(bindparam("posts", expanding=True, type_=Id)),
            post.c.parent.is_(None),
            post.c.removed_at.is_(None),
        )
        .order_by(post.c.id)
        .with_for_update()
    )
)
"""Locks questions, the oldest first, so that of two who mark them at once one waits; gives those that still are."""
SET_ROOT = statement(
    lambda: update(duplicate).values(root=bindparam("new_root", type_=Id)).where(_HERE, _QUESTION, _CONFIRMED)
)
LEAD_ON = statement(
    lambda: (
        update(duplicate)
        .values(root=bindparam("new_root", type_=Id))
        .where(_HERE, duplicate.c.root == bindparam("seen_root", type_=Id), _CONFIRMED)
    )
)
"""Sends everything that led to a question to another one."""
ANSWERS = visible_statement(
    lambda visible: (
        select(post.c.id)
        .where(
            post.c.community_id == bindparam("community_id"),
            post.c.thread == bindparam("question", type_=Id),
            post.c.parent == bindparam("question", type_=Id),
            post.c.kind == bindparam("awaited"),
            visible(Post, post),
        )
        .order_by(post.c.number)
    )
)
"""The answers to a question, in the order in which they were written."""


# --- for readers -----------------------------------------------------------------------------------------------------


def _joined(end: Any, column: ColumnElement[Any]) -> Any:
    return duplicate.join(end, and_(end.c.community_id == duplicate.c.community_id, end.c.id == column))


def _of_visible_ends(visible: Visible, *columns: ColumnElement[Any]) -> Select[Any]:
    """Marks whose ends the reader may see, all of them."""
    joined: Any = duplicate
    conditions: list[ColumnElement[bool]] = []
    for end, column in (
        (_question, duplicate.c.question),
        (_of, duplicate.c.of),
        (_root, duplicate.c.root),
    ):
        joined = joined.join(end, and_(end.c.community_id == duplicate.c.community_id, end.c.id == column))
        conditions.append(visible(Post, end))
    return select(*columns).select_from(joined).where(_HERE, *conditions)


def _page(visible: Visible, *conditions: ColumnElement[bool]) -> Select[Any]:
    place = tuple_(duplicate.c.question, duplicate.c.of)
    after = tuple_(bindparam("after_question", type_=Id), bindparam("after_of", type_=Id))
    return (
        _of_visible_ends(visible, *_COLUMNS)
        .where(*conditions, place > after)
        .order_by(duplicate.c.question, duplicate.c.of)
        .limit(bindparam("size"))
    )


MARKS_OF_QUESTION = visible_statement(lambda visible: _page(visible, _QUESTION), into=DuplicateMark)
OF_ROOT = visible_statement(
    lambda visible: _page(visible, _CONFIRMED, duplicate.c.root == bindparam("root", type_=Id)),
    into=DuplicateMark,
)
PROPOSED = visible_statement(lambda visible: _page(visible, _PROPOSED), into=DuplicateMark)
LINK = visible_statement(
    lambda visible: _of_visible_ends(visible, _of.c.thread, *_COLUMNS).where(_CONFIRMED, _QUESTION),
    into=lambda on, *mark: (on, DuplicateMark(*mark)),
)
"""The confirmed mark of a question, with the thread that it leads to: `of`, or where that was merged into."""
REDIRECTS = visible_statement(
    lambda visible: (
        _of_visible_ends(
            visible,
            duplicate.c.question,
            duplicate.c.root,
            _root.c.title,
            _root.c.state,
            _root.c.answer,
            func.coalesce(_root.c.answer_count, 0),
            duplicate.c.settled_at,
        )
        .where(_CONFIRMED, duplicate.c.question.in_(bindparam("questions", expanding=True, type_=Id)))
        .order_by(duplicate.c.question)
    ),
    into=Redirect,
)
STATES = visible_statement(
    lambda visible: _of_visible_ends(visible, duplicate.c.question, duplicate.c.state).where(
        _CONFIRMED | _PROPOSED, duplicate.c.question.in_(bindparam("questions", expanding=True, type_=Id))
    )
)
"""Whether some questions are duplicates, or are said to be."""
