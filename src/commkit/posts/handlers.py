"""How posts are written, edited, taken down and moved along their states."""

from attrs import evolve

from commkit.posts import statements as sql
from commkit.posts.feature import PostSettings, posts
from commkit.posts.messages import (
    ChangeState,
    EditPost,
    PostEdited,
    PostPublished,
    PostRemoved,
    PostRestored,
    Publish,
    RemovePost,
    Reply,
    RestorePost,
    StateChanged,
)
from commkit.posts.policy import clean_tags, opening_kind, reply_kind, state_after
from commkit.posts.records import Post, PostId
from commkit.posts.tagging import count_tags, retag
from commkit.runtime.errors import Conflict, Invalid, NotFound
from commkit.runtime.ids import MemberId
from commkit.runtime.session import Session
from commkit.runtime.types import PostKind

_LEVEL = 4
"""Bytes of a path for each level: numbers up to 4,294,967,295, in order as bytes."""


@posts.door(Post, owner=lambda post: post.author)
def fetch_post(session: Session, id: PostId) -> Post | None:
    """A post the actor may see."""
    return session.one(sql.ONE, id=id, sees_removed=session.can("posts.see_removed"))


@posts.handles(Publish)
def publish(session: Session, command: Publish) -> Post:
    """Open a thread: the post, its tags, the author's count."""
    kind = opening_kind(session.community_type, command)
    id = PostId(session.new_id())
    opening = evolve(
        _draft(session, kind, id),
        title=command.title,
        body=command.body,
        markup=command.markup,
        tags=clean_tags(command.tags, most=session.settings(PostSettings).max_tags),
        activity_at=session.now,
        answer_count=0 if kind.awaits else None,
    )
    session.run(sql.ADD, opening, removed_by=None, last_number=0)
    count_tags(session, id, opening.tags)
    _count(session, opening.author, posts=1)
    session.emit(PostPublished(post=id, thread=id, parent=None, kind=kind.name))
    return opening


@posts.handles(Reply)
def reply(session: Session, command: Reply) -> Post:
    """Take the next number of the thread, which locks it, then stand below the parent."""
    parent = session.get(Post, command.to)
    kind = reply_kind(session.community_type, parent, command.kind)
    if parent.removed_at is not None:
        raise _is_down()
    grown = session.rows(
        sql.GROW_THREAD, thread=parent.thread, answers=int(_answers(session, kind, parent)), now=session.now
    )
    if not grown:
        raise _is_down()
    ((number,),) = grown
    written = evolve(
        _draft(session, kind, PostId(session.new_id())),
        thread=parent.thread,
        parent=parent.id,
        number=number,
        path=_path_below(parent, number, session.settings(PostSettings).max_depth),
        body=command.body,
        markup=command.markup,
    )
    session.run(sql.ADD, written, removed_by=None, last_number=0)
    _count(session, written.author, posts=1)
    session.emit(PostPublished(post=written.id, thread=written.thread, parent=parent.id, kind=kind.name))
    return written


@posts.handles(EditPost)
def edit_post(session: Session, command: EditPost) -> Post:
    """Say something else, unless somebody was faster; keep what was said before."""
    before = session.get(Post, command.post, need="posts.edit")
    if before.version != command.version:
        raise _is_stale(before)
    _keep_titled(session, before, command.title)
    tags = before.tags
    if command.tags is not None and before.opens:
        tags = clean_tags(command.tags, most=session.settings(PostSettings).max_tags)
    edited = evolve(
        before,
        title=before.title if command.title is None or not before.opens else command.title,
        body=before.body if command.body is None else command.body,
        tags=tags,
        version=command.version + 1,
        edited_at=session.now,
    )
    saved = session.run(
        sql.EDIT,
        id=before.id,
        new_title=edited.title,
        new_body=edited.body,
        new_tags=edited.tags,
        seen=command.version,
        now=session.now,
    )
    if not saved:
        raise _is_stale(before)
    session.run(
        sql.SAVE_REVISION,
        before,
        post=before.id,
        edited_by=session.member_or_none,
        edited_at=session.now,
        reason=command.reason,
    )
    retag(session, before, edited)
    session.emit(PostEdited(post=edited.id, version=edited.version))
    return edited


@posts.handles(RemovePost)
def remove_post(session: Session, command: RemovePost) -> Post:
    """Take it down, and out of every count."""
    before = session.get(Post, command.post, need="posts.remove")
    removed = session.rows(sql.REMOVE, id=before.id, now=session.now, by=session.member_or_none)
    if not removed:
        raise Conflict("posts.removed", "this post is down already")
    ((tags,),) = removed
    _recount(session, before, tags, change=-1)
    by_others = before.author is not None and before.author != session.member_or_none
    _count(session, before.author, posts=-1, removed=int(by_others))
    session.emit(
        PostRemoved(post=before.id, thread=before.thread, author=before.author, reason=command.reason)
    )
    return evolve(before, removed_at=session.now)


