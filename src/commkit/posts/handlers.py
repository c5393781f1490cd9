"""How posts are written, edited, taken down and moved along their states."""

from collections.abc import Iterable

from attrs import evolve

from commkit.members import is_blocked_by, is_heard_anyway
from commkit.posts import statements as sql
from commkit.posts.counting import as_seen, count_for, count_thread, count_written, see_as_seen
from commkit.posts.feature import PostSettings, posts
from commkit.posts.marks.policy import note_first_post, see_that_may_edit
from commkit.posts.mentions import tell_mentions
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
from commkit.posts.policy import clean_tags, opening_kind, path_below, reply_kind, state_after
from commkit.posts.records import Post, PostId
from commkit.posts.tagging import bear, drop_tags, retag, set_tags
from commkit.runtime.model.errors import CommkitError, Conflict, Denied, Invalid
from commkit.runtime.model.types import PostKind
from commkit.runtime.sessions.session import Session


@posts.loads(Post, owner=lambda post: post.author)
def fetch_post(session: Session, id: PostId) -> Post | None:
    """A post the actor may see."""
    return session.one(sql.ONE, id=id, sees_removed=session.can("posts.see_removed"))


def seen_among(session: Session, ids: Iterable[PostId]) -> set[PostId]:
    """Those among the posts of a page that the door would give the actor; one statement."""
    wanted = list(ids)
    if not wanted:
        return set()
    sees_removed = session.can("posts.see_removed")
    return {PostId(id) for (id,) in session.rows(sql.SEEN_AMONG, ids=wanted, sees_removed=sees_removed)}


@posts.handles(Publish)
def publish(session: Session, command: Publish) -> Post:
    """Open a thread: the post, its tags, the author's count."""
    kind = opening_kind(session.community_type, command)
    id = PostId(session.new_id())
    tags = set_tags(session, clean_tags(command.tags, most=session.settings(PostSettings).max_tags))
    opening = evolve(
        _blank(session, kind, id),
        title=command.title,
        body=command.body,
        markup=command.markup,
        tags=tags,
        activity_at=session.now,
        answer_count=0 if kind.awaits else None,
    )
    session.run(sql.ADD, opening, removed_by=None, last_number=0)
    bear(session, id, tags)
    _told(session, opening)
    return opening


@posts.handles(Reply)
def reply(session: Session, command: Reply) -> Post:
    """Take the next number of the thread, which locks it, then stand below the parent."""
    parent = session.get(Post, command.to)
    kind = reply_kind(session.community_type, parent, command.kind)
    if parent.removed_at is not None:
        raise _is_shut(session, parent)
    grown = session.rows(
        sql.GROW_THREAD,
        thread=parent.thread,
        answers=int(_answers(session, kind, parent)),
        now=session.now,
        parent_author=parent.author,
        writer=None if is_heard_anyway(session) else session.member_or_none,
    )
    if not grown:
        raise _is_shut(session, parent)
    ((number,),) = grown
    written = evolve(
        _blank(session, kind, PostId(session.new_id())),
        thread=parent.thread,
        parent=parent.id,
        number=number,
        path=path_below(parent.path, number, session.settings(PostSettings).max_depth),
        body=command.body,
        markup=command.markup,
    )
    if not session.run(sql.ADD_REPLY, written, removed_by=None, last_number=0, parent_path=parent.path):
        raise _is_shut(session, parent)
    _told(session, written)
    return written


@posts.handles(EditPost)
def edit_post(session: Session, command: EditPost) -> Post:
    """Say something else, unless somebody was faster; keep what was said before."""
    before = session.get(Post, command.post)
    see_that_may_edit(session, before)
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
        seen_tags=before.tags,
        parent=before.parent,
        now=session.now,
        **as_seen(session),
    )
    if not saved:
        see_as_seen(session)
        raise _is_stale(before)
    session.run(
        sql.SAVE_REVISION,
        before,
        post=before.id,
        edited_by=session.member_or_none,
        edited_at=session.now,
        reason=command.reason,
    )
    kept = retag(session, before, edited.tags) if edited.tags != before.tags else before.tags
    if kept != edited.tags:
        session.run(sql.SET_TAGS, id=edited.id, new_tags=kept)
    session.emit(PostEdited(post=edited.id, version=edited.version))
    tell_mentions(session, edited, before)
    return evolve(edited, tags=kept)


@posts.handles(RemovePost)
def remove_post(session: Session, command: RemovePost) -> Post:
    """Whoever may take it down."""
    return take_down(session, session.get(Post, command.post, need="posts.remove"), reason=command.reason)


