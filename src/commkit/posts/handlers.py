"""How posts are written, edited, taken down and moved along their states."""

from collections.abc import Iterable

from attrs import evolve

from commkit.members import is_blocked_by, may_message_despite_block
from commkit.posts import statements as sql
from commkit.posts.counters import (
    count_author_change,
    count_new_post,
    count_reply_change,
)
from commkit.posts.feature import PostSettings, posts
from commkit.posts.mentions import emit_mentions
from commkit.posts.messages import (
    CreateReply,
    CreateThread,
    EditPost,
    PostCreated,
    PostEdited,
    PostRemoved,
    PostRestored,
    PostStateChanged,
    RemovePost,
    RestorePost,
    UpdatePostState,
)
from commkit.posts.policy import clean_tags, opening_kind, path_below, reply_kind, state_after
from commkit.posts.records import Post, PostId
from commkit.posts.status.policy import check_may_edit, record_first_post
from commkit.posts.tagging import attach_tags, detach_tags, retag, set_tags
from commkit.runtime.model.errors import CommkitError, Conflict, Denied, Invalid
from commkit.runtime.model.types import PostKind
from commkit.runtime.sessions.context import Context


@posts.loads(Post, owner=lambda post: post.author)
def fetch_post(context: Context, id: PostId) -> Post | None:
    """A post the actor may see."""
    return context.one(sql.ONE, id=id, sees_removed=context.can("posts.read_removed"))


def visible_post_ids(context: Context, ids: Iterable[PostId]) -> set[PostId]:
    """Those among the posts of a page that the door would give the actor; one statement."""
    wanted = list(ids)
    if not wanted:
        return set()
    sees_removed = context.can("posts.read_removed")
    return {PostId(id) for (id,) in context.rows(sql.VISIBLE_IDS, ids=wanted, sees_removed=sees_removed)}


@posts.handles(CreateThread)
def create_thread(context: Context, command: CreateThread) -> Post:
    """Open a thread: the post, its tags, the author's count."""
    kind = opening_kind(context.community_type, command)
    id = PostId(context.new_id())
    tags = set_tags(context, clean_tags(command.tags, max_tags=context.settings(PostSettings).max_tags))
    opening = evolve(
        _new_post(context, kind, id),
        title=command.title,
        body=command.body,
        markup=command.markup,
        tags=tags,
        activity_at=context.now,
        answer_count=0 if kind.awaits else None,
    )
    context.run(sql.ADD, opening, removed_by=None, last_number=0)
    attach_tags(context, id, tags)
    _announce(context, opening)
    return opening


@posts.handles(CreateReply)
def create_reply(context: Context, command: CreateReply) -> Post:
    """Take the next number of the thread, which locks it, then stand below the parent."""
    parent = context.get(Post, command.parent)
    kind = reply_kind(context.community_type, parent, command.kind)
    if parent.removed_at is not None:
        raise _reply_refusal(context, parent)
    grown = context.rows(
        sql.ADVANCE_THREAD,
        thread=parent.thread,
        answers=int(_counts_as_answer(context, kind, parent)),
        now=context.now,
        parent_author=parent.author,
        writer=None if may_message_despite_block(context) else context.member_or_none,
    )
    if not grown:
        raise _reply_refusal(context, parent)
    ((number,),) = grown
    written = evolve(
        _new_post(context, kind, PostId(context.new_id())),
        thread=parent.thread,
        parent=parent.id,
        number=number,
        path=path_below(parent.path, number, context.settings(PostSettings).max_depth),
        body=command.body,
        markup=command.markup,
    )
    if not context.run(sql.ADD_REPLY, written, removed_by=None, last_number=0, parent_path=parent.path):
        raise _reply_refusal(context, parent)
    _announce(context, written)
    return written


@posts.handles(EditPost)
def edit_post(context: Context, command: EditPost) -> Post:
    """Say something else, unless somebody was faster; keep what was said before."""
    before = context.get(Post, command.post)
    check_may_edit(context, before)
    if before.version != command.version:
        raise _stale(before)
    _check_title(context, before, command.title)
    tags = before.tags
    if command.tags is not None and before.opens:
        tags = clean_tags(command.tags, max_tags=context.settings(PostSettings).max_tags)
    edited = evolve(
        before,
        title=before.title if command.title is None or not before.opens else command.title,
        body=before.body if command.body is None else command.body,
        tags=tags,
        version=command.version + 1,
        edited_at=context.now,
    )
    saved = context.run(
        sql.EDIT,
        id=before.id,
        new_title=edited.title,
        new_body=edited.body,
        new_tags=edited.tags,
        seen=command.version,
        seen_tags=before.tags,
        parent=before.parent,
        now=context.now,
    )
    if not saved:
        raise _stale(before)
    context.run(
        sql.SAVE_REVISION,
        before,
        post=before.id,
        edited_by=context.member_or_none,
        edited_at=context.now,
        reason=command.reason,
    )
    kept = retag(context, before, edited.tags) if edited.tags != before.tags else before.tags
    if kept != edited.tags:
        context.run(sql.SET_TAGS, id=edited.id, new_tags=kept)
    context.emit(PostEdited(post=edited.id, version=edited.version))
    emit_mentions(context, edited, before)
    return evolve(edited, tags=kept)


@posts.handles(RemovePost)
def remove_post(context: Context, command: RemovePost) -> Post:
    """Whoever may take it down."""
    return perform_removal(
        context, context.get(Post, command.post, need="posts.remove"), reason=command.reason
    )