@posts.handles(RestorePost)
def restore_post(session: Session, command: RestorePost) -> Post:
    """Put it up, and into every count."""
    before = session.get(Post, command.post, need="posts.restore")
    restored = session.rows(sql.RESTORE, id=before.id)
    if not restored:
        raise Conflict("posts.not_removed", "this post is not down")
    ((tags, removed_by),) = restored
    _recount(session, before, tags, change=1)
    by_others = before.author is not None and before.author != removed_by
    _count(session, before.author, posts=1, removed=-int(by_others))
    session.emit(PostRestored(post=before.id, thread=before.thread, author=before.author))
    return evolve(before, removed_at=None)


@posts.handles(ChangeState)
def change_state(session: Session, command: ChangeState) -> Post:
    """Along the kind's state machine, from the state that was seen."""
    before = session.get(Post, command.post, need="posts.change_state")
    after = state_after(session.community_type, before, command.state, session.now)
    if not session.run(
        sql.SET_STATE, id=before.id, seen=before.state, new_state=after.state, new_closed_at=after.closed_at
    ):
        raise Conflict("posts.stale", "its state was changed since; read it again")
    session.emit(StateChanged(post=before.id, before=before.state, after=after.state))
    return after


def settle_answer(session: Session, question: Post, answer: PostId | None, *, state: str) -> Post:
    """Make a reply the answer that stands, or none; for features in which answers are accepted.

    Args:
        session: Whose actor decides; the caller checked the permission.
        question: The opening post as it was seen.
        answer: The reply, or None to take the acceptance back.
        state: The state the question moves to.

    Raises:
        Conflict: Another answer was accepted since it was seen.
    """
    after = state_after(session.community_type, question, state, session.now, free=True)
    if not session.run(
        sql.SET_ANSWER,
        id=question.id,
        seen=question.answer,
        new_answer=answer,
        new_state=after.state,
        new_closed_at=after.closed_at,
    ):
        raise Conflict("posts.stale", "another answer was accepted in the meantime; read it again")
    if after.state != question.state:
        session.emit(StateChanged(post=question.id, before=question.state, after=after.state))
    return evolve(after, answer=answer)


def _is_down() -> Conflict:
    return Conflict("posts.removed", "this post was taken down; nobody can reply to it")


def _is_stale(seen: Post) -> Conflict:
    return Conflict("posts.stale", "it was edited or taken down since; read it again", current=seen.version)


def _keep_titled(session: Session, post: Post, title: str | None) -> None:
    kind = session.community_type.kind(post.kind)
    if post.opens and title is not None and not title.strip() and kind is not None and kind.titled:
        raise Invalid.field("title", "blank", f"a {kind.name} needs a title")


def _draft(session: Session, kind: PostKind, id: PostId) -> Post:
    """A post by the actor, before it says anything."""
    mine = session.membership
    return Post(
        id=id,
        thread=id,
        parent=None,
        number=0,
        path=b"",
        kind=kind.name,
        state=kind.first_state,
        title="",
        body="",
        markup="markdown",
        tags=(),
        author=session.member_or_none,
        byline=mine.name if mine else session.community.title,
        by_staff=mine.staff if mine else False,
        version=1,
        created_at=session.now,
        edited_at=None,
        activity_at=None,
        closed_at=None,
        removed_at=None,
        reply_count=0,
        answer_count=None,
        answer=None,
        score=0,
    )


def _path_below(parent: Post, number: int, max_depth: int) -> bytes:
    return parent.path[: _LEVEL * (max_depth - 1)] + number.to_bytes(_LEVEL, "big")


def _answers(session: Session, kind: PostKind, parent: Post) -> bool:
    """Whether such a reply is what the opening post waits for."""
    awaited = session.community_type.kind(parent.kind)
    return parent.opens and awaited is not None and awaited.awaits == kind.name


def _recount(session: Session, post: Post, tags: tuple[str, ...], *, change: int) -> None:
    """Bring the counts of thread and tags in line with a post that went or came back."""
    # Rows are locked in one order everywhere: the post, its thread, tags, the author.
    if post.opens:
        count_tags(session, post.id, tags, change=change)
        return
    opening = session.one(sql.OPENING, id=post.thread)
    if opening is None:
        raise NotFound("posts.not_found", "the thread of this post is gone")
    kind = session.community_type.kind(opening.kind)
    answers = post.parent == post.thread and kind is not None and kind.awaits == post.kind
    session.run(sql.COUNT_REPLIES, thread=post.thread, change=change, answers=change * int(answers))


def _count(session: Session, author: MemberId | None, *, posts: int = 0, removed: int = 0) -> None:
    if author is not None:
        session.run(sql.COUNT_FOR_AUTHOR, author=author, posts=posts, reactions=0, removed=removed)