def take_down(session: Session, before: Post, *, reason: str) -> Post:
    """Take a post down, and out of every count; for features whose rules do it.

    Args:
        session: Whose actor does it; the caller checked the permission.
        before: The post as it was seen.
        reason: Why.

    Raises:
        Conflict: It is down already.
        Denied: The actor is no longer what they were when the session began.
    """
    removed = session.rows(
        sql.REMOVE, id=before.id, now=session.now, by=session.member_or_none, **as_seen(session)
    )
    if not removed:
        see_as_seen(session)
        raise Conflict("posts.removed", "this post is down already")
    ((tags, thread, parent, kind),) = removed
    if parent is None:
        drop_tags(session, before.id, tags)
    else:
        count_thread(session, thread, parent, kind, change=-1)
    by_others = before.author is not None and before.author != session.member_or_none
    count_for(session, before.author, posts=-1, removed=int(by_others))
    session.emit(PostRemoved(post=before.id, thread=thread, author=before.author, reason=reason))
    return evolve(before, removed_at=session.now)


@posts.handles(RestorePost)
def restore_post(session: Session, command: RestorePost) -> Post:
    """Put it up, and into every count."""
    before = session.get(Post, command.post, need="posts.restore")
    restored = session.rows(sql.RESTORE, id=before.id, **as_seen(session))
    if not restored:
        see_as_seen(session)
        raise Conflict("posts.not_removed", "this post is not down")
    ((tags, thread, parent, kind, removed_by),) = restored
    if parent is None:
        kept = set_tags(session, tags, freely=True)
        bear(session, before.id, kept)
        if kept != tags:
            session.run(sql.SET_TAGS, id=before.id, new_tags=kept)
    else:
        count_thread(session, thread, parent, kind, change=1)
    by_others = before.author is not None and before.author != removed_by
    count_for(session, before.author, posts=1, removed=-int(by_others))
    session.emit(PostRestored(post=before.id, thread=thread, author=before.author))
    return evolve(before, removed_at=None)


@posts.handles(ChangeState)
def change_state(session: Session, command: ChangeState) -> Post:
    """Along the kind's state machine, from the state that was seen."""
    before = session.get(Post, command.post, need="posts.change_state")
    after = state_after(session.community_type, before, command.state, session.now)
    if not session.run(
        sql.SET_STATE,
        before,
        seen=before.state,
        new_state=after.state,
        new_closed_at=after.closed_at,
        **as_seen(session),
    ):
        see_as_seen(session)
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
        Conflict: Another answer was accepted since it was seen, or this one was moved or taken down.
    """
    newly = answer is not None and answer != question.answer
    if newly and not session.rows(sql.HOLD_ANSWER, id=answer, thread=question.id):
        raise Conflict("posts.stale", "the answer was moved or taken down in the meantime; read it again")
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


def _told(session: Session, written: Post) -> None:
    """Count it, and tell of it."""
    first = count_written(session, written)
    session.emit(
        PostPublished(post=written.id, thread=written.thread, parent=written.parent, kind=written.kind)
    )
    if first:
        note_first_post(session, written)
    tell_mentions(session, written)


def _is_shut(session: Session, parent: Post) -> CommkitError:
    """Why nobody can reply to it, or not this member."""
    if parent.author is not None and is_blocked_by(session, parent.author):
        return Denied("posts.not_to_them", "you cannot reply to this member's posts")
    shut = session.one(sql.SHUT, thread=parent.thread)
    if shut is not None and shut[1] is not None:
        reason = f": {shut[2]}" if shut[2] else ""
        return Conflict("posts.locked", f"this thread is locked{reason}", reason=shut[2] or "")
    if parent.removed_at is not None or (shut is not None and shut[0] is not None):
        return Conflict("posts.removed", "this post was taken down; nobody can reply to it")
    return Conflict("posts.stale", "this post was moved or taken down in the meantime; read it again")


def _is_stale(seen: Post) -> Conflict:
    return Conflict("posts.stale", "it was edited or taken down since; read it again", current=seen.version)


def _keep_titled(session: Session, post: Post, title: str | None) -> None:
    kind = session.community_type.kind(post.kind)
    if post.opens and title is not None and not title.strip() and kind is not None and kind.titled:
        raise Invalid.field("title", "blank", f"a {kind.name} needs a title")


def _blank(session: Session, kind: PostKind, id: PostId) -> Post:
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


def _answers(session: Session, kind: PostKind, parent: Post) -> bool:
    """Whether such a reply is what the opening post waits for."""
    awaited = session.community_type.kind(parent.kind)
    return parent.opens and awaited is not None and awaited.awaits == kind.name