def perform_removal(context: Context, before: Post, *, reason: str) -> Post:
    """Take a post down, and out of every count; for features whose rules do it.

    Args:
        context: Whose actor does it; the caller checked the permission.
        before: The post as it was seen.
        reason: Why.

    Raises:
        Conflict: It is down already.
    """
    removed = context.rows(sql.REMOVE, id=before.id, now=context.now, by=context.member_or_none)
    if not removed:
        raise Conflict("posts.removed", "this post is down already")
    ((tags, thread, parent, kind),) = removed
    if parent is None:
        detach_tags(context, before.id, tags)
    else:
        count_reply_change(context, thread, parent, kind, change=-1)
    by_others = before.author is not None and before.author != context.member_or_none
    count_author_change(context, before.author, posts=-1, removed=int(by_others))
    context.emit(PostRemoved(post=before.id, thread=thread, author=before.author, reason=reason))
    return evolve(before, removed_at=context.now)


@posts.handles(RestorePost)
def restore_post(context: Context, command: RestorePost) -> Post:
    """Put it up, and into every count."""
    before = context.get(Post, command.post, need="posts.restore")
    restored = context.rows(sql.RESTORE, id=before.id)
    if not restored:
        raise Conflict("posts.not_removed", "this post is not down")
    ((tags, thread, parent, kind, removed_by),) = restored
    if parent is None:
        kept = set_tags(context, tags, allow_reserved=True)
        attach_tags(context, before.id, kept)
        if kept != tags:
            context.run(sql.SET_TAGS, id=before.id, new_tags=kept)
    else:
        count_reply_change(context, thread, parent, kind, change=1)
    by_others = before.author is not None and before.author != removed_by
    count_author_change(context, before.author, posts=1, removed=-int(by_others))
    context.emit(PostRestored(post=before.id, thread=thread, author=before.author))
    return evolve(before, removed_at=None)


@posts.handles(UpdatePostState)
def update_post_state(context: Context, command: UpdatePostState) -> Post:
    """Along the kind's state machine, from the state that was seen."""
    before = context.get(Post, command.post, need="posts.update_post_state")
    after = state_after(context.community_type, before, command.state, context.now)
    if not context.run(
        sql.SET_STATE,
        before,
        seen=before.state,
        new_state=after.state,
        new_closed_at=after.closed_at,
    ):
        raise Conflict("posts.stale", "its state was changed since; read it again")
    context.emit(PostStateChanged(post=before.id, before=before.state, after=after.state))
    return after


def set_accepted_answer(context: Context, question: Post, answer: PostId | None, *, state: str) -> Post:
    """Make a reply the answer that stands, or none; for features in which answers are accepted.

    Args:
        context: Whose actor decides; the caller checked the permission.
        question: The opening post as it was seen.
        answer: The reply, or None to take the acceptance back.
        state: The state the question moves to.

    Raises:
        Conflict: Another answer was accepted since it was seen, or this one was moved or taken down.
    """
    newly = answer is not None and answer != question.answer
    if newly and not context.rows(sql.LOCK_ANSWER, id=answer, thread=question.id):
        raise Conflict("posts.stale", "the answer was moved or taken down in the meantime; read it again")
    after = state_after(context.community_type, question, state, context.now, free=True)
    if not context.run(
        sql.SET_ANSWER,
        id=question.id,
        seen=question.answer,
        new_answer=answer,
        new_state=after.state,
        new_closed_at=after.closed_at,
    ):
        raise Conflict("posts.stale", "another answer was accepted in the meantime; read it again")
    if after.state != question.state:
        context.emit(PostStateChanged(post=question.id, before=question.state, after=after.state))
    return evolve(after, answer=answer)


def _announce(context: Context, written: Post) -> None:
    """Count it, and tell of it."""
    first = count_new_post(context, written)
    context.emit(
        PostCreated(post=written.id, thread=written.thread, parent=written.parent, kind=written.kind)
    )
    if first:
        record_first_post(context, written)
    emit_mentions(context, written)


def _reply_refusal(context: Context, parent: Post) -> CommkitError:
    """Why nobody can reply to it, or not this member."""
    if parent.author is not None and is_blocked_by(context, parent.author):
        return Denied("posts.blocked_by_author", "you cannot reply to this member's posts")
    shut = context.one(sql.THREAD_CLOSURE, thread=parent.thread)
    if shut is not None and shut[1] is not None:
        reason = f": {shut[2]}" if shut[2] else ""
        return Conflict("posts.locked", f"this thread is locked{reason}", reason=shut[2] or "")
    if parent.removed_at is not None or (shut is not None and shut[0] is not None):
        return Conflict("posts.removed", "this post was taken down; nobody can reply to it")
    return Conflict("posts.stale", "this post was moved or taken down in the meantime; read it again")


def _stale(seen: Post) -> Conflict:
    return Conflict("posts.stale", "it was edited or taken down since; read it again", current=seen.version)


def _check_title(context: Context, post: Post, title: str | None) -> None:
    kind = context.community_type.kind(post.kind)
    if post.opens and title is not None and not title.strip() and kind is not None and kind.titled:
        raise Invalid.field("title", "blank", f"a {kind.name} needs a title")


def _new_post(context: Context, kind: PostKind, id: PostId) -> Post:
    """A post by the actor, before it says anything."""
    mine = context.membership
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
        author=context.member_or_none,
        author_name=mine.name if mine else context.community.title,
        by_staff=mine.staff if mine else False,
        version=1,
        created_at=context.now,
        edited_at=None,
        activity_at=None,
        closed_at=None,
        removed_at=None,
        reply_count=0,
        answer_count=None,
        answer=None,
        score=0,
    )


def _counts_as_answer(context: Context, kind: PostKind, parent: Post) -> bool:
    """Whether such a reply is what the opening post waits for."""
    awaited = context.community_type.kind(parent.kind)
    return parent.opens and awaited is not None and awaited.awaits == kind.name
