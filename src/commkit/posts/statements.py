"""The SQL of posts. Visibility is part of each statement: its rows are only what the actor may see."""

from typing import Any

from sqlalchemy import (
    ColumnElement,
    FromClause,
    bindparam,
    case,
    exists,
    func,
    insert,
    or_,
    select,
    update,
)

from commkit.members import BlockLevel, block, contribution, is_met_by_block
from commkit.posts.records import Post
from commkit.posts.tables import AUTHORED_POSTS, POST_COLUMNS, post
from commkit.runtime.storage.columns import Id
from commkit.runtime.storage.statements import statement, upsert, visible_statement
from commkit.runtime.storage.visibility import Visible
from commkit.spaces import is_ended_by_block, space

_SIZE: Any = bindparam("size")

_root = post.alias("root")


_HERE = post.c.community_id == bindparam("community_id")

_OPENS = post.c.parent.is_(None)


def posts_shown(
    visible: Visible, *conditions: ColumnElement[bool], source: FromClause = AUTHORED_POSTS
) -> Any:
    """Select the posts of the community that the reader may see."""
    return select(*POST_COLUMNS).select_from(source).where(_HERE, visible(Post, post), *conditions)


def threads_shown(
    visible: Visible, *conditions: ColumnElement[bool], source: FromClause = AUTHORED_POSTS
) -> Any:
    """Select opening posts, which are parts of nothing else."""
    return (
        select(*POST_COLUMNS)
        .select_from(source)
        .where(_HERE, post.c.parent.is_(None), visible(Post, post, alone=True), *conditions)
    )


def _thread_page(visible: Visible, *conditions: ColumnElement[bool], order: Any = post.c.path) -> Any:
    """The posts of one thread, in reading order; whether the thread itself is visible is asked once."""
    opening = exists().where(
        _root.c.community_id == bindparam("community_id"),
        _root.c.id == bindparam("thread"),
        visible(Post, _root, alone=True),
    )
    return (
        select(*POST_COLUMNS)
        .select_from(AUTHORED_POSTS)
        .where(
            _HERE,
            post.c.thread == bindparam("thread"),
            opening,
            visible(Post, post, alone=True),
            or_(post.c.id == bindparam("thread"), visible.wanted(Post, post, within=True)),
            *conditions,
        )
        .order_by(order)
        .limit(_SIZE)
    )


ONE = visible_statement(lambda visible: posts_shown(visible, post.c.id == bindparam("id")), into=Post)

SOME = visible_statement(
    lambda visible: posts_shown(visible, post.c.id.in_(bindparam("posts", expanding=True, type_=Id))),
    into=Post,
)


def is_by_another(reply: Any, opening: Any) -> ColumnElement[bool]:
    """Whether a reply is not by who opened the thread; where either is unknown, it is not by the same."""
    return or_(reply.c.author.is_(None), opening.c.author.is_(None), reply.c.author != opening.c.author)


OPENING = statement(
    lambda: (
        select(*POST_COLUMNS).select_from(AUTHORED_POSTS).where(_HERE, post.c.id == bindparam("id"), _OPENS)
    ),
    into=Post,
)
"""The opening post, whoever asks: for counters, never to be shown."""

THREAD = visible_statement(lambda visible: _thread_page(visible, post.c.path > bindparam("after")), into=Post)

THREAD_START = visible_statement(_thread_page, into=Post)

NEWEST = visible_statement(lambda visible: _thread_page(visible, order=post.c.number.desc()), into=Post)

BY_MEMBER = visible_statement(
    lambda visible: (
        posts_shown(
            visible,
            post.c.author == bindparam("author"),
            post.c.id < bindparam("after"),
            visible.wanted(Post, post),
        )
        .order_by(post.c.id.desc())
        .limit(_SIZE)
    ),
    into=Post,
)

_WRITTEN = {
    column.name: bindparam(column.name, type_=column.type) for column in post.c if "lock" not in column.name
} | {
    column.name: bindparam(column.name, None, type_=column.type)
    for column in (
        post.c.space,
        post.c.audience,
        post.c.last_author,
        post.c.last_author_from,
        post.c.last_author_after,
        post.c.last_shown,
    )
}

_parent = post.alias("above")

