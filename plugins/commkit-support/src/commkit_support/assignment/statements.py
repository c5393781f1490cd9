"""The statements of assignments. What is settled, removed or merged is no load, and nobody is reminded of it."""

from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, delete, func, select, tuple_, update

from commkit.posts import Post, post
from commkit.storage import Id, UtcDateTime, Visible, statement, upsert, visible_statement
from commkit_absences import is_absent
from commkit_qa import OPEN
from commkit_support.assignment.records import Assignment
from commkit_support.tables import assignment

_COLUMNS = (
    assignment.c.question,
    assignment.c.assignee,
    assignment.c.assigned_by,
    assignment.c.assigned_at,
    assignment.c.remind_at,
)
_HERE = assignment.c.community_id == bindparam("community_id")
_THIS = _HERE & (assignment.c.question == bindparam("question", type_=Id))
_OF_MEMBER = _HERE & (assignment.c.assignee == bindparam("member", type_=Id))
_OF_QUESTION = (post.c.community_id == assignment.c.community_id) & (post.c.id == assignment.c.question)
IS_LOAD = and_(post.c.parent.is_(None), post.c.closed_at.is_(None), post.c.removed_at.is_(None))
"""A question, joined with its assignment, that its assignee has to care for."""

_given = upsert(assignment)
SET = statement(
    lambda: _given.on_conflict_do_update(
        index_elements=["community_id", "question"],
        set_={
            name: _given.excluded[name] for name in ("assignee", "assigned_by", "assigned_at", "remind_at")
        },
    )
)
ASSIGNEE = statement(lambda: select(assignment.c.assignee).where(_THIS).with_for_update())
"""Who cares for a question, for commands that decide by it. It checks no visibility: not for queries."""
ASSIGNEES = statement(
    lambda: select(assignment.c.question, assignment.c.assignee).where(
        _HERE, assignment.c.question.in_(bindparam("questions", expanding=True))
    )
)
"""Who cares for some questions that the reader sees."""
LOCK_QUESTION = statement(
    lambda: (
        select(post.c.id)
        .where(
            post.c.community_id == bindparam("community_id"),
            post.c.id == bindparam("question", type_=Id),
            IS_LOAD,
        )
        .with_for_update()
    )
)
"""A question that may be given to somebody, locked: of two who take it at once one comes first."""
DELETE = statement(lambda: delete(assignment).where(_THIS))
DELETE_ALL = statement(lambda: delete(assignment).where(_OF_MEMBER))
OF_MEMBER = statement(lambda: select(assignment.c.question).where(_OF_MEMBER).order_by(assignment.c.question))

LOAD = statement(
    lambda: (
        select(func.count())
        .select_from(assignment.join(post, _OF_QUESTION))
        .where(_OF_MEMBER, IS_LOAD, assignment.c.question != bindparam("question", type_=Id))
    )
)
"""How many questions a member cares for, beside one."""


def load_of(community: ColumnElement[Any], member: ColumnElement[Any]) -> ColumnElement[int]:
    """How many questions a member cares for."""
    return (
        select(func.count())
        .select_from(assignment.join(post, _OF_QUESTION))
        .where(assignment.c.community_id == community, assignment.c.assignee == member, IS_LOAD)
        .scalar_subquery()
    )


def _shown(visible: Visible, *conditions: ColumnElement[bool]) -> Any:
    return (
        select(*_COLUMNS)
        .select_from(assignment.join(post, _OF_QUESTION))
        .where(*conditions, visible(Post, post))
    )


ONE = visible_statement(lambda visible: _shown(visible, _THIS), into=Assignment)
PAGE = visible_statement(
    lambda visible: (
        _shown(
            visible,
            _OF_MEMBER,
            IS_LOAD,
            tuple_(assignment.c.remind_at, assignment.c.question)
            > tuple_(bindparam("after_at", type_=UtcDateTime), bindparam("after", type_=Id)),
        )
        .order_by(assignment.c.remind_at, assignment.c.question)
        .limit(bindparam("size"))
    ),
    into=Assignment,
)

TO_REMIND = statement(
    lambda: (
        select(assignment.c.question, assignment.c.assignee)
        .select_from(assignment.join(post, _OF_QUESTION))
        .where(
            _HERE,
            IS_LOAD,
            post.c.state == OPEN,
            assignment.c.remind_at <= bindparam("now", type_=UtcDateTime),
            ~is_absent(assignment.c.community_id, assignment.c.assignee),
        )
        .order_by(assignment.c.remind_at, assignment.c.question)
        .limit(bindparam("size"))
    )
)
REMIND_AGAIN = statement(
    lambda: (
        update(assignment)
        .values(remind_at=bindparam("next", type_=UtcDateTime))
        .where(
            _THIS,
            assignment.c.assignee == bindparam("member", type_=Id),
            assignment.c.remind_at <= bindparam("now", type_=UtcDateTime),
        )
    )
)
"""Sets the next reminder, once: another scheduler may have been faster."""
