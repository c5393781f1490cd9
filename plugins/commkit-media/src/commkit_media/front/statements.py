"""The statements of the front page."""

from typing import Any

from sqlalchemy import (
    Boolean,
    ColumnElement,
    and_,
    bindparam,
    delete,
    exists,
    false,
    func,
    or_,
    select,
)

from commkit.members import membership
from commkit.posts import AUTHORED_POSTS, POST_COLUMNS, Post, post
from commkit.storage import Id, UtcDateTime, Visible, statement, upsert, visible_statement
from commkit_media.front.records import FrontPin
from commkit_media.tables import featured_comment, front_pin, thread_closing

_HERE = post.c.community_id == bindparam("community_id")
_PIN_HERE = front_pin.c.community_id == bindparam("community_id")
_FLAG = Boolean(create_constraint=False)

_given = upsert(front_pin)
PIN = statement(
    lambda: _given.on_conflict_do_update(
        index_elements=["community_id", "slot"],
        set_={name: _given.excluded[name] for name in ("post", "pinned_by", "pinned_at", "until")},
    )
)
UNPIN_POST = statement(
    lambda: delete(front_pin).where(_PIN_HERE, front_pin.c.post == bindparam("post", type_=Id))
)
UNPIN = statement(lambda: delete(front_pin).where(_PIN_HERE, front_pin.c.slot == bindparam("slot")))
LOCK_PINS = statement(
    lambda: select(front_pin.c.slot).where(_PIN_HERE).order_by(front_pin.c.slot).with_for_update()
)

# --- what may stand there --------------------------------------------------------------------------------------------


def _is_own() -> ColumnElement[bool]:
    """Whether a post is the company's own: by staff, by the community itself, or of such a kind."""
    return or_(
        post.c.author.is_(None),
        func.coalesce(membership.c.staff, false(), type_=_FLAG),
        post.c.kind.in_(bindparam("own_kinds", expanding=True)),
    )


def _may_stand(visible: Visible) -> ColumnElement[bool]:
    """Whether a post is there, holds, is not archived, and is for this reader."""
    archived = exists().where(
        thread_closing.c.community_id == post.c.community_id,
        thread_closing.c.thread == post.c.thread,
        thread_closing.c.archived_at.is_not(None),
    )
    return and_(
        post.c.removed_at.is_(None),
        post.c.state.not_in(bindparam("closed_states", expanding=True)),
        ~archived.correlate_except(thread_closing),
        visible(Post, post),
    )


def _articles(visible: Visible) -> Any:
    return (
        select(post.c.id, post.c.created_at, _is_own())
        .select_from(AUTHORED_POSTS)
        .where(
            _HERE,
            post.c.parent.is_(None),
            post.c.kind.in_(bindparam("kinds", expanding=True)),
            _may_stand(visible),
            _is_own() == bindparam("own", type_=_FLAG),
        )
        .order_by(post.c.id.desc())
        .limit(bindparam("size"))
    )


ARTICLES = visible_statement(_articles)


def _featured(visible: Visible) -> Any:
    return (
        select(post.c.id, featured_comment.c.featured_at, _is_own())
        .select_from(
            AUTHORED_POSTS.join(
                featured_comment,
                and_(
                    featured_comment.c.community_id == post.c.community_id,
                    featured_comment.c.post == post.c.id,
                ),
            )
        )
        .where(_HERE, _may_stand(visible), _is_own() == bindparam("own", type_=_FLAG))
        .order_by(featured_comment.c.featured_at.desc(), featured_comment.c.post.desc())
        .limit(bindparam("size"))
    )


FEATURED = visible_statement(_featured)


def _pins(visible: Visible, *conditions: ColumnElement[bool]) -> Any:
    """The pins that have not ended, of posts that may stand on the front page."""
    return (
        select(*(front_pin.c[name] for name in FrontPin.__annotations__), _is_own())
        .select_from(
            AUTHORED_POSTS.join(
                front_pin,
                and_(front_pin.c.community_id == post.c.community_id, front_pin.c.post == post.c.id),
            )
        )
        .where(
            _HERE,
            or_(front_pin.c.until.is_(None), front_pin.c.until > bindparam("now", type_=UtcDateTime)),
            _may_stand(visible),
            *conditions,
        )
        .order_by(front_pin.c.slot)
    )


PINS = visible_statement(_pins)
IS_OWN = visible_statement(
    lambda visible: (
        select(_is_own())
        .select_from(AUTHORED_POSTS)
        .where(_HERE, post.c.id == bindparam("post", type_=Id), _may_stand(visible))
    )
)
"""Whether a post is the company's own; no row where it may not stand on the front page."""
STANDING = visible_statement(
    lambda visible: (
        select(post.c.id)
        .select_from(AUTHORED_POSTS)
        .where(
            _HERE,
            post.c.id.in_(bindparam("posts", expanding=True, type_=Id)),
            _may_stand(visible),
        )
    )
)
"""Those of some posts that may stand on the front page."""
POSTS = visible_statement(
    lambda visible: (
        select(*POST_COLUMNS)
        .select_from(AUTHORED_POSTS)
        .where(_HERE, post.c.id.in_(bindparam("posts", expanding=True, type_=Id)), visible(Post, post))
    ),
    into=Post,
)
_opening = post.alias("opening")
SPACES = statement(
    lambda: select(_opening.c.id, _opening.c.space).where(
        _opening.c.community_id == bindparam("community_id"),
        _opening.c.id.in_(bindparam("threads", expanding=True, type_=Id)),
    )
)
"""Where the threads of shown posts stand. It checks no visibility: the caller shows the posts."""