WITH_AUDIENCE = statement(
    lambda: select(post.c.id).where(_HERE, post.c.audience == bindparam("group", type_=Id)).limit(1)
)
"""Whether a group is the audience of some thread."""

SPACE_OF_THREAD = statement(
    lambda: select(post.c.space).where(_HERE, post.c.id == bindparam("thread", type_=Id))
)

ADD = statement(lambda: insert(post).values(_WRITTEN))

ADD_REPLY = statement(
    lambda: insert(post).from_select(
        list(_WRITTEN),
        select(*_WRITTEN.values()).where(
            exists(
                select(_parent.c.id).where(
                    _parent.c.community_id == bindparam("community_id"),
                    _parent.c.id == bindparam("parent"),
                    _parent.c.thread == bindparam("thread"),
                    _parent.c.path == bindparam("parent_path"),
                    _parent.c.removed_at.is_(None),
                )
            )
        ),
    )
)
"""Adds nothing if the post it replies to was moved or removed since it was read."""


def _in_archived_space() -> ColumnElement[bool]:
    """Whether the thread stands in a space that takes nothing new."""
    return (
        exists()
        .where(
            space.c.community_id == bindparam("community_id"),
            space.c.id == post.c.space,
            space.c.archived_at.is_not(None),
        )
        .correlate_except(space)
    )


_IN_A_ROW = post.c.last_author == bindparam("me", type_=Id)

LAST_SHOWN = func.coalesce(post.c.last_shown, post.c.last_number)
"""The number of the last post of a thread that is not removed."""

ADVANCE_THREAD = statement(
    lambda: (
        update(post)
        .values(
            last_number=post.c.last_number + 1,
            reply_count=post.c.reply_count + 1,
            answer_count=post.c.answer_count + bindparam("answers"),
            activity_at=bindparam("now"),
            last_author=bindparam("author", type_=Id),
            last_author_from=case((_IN_A_ROW, post.c.last_author_from), else_=LAST_SHOWN + 1),
            last_author_after=case((_IN_A_ROW, post.c.last_author_after), else_=post.c.activity_at),
            last_shown=None,
        )
        .where(
            _HERE,
            post.c.id == bindparam("thread"),
            post.c.number == 0,  # it is still an opening post
            post.c.removed_at.is_(None),
            post.c.locked_at.is_(None),
            ~_in_archived_space(),
            # The parent's author may have blocked the writer; `writer` is None for those whom no block concerns.
            ~exists(
                select(block.c.member).where(
                    block.c.community_id == bindparam("community_id"),
                    block.c.member == bindparam("parent_author", type_=Id),
                    is_met_by_block(
                        bindparam("community_id", type_=Id),
                        block.c.blocked,
                        bindparam("writer", type_=Id),
                    ),
                    block.c.level == BlockLevel.BLOCK,
                )
            ),
            post.c.audience.is_(None)
            | ~is_ended_by_block(
                bindparam("community_id", type_=Id),
                post.c.audience,
                bindparam("writer", type_=Id),
            ),
        )
        .returning(post.c.last_number)
    )
)

THREAD_CLOSURE = statement(
    lambda: select(
        post.c.removed_at,
        post.c.locked_at,
        post.c.lock_reason,
        _in_archived_space(),
        post.c.audience,
    ).where(_HERE, post.c.id == bindparam("thread"), _OPENS)
)
"""Why nobody can reply in a thread."""

COUNT_REPLIES = statement(
    lambda: (
        update(post)
        .values(
            reply_count=post.c.reply_count + bindparam("change"),
            answer_count=post.c.answer_count + bindparam("answers"),
        )
        .where(_HERE, post.c.id == bindparam("thread"))
    )
)

_contribution = upsert(contribution).values(
    community_id=bindparam("community_id"),
    member=bindparam("author"),
    post_count=bindparam("posts"),
    reaction_count=bindparam("reactions"),
    removed_count=bindparam("removed"),
)

_CONTRIBUTED = _contribution.on_conflict_do_update(
    index_elements=["community_id", "member"],
    set_={
        name: contribution.c[name] + _contribution.excluded[name]
        for name in ("post_count", "reaction_count", "removed_count")
    },
)

COUNT_FOR_AUTHOR = statement(_CONTRIBUTED)

COUNT_NEW_POST = statement(lambda: _CONTRIBUTED.returning(contribution.c.post_count))
