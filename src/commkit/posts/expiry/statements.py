"""The SQL of expiry."""

from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, FromClause, bindparam, case, delete, exists, select, update

from commkit.posts.attachments.tables import attachment
from commkit.posts.drafts.tables import draft
from commkit.posts.hiding.tables import hidden_post
from commkit.posts.revisions.tables import revision
from commkit.posts.status.tables import pin
from commkit.posts.tables import post
from commkit.runtime.composing.holds import Holds
from commkit.runtime.storage.columns import Id
from commkit.runtime.storage.statements import Statement, statement

_COMMUNITY: ColumnElement[Any] = bindparam("community_id")
_THREADS = bindparam("threads", expanding=True, type_=Id)


def in_threads(row: FromClause) -> ColumnElement[bool]:
    """Whether a post is in one of `:threads`."""
    return row.c.thread.in_(_THREADS)


_POSTS = select(post.c.id).where(post.c.community_id == _COMMUNITY, in_threads(post))

REMOVE_HIDDEN = statement(
    lambda: (
        update(post)
        .values(removed_by=post.c.author)
        .where(
            post.c.community_id == _COMMUNITY,
            in_threads(post),
            exists().where(
                hidden_post.c.community_id == post.c.community_id, hidden_post.c.post == post.c.id
            ),
        )
    )
)
"""Counts them as removed by who wrote them, which costs no trust."""
DELETE_HIDDEN = statement(
    lambda: delete(hidden_post).where(
        hidden_post.c.community_id == _COMMUNITY, hidden_post.c.post.in_(_POSTS)
    )
)
"""From then on they are removed: no change of the community's type shows them again."""
DELETE_PINS = statement(lambda: delete(pin).where(pin.c.community_id == _COMMUNITY, pin.c.post.in_(_THREADS)))
POSTS = statement(lambda: _POSTS)
CLOSE = statement(
    lambda: (
        update(post)
        .values(activity_at=None, tags=(), answer_count=case((post.c.answer_count.is_not(None), 0)))
        .where(post.c.community_id == _COMMUNITY, post.c.id.in_(_THREADS))
    )
)
"""A thread without a last activity has expired: no index by activity finds it again."""


@lru_cache(maxsize=64)
def delete_drafts(holds: Holds) -> Statement[tuple[Any, ...]]:
    """Deletes the replies to the threads that nobody has published, but for what is held."""
    return statement(
        lambda: (
            delete(draft)
            .where(draft.c.community_id == _COMMUNITY, draft.c.parent.in_(_POSTS), holds.not_held(draft))
            .returning(draft.c.scheduled, draft.c.scheduled_check)
        )
    )


@lru_cache(maxsize=64)
def forget_tags(holds: Holds) -> Statement[Any]:
    """Takes the tags off earlier versions of the threads, but for what is held."""
    return statement(
        lambda: (
            update(revision)
            .values(tags=())
            .where(
                revision.c.community_id == _COMMUNITY,
                revision.c.post.in_(_THREADS),
                holds.not_held(revision),
            )
        )
    )


@lru_cache(maxsize=64)
def delete_attachments(holds: Holds) -> Statement[tuple[Any, ...]]:
    """Deletes the files of the threads, but for what is held."""
    return statement(
        lambda: (
            delete(attachment)
            .where(
                attachment.c.community_id == _COMMUNITY,
                attachment.c.post.in_(_POSTS),
                holds.not_held(attachment),
            )
            .returning(attachment.c.id, attachment.c.post, attachment.c.attempt)
        )
    )
