"""The statements of known issues."""

from typing import Any

from sqlalchemy import and_, bindparam, delete, func, select, update

from commkit.posts import AUTHORED_POSTS, POST_COLUMNS, Post, post
from commkit.storage import Id, UtcDateTime, Visible, crud, insert_if_absent, statement, visible_statement
from commkit_support.known_issues.records import KnownIssue
from commkit_support.tables import issue_link, known_issue

ISSUES = crud(known_issue, KnownIssue)

_HERE = known_issue.c.community_id == bindparam("community_id")
_THIS = _HERE & (known_issue.c.id == bindparam("issue", type_=Id))
_COLUMNS = (
    known_issue.c.id,
    known_issue.c.title,
    known_issue.c.status,
    known_issue.c.opened_by,
    known_issue.c.opened_at,
    known_issue.c.told_at,
    known_issue.c.closed_at,
)
LOCKED = statement(lambda: select(*_COLUMNS).where(_THIS).with_for_update(), into=KnownIssue)
"""A known issue, for commands that decide by whether it is open."""
NAMES = statement(
    lambda: select(known_issue.c.id, known_issue.c.title, known_issue.c.status).where(
        _HERE, known_issue.c.id.in_(bindparam("ids", expanding=True))
    )
)
TELL = statement(
    lambda: (
        update(known_issue)
        .values(
            status=bindparam("new_status"),
            told_at=bindparam("now", type_=UtcDateTime),
            closed_at=bindparam("new_closed_at", type_=UtcDateTime),
        )
        .where(_THIS)
    )
)

_LINKS = issue_link.c.community_id == bindparam("community_id")
_OF_ISSUE = _LINKS & (issue_link.c.issue == bindparam("issue", type_=Id))
_OF_QUESTION = _LINKS & (issue_link.c.question == bindparam("question", type_=Id))
_QUESTION = and_(post.c.community_id == issue_link.c.community_id, post.c.id == issue_link.c.question)

ADD_LINK = statement(lambda: insert_if_absent(issue_link))
"""Adds nothing where the question is about an issue already."""
LINK = statement(
    lambda: select(issue_link.c.issue, issue_link.c.linked_by, issue_link.c.linked_at).where(_OF_QUESTION)
)
LINKED_AMONG = statement(
    lambda: select(issue_link.c.question).where(
        _LINKS, issue_link.c.question.in_(bindparam("questions", expanding=True))
    )
)
DELETE_LINK = statement(lambda: delete(issue_link).where(_OF_QUESTION))

ASKERS = statement(
    lambda: (
        select(post.c.author, func.min(post.c.created_at))
        .select_from(issue_link.join(post, _QUESTION))
        .where(
            _OF_ISSUE,
            post.c.removed_at.is_(None),
            post.c.author > bindparam("after", type_=Id),
        )
        .group_by(post.c.author)
        .order_by(post.c.author)
        .limit(bindparam("size"))
    )
)
"""Who asked questions about an issue that are not removed, each once."""

TO_CLOSE = statement(
    lambda: (
        select(post.c.id)
        .select_from(issue_link.join(post, _QUESTION))
        .where(
            _OF_ISSUE,
            post.c.parent.is_(None),
            post.c.closed_at.is_(None),
            post.c.removed_at.is_(None),
        )
        .order_by(post.c.id)
        .limit(bindparam("size"))
    )
)


def _linked(visible: Visible) -> Any:
    return (
        select(*POST_COLUMNS)
        .select_from(
            AUTHORED_POSTS.join(
                issue_link,
                and_(issue_link.c.community_id == post.c.community_id, issue_link.c.question == post.c.id),
            )
        )
        .where(_OF_ISSUE, post.c.id > bindparam("after", type_=Id), visible(Post, post))
        .order_by(post.c.id)
        .limit(bindparam("size"))
    )


LINKED = visible_statement(_linked, into=Post)
