"""The statements of posts. Visibility is part of each: what the actor may not see is not among the rows."""

from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    FromClause,
    bindparam,
    delete,
    exists,
    func,
    insert,
    literal_column,
    or_,
    select,
    tuple_,
    update,
)

from commkit.members import BlockLevel
from commkit.members.blocks.tables import block
from commkit.members.tables import contribution
from commkit.posts.records import Post, ReactionCount, Revision, Tag
from commkit.posts.tables import (
    AUTHORED_POSTS,
    POST_COLUMNS,
    post,
    post_tag,
    reaction,
    reaction_count,
    revision,
    tag,
)
from commkit.runtime.storage.columns import Id, UtcDateTime
from commkit.runtime.storage.statements import insert_if_absent, statement, upsert

FIRST = UUID(int=0)
LAST = UUID(int=2**128 - 1)

_AFTER = tuple_(bindparam("after_at", type_=UtcDateTime), bindparam("after", type_=Id))
_root = post.alias("root")


def visible(row: FromClause) -> ColumnElement[bool]:
    """The visibility rule of posts: it stands, or the actor may see what was taken down."""
    return or_(row.c.removed_at.is_(None), bindparam("sees_removed"))


_HERE = post.c.community_id == bindparam("community_id")
_THIS = _HERE & (post.c.id == bindparam("id"))
_OPENS = post.c.parent.is_(None)
THREAD_VISIBLE = exists(
    select(_root.c.id)
    .where(_root.c.community_id == post.c.community_id, _root.c.id == post.c.thread, visible(_root))
    .correlate(post)
)
_PAGED_THREAD_VISIBLE = exists(
    select(_root.c.id).where(
        _root.c.community_id == bindparam("community_id"), _root.c.id == bindparam("thread"), visible(_root)
    )
)


def _posts(*conditions: ColumnElement[bool], source: FromClause = AUTHORED_POSTS) -> Any:
    return select(*POST_COLUMNS).select_from(source).where(_HERE, visible(post), *conditions)


_SYNONYM_OF = (
    select(tag.c.synonym_of)
    .where(tag.c.community_id == bindparam("community_id"), tag.c.name == bindparam("tag"))
    .scalar_subquery()
)

ONE = statement(_posts(post.c.id == bindparam("id"), THREAD_VISIBLE), into=Post)
VISIBLE_IDS = statement(
    select(post.c.id).where(
        _HERE, post.c.id.in_(bindparam("ids", expanding=True, type_=Id)), visible(post), THREAD_VISIBLE
    )
)
OPENING = statement(
    select(*POST_COLUMNS).select_from(AUTHORED_POSTS).where(_HERE, post.c.id == bindparam("id"), _OPENS),
    into=Post,
)
"""The opening post, whoever asks: for counts, never to be shown."""
THREAD = statement(
    _posts(post.c.thread == bindparam("thread"), post.c.path > bindparam("after"), _PAGED_THREAD_VISIBLE)
    .order_by(post.c.path)
    .limit(bindparam("size")),
    into=Post,
)
THREAD_START = statement(
    _posts(post.c.thread == bindparam("thread"), _PAGED_THREAD_VISIBLE)
    .order_by(post.c.path)
    .limit(bindparam("size")),
    into=Post,
)
NEWEST = statement(
    _posts(_OPENS, post.c.id < bindparam("after")).order_by(post.c.id.desc()).limit(bindparam("size")),
    into=Post,
)
ACTIVITY = statement(
    _posts(_OPENS, tuple_(post.c.activity_at, post.c.id) < _AFTER)
    .order_by(post.c.activity_at.desc(), post.c.id.desc())
    .limit(bindparam("size")),
    into=Post,
)
UNANSWERED = statement(
    _posts(
        _OPENS,
        post.c.answer_count == literal_column("0"),  # a literal, so that the partial index fits
        post.c.closed_at.is_(None),
        tuple_(post.c.created_at, post.c.id) > _AFTER,
    )
    .order_by(post.c.created_at, post.c.id)
    .limit(bindparam("size")),
    into=Post,
)
BY_MEMBER = statement(
    _posts(post.c.author == bindparam("author"), post.c.id < bindparam("after"), THREAD_VISIBLE)
    .order_by(post.c.id.desc())
    .limit(bindparam("size")),
    into=Post,
)
BY_TAG = statement(
    _posts(
        post_tag.c.community_id == bindparam("community_id"),
        post_tag.c.tag == func.coalesce(_SYNONYM_OF, bindparam("tag")),
        post_tag.c.post < bindparam("after"),
        source=AUTHORED_POSTS.join(
            post_tag, (post_tag.c.community_id == post.c.community_id) & (post_tag.c.post == post.c.id)
        ),
    )
    .order_by(post_tag.c.post.desc())
    .limit(bindparam("size")),
    into=Post,
)

