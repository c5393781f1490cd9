"""The statements of issues and of the threads that are about them."""

from typing import Any

from sqlalchemy import and_, bindparam, delete, distinct, func, select, update

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
from commkit_developer.tables import issue, thread_link
from commkit_developer.tracker.records import Issue, ThreadLink

_ISSUE = tuple(issue.c[name] for name in Issue.__annotations__)
_LINK = tuple(thread_link.c[name] for name in ThreadLink.__annotations__)
_HERE = issue.c.community_id == bindparam("community_id")
_THIS = _HERE & (issue.c.id == bindparam("id", type_=Id))
_LINKS = thread_link.c.community_id == bindparam("community_id")
_OF_QUESTION = _LINKS & (thread_link.c.question == bindparam("question", type_=Id))
_OF_LINK = and_(issue.c.community_id == thread_link.c.community_id, issue.c.id == thread_link.c.issue)
_OF_ISSUE = _LINKS & (thread_link.c.issue == bindparam("issue", type_=Id))


# --- issues ------------------------------------------------------------------------------------------------------

ONE = visible_statement(lambda visible: select(*_ISSUE).where(_THIS, visible(Issue, issue)), into=Issue)
NAMES = visible_statement(
    lambda visible: select(issue.c.id, issue.c.title).where(
        _HERE, issue.c.id.in_(bindparam("ids", expanding=True, type_=Id)), visible(Issue, issue)
    )
)
LOCKED = statement(lambda: select(*_ISSUE).where(_THIS).with_for_update(), into=Issue)
"""An issue, locked, so that each thing that its tracker says sees the ones before. It checks no visibility."""

LOCKED_BY_KEY = statement(
    lambda: select(*_ISSUE).where(_HERE, issue.c.key == bindparam("key")).with_for_update(), into=Issue
)
LOCKED_BY_KEYS = statement(
    lambda: (
        select(*_ISSUE)
        .where(_HERE, issue.c.key.in_(bindparam("keys", expanding=True)), issue.c.key != "")
        .order_by(issue.c.id)
        .with_for_update()
    ),
    into=Issue,
)
ADD = statement(lambda: insert_if_absent(issue))
"""Adds nothing where the key is known: a unique index decides."""

_WRITTEN = ("key", "url", "title", "private", "state", "release", "revision", "news", "body", "changed_at",
            "released_at", "failure_reason")  # fmt: skip
SAVE = statement(
    lambda: (
        update(issue)
        .values({name: bindparam(f"new_{name}", type_=issue.c[name].type) for name in _WRITTEN})
        .where(_THIS)
    )
)


def save_values(after: Issue) -> dict[str, Any]:
    """The parameters of `SAVE`."""
    return {"id": after.id} | {f"new_{name}": getattr(after, name) for name in _WRITTEN}


# --- threads -----------------------------------------------------------------------------------------------------

ADD_LINK = statement(lambda: insert_if_absent(thread_link))
"""Adds nothing where the question is about an issue: the primary key decides."""

LINK = statement(lambda: select(*_LINK).where(_OF_QUESTION), into=ThreadLink)
"""Which issue a question is about. It checks no visibility: the caller loaded the question."""

LINKS_OF = statement(
    lambda: select(*_LINK).where(
        _LINKS, thread_link.c.question.in_(bindparam("questions", expanding=True, type_=Id))
    ),
    into=ThreadLink,
)
"""The same of some questions."""

STATES_OF = statement(
    lambda: (
        select(thread_link.c.question, issue.c.state)
        .select_from(thread_link.join(issue, _OF_LINK))
        .where(_LINKS, thread_link.c.question.in_(bindparam("questions", expanding=True, type_=Id)))
    )
)
STATE = statement(lambda: select(issue.c.state, issue.c.release, issue.c.news).where(_THIS))
"""How an issue stands, which all are shown who see a thread about it."""

DELETE_LINK = statement(lambda: delete(thread_link).where(_OF_QUESTION))
DELETE_LINKS = statement(lambda: delete(thread_link).where(_OF_ISSUE))
MOVE_LINK = statement(
    lambda: (
        update(thread_link)
        .values(
            question=bindparam("into", type_=Id),
            told=bindparam("new_told"),
            answer=bindparam("new_answer", type_=Id),
        )
        .where(_OF_QUESTION)
    )
)
SET_TOLD = statement(
    lambda: (
        update(thread_link)
        .values(told=bindparam("news"))
        .where(_OF_QUESTION, thread_link.c.told < bindparam("news"))
    )
)
"""Lets one of several workers tell a thread what is new: the row is the lock."""

SET_ANSWER = statement(
    lambda: (
        update(thread_link)
        .values(answer=bindparam("new_answer", type_=Id), confirmed_at=None, works=None)
        .where(_OF_QUESTION)
    )
)
CONFIRM = statement(
    lambda: (
        update(thread_link)
        .values(confirmed_at=bindparam("now", type_=UtcDateTime), works=bindparam("new_works"))
        .where(
            _OF_QUESTION,
            thread_link.c.answer == bindparam("answer", type_=Id),
            thread_link.c.confirmed_at.is_(None),
        )
    )
)
"""Answers once what one reply asks."""

UNTOLD = statement(
    lambda: (
        select(thread_link.c.question)
        .select_from(thread_link.join(issue, _OF_LINK))
        .where(
            _OF_ISSUE,
            thread_link.c.told < issue.c.news,
            thread_link.c.question > bindparam("after", type_=Id),
        )
        .order_by(thread_link.c.question)
        .limit(bindparam("size"))
    )
)
"""The threads that have not heard the news of an issue. It checks no visibility: for the worker."""


# --- numbers -----------------------------------------------------------------------------------------------------


def _linked(visible: Visible, *columns: Any) -> Any:
    """What is linked since a moment, with its question and its issue."""
    of_question = and_(post.c.community_id == thread_link.c.community_id, post.c.id == thread_link.c.question)
    return (
        select(*columns)
        .select_from(thread_link.join(issue, _OF_LINK).join(post, of_question))
        .where(_LINKS, thread_link.c.linked_at >= bindparam("since", type_=UtcDateTime), visible(Post, post))
    )


_RELEASED = issue.c.released_at.is_not(None)
COUNTS = visible_statement(
    lambda visible: _linked(
        visible,
        func.count(),
        func.count(distinct(issue.c.id)),
        count_where(_RELEASED),
        count_where(thread_link.c.answer.is_not(None)),
        count_where(thread_link.c.confirmed_at.is_not(None)),
        count_where(thread_link.c.works.is_(True)),
    )
)


def _middle(visible: Visible) -> Any:
    """The one or two threads in the middle of all that were released, by the time that this took."""
    took = _linked(
        visible,
        post.c.created_at,
        issue.c.released_at,
        func.row_number().over(order_by=(issue.c.released_at - post.c.created_at, post.c.id)).label("place"),
        func.count().over().label("size"),
    ).where(_RELEASED)
    ranked = took.subquery()
    place = ranked.c.place * 2
    return select(ranked.c.created_at, ranked.c.released_at).where(
        place.between(ranked.c.size, ranked.c.size + 2)
    )


MIDDLE_RELEASES = visible_statement(_middle)