_WRITTEN = {
    column.name: bindparam(column.name, type_=column.type) for column in post.c if "lock" not in column.name
}
_parent = post.alias("above")
ADD = statement(insert(post).values(_WRITTEN))
ADD_REPLY = statement(
    insert(post).from_select(
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
"""Adds nothing where the post it replies to was moved or taken down since it was read."""
ADVANCE_THREAD = statement(
    update(post)
    .values(
        last_number=post.c.last_number + 1,
        reply_count=post.c.reply_count + 1,
        answer_count=post.c.answer_count + bindparam("answers"),
        activity_at=bindparam("now"),
    )
    .where(
        _HERE,
        post.c.id == bindparam("thread"),
        post.c.number == 0,  # it still opens it
        post.c.removed_at.is_(None),
        post.c.locked_at.is_(None),
        # Whose post it is may have blocked the writer; `writer` is None for those who are heard all the same.
        ~exists(
            select(block.c.member).where(
                block.c.community_id == bindparam("community_id"),
                block.c.member == bindparam("parent_author", type_=Id),
                block.c.blocked == bindparam("writer", type_=Id),
                block.c.level == BlockLevel.BLOCK,
            )
        ),
    )
    .returning(post.c.last_number)
)
THREAD_CLOSURE = statement(
    select(post.c.removed_at, post.c.locked_at, post.c.lock_reason).where(
        _HERE, post.c.id == bindparam("thread"), _OPENS
    )
)
"""Why a thread does not grow."""
COUNT_REPLIES = statement(
    update(post)
    .values(
        reply_count=post.c.reply_count + bindparam("change"),
        answer_count=post.c.answer_count + bindparam("answers"),
    )
    .where(_HERE, post.c.id == bindparam("thread"))
)
EDIT = statement(
    update(post)
    .values(
        title=bindparam("new_title"),
        body=bindparam("new_body"),
        tags=bindparam("new_tags"),
        version=post.c.version + 1,
        edited_at=bindparam("now"),
    )
    .where(
        _THIS,
        post.c.version == bindparam("seen"),
        # A move, or a merge of tags, changes these and leaves the version alone, as it changes nothing that was said.
        post.c.parent.is_not_distinct_from(bindparam("parent", type_=Id)),
        post.c.tags == bindparam("seen_tags"),
        post.c.removed_at.is_(None),
    )
)
SAVE_REVISION = statement(insert(revision))
REVISIONS = statement(
    select(
        revision.c.post,
        revision.c.version,
        revision.c.title,
        revision.c.body,
        revision.c.tags,
        revision.c.edited_by,
        revision.c.edited_at,
        revision.c.reason,
    )
    .where(
        revision.c.community_id == bindparam("community_id"),
        revision.c.post == bindparam("post"),
        revision.c.version > bindparam("after"),
    )
    .order_by(revision.c.version)
    .limit(bindparam("size")),
    into=Revision,
)
REMOVE = statement(
    update(post)
    .values(removed_at=bindparam("now"), removed_by=bindparam("by"))
    .where(_THIS, post.c.removed_at.is_(None))
    .returning(post.c.tags, post.c.thread, post.c.parent, post.c.kind)
)
"""Gives what it is now: somebody may have edited or moved it since it was read."""
RESTORE = statement(
    update(post)
    .values(removed_at=None)
    .where(_THIS, post.c.removed_at.is_not(None))
    .returning(post.c.tags, post.c.thread, post.c.parent, post.c.kind, post.c.removed_by)
)
SET_TAGS = statement(update(post).values(tags=bindparam("new_tags")).where(_THIS))
SET_STATE = statement(
    update(post)
    .values(state=bindparam("new_state"), closed_at=bindparam("new_closed_at"))
    .where(_THIS, post.c.state == bindparam("seen"), post.c.kind == bindparam("kind"))
)
LOCK_ANSWER = statement(
    select(post.c.id)
    .where(
        _THIS,
        post.c.thread == bindparam("thread"),
        post.c.parent.is_not(None),
        post.c.removed_at.is_(None),
    )
    .with_for_update()
)
"""A reply that stands in this thread, and stays there until the unit ends."""
SET_ANSWER = statement(
    update(post)
    .values(
        answer=bindparam("new_answer"), state=bindparam("new_state"), closed_at=bindparam("new_closed_at")
    )
    .where(_THIS, post.c.answer.is_not_distinct_from(bindparam("seen", type_=Id)))
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
COUNT_NEW_POST = statement(_CONTRIBUTED.returning(contribution.c.post_count))

ADD_REACTION = statement(insert_if_absent(reaction))
DELETE_REACTION = statement(
    delete(reaction).where(
        reaction.c.community_id == bindparam("community_id"),
        reaction.c.post == bindparam("post"),
        reaction.c.member == bindparam("member"),
        reaction.c.reaction == bindparam("reaction"),
    )
)
_tally_new = upsert(reaction_count)
COUNT_REACTION = statement(
    _tally_new.on_conflict_do_update(
        index_elements=["community_id", "post", "reaction"],
        set_={
            "local_count": reaction_count.c.local_count + _tally_new.excluded.local_count,
            "imported_count": reaction_count.c.imported_count + _tally_new.excluded.imported_count,
        },
    )
)
REACTION_COUNTS = statement(
    select(reaction_count.c.reaction, reaction_count.c.local_count, reaction_count.c.imported_count)
    .where(
        reaction_count.c.community_id == bindparam("community_id"), reaction_count.c.post == bindparam("post")
    )
    .order_by(reaction_count.c.reaction),
    into=ReactionCount,
)
_scored = update(post).values(score=post.c.score + bindparam("worth")).where(_THIS)
SCORE = statement(_scored)
SCORE_VISIBLE = statement(_scored.where(post.c.removed_at.is_(None)))

_tag_new = upsert(tag).values(
    community_id=bindparam("community_id"), name=bindparam("name"), post_count=bindparam("post_count")
)
_counted = {"post_count": tag.c.post_count + _tag_new.excluded.post_count}
COUNT_TAG = statement(_tag_new.on_conflict_do_update(index_elements=["community_id", "name"], set_=_counted))
SET_TAG = statement(
    _tag_new.on_conflict_do_update(
        index_elements=["community_id", "name"],
        set_=_counted,
        where=tag.c.synonym_of.is_(None) & or_(tag.c.reserved_at.is_(None), bindparam("may")),
    )
)
"""Counts a tag, unless another one is set in its stead or only some may set it: then it touches no row."""
UNCOUNT_TAG = statement(
    update(tag)
    .values(post_count=tag.c.post_count - 1)
    .where(
        tag.c.community_id == bindparam("community_id"),
        tag.c.name == bindparam("tag"),
        or_(tag.c.reserved_at.is_(None), bindparam("may")),
    )
)
"""Counts a tag down, unless only some may take it away."""
ADD_POST_TAG = statement(insert_if_absent(post_tag))
DELETE_POST_TAG = statement(
    delete(post_tag).where(
        post_tag.c.community_id == bindparam("community_id"),
        post_tag.c.tag == bindparam("tag"),
        post_tag.c.post == bindparam("post"),
    )
)
POPULAR_TAGS = statement(
    select(tag.c.name, tag.c.post_count)
    .where(tag.c.community_id == bindparam("community_id"), tag.c.post_count > 0)
    .order_by(tag.c.post_count.desc(), tag.c.name)
    .limit(bindparam("size")),
    into=Tag,
)
