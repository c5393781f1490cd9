"""Commands that move posts: both threads are locked, positions are computed anew, and counters are corrected."""

from collections.abc import Sequence
from typing import Any

from attrs import evolve

from commkit.posts.feature import PostSettings, posts
from commkit.posts.messages import CreateThread
from commkit.posts.moving import statements as sql
from commkit.posts.moving.facts import PostMoved, ThreadsMerged, ThreadSplit
from commkit.posts.moving.messages import MergeThreads, MovePost, SplitThread
from commkit.posts.moving.policy import reparented, subtree, with_kind
from commkit.posts.moving.records import PostPosition
from commkit.posts.placing.handlers import own_audience_of
from commkit.posts.policy import opening_kind
from commkit.posts.records import Post, PostId
from commkit.posts.status.statements import DELETE_PIN
from commkit.posts.tags.handlers import attach_tags, detach_tags, set_tags
from commkit.posts.tags.policy import clean_tags
from commkit.runtime.model.errors import Conflict, Invalid
from commkit.runtime.sessions.context import Context
from commkit.spaces import check_kind_allowed, check_stays_within, open_space


@posts.handles(MovePost)
def move_post(context: Context, command: MovePost) -> Post:
    """Lock both threads, then give the reply and the replies below it new positions."""
    reply = context.get(Post, command.post, need="posts.move")
    onto = context.get(Post, command.new_parent, need="posts.move")
    return perform_move(context, reply, onto)


def perform_move(context: Context, reply: Post, onto: Post, *, kind: str | None = None) -> Post:
    """Move a reply below another post, or give it another kind where it is; for features whose rules move posts.

    Args:
        context: The context of the command; the caller checked the permission.
        reply: The reply as it was read.
        onto: Its new parent as it was read, or the one that it has.
        kind: The kind that it gets; None for its own where that may reply there, else for one that may.

    Raises:
        Invalid: As `MovePost` says.
        Conflict: As `MovePost` says, or somebody else moved it, or gave it another kind, since it was read.
    """
    if reply.opens:
        raise Invalid.field("post", "is_opening_post", "this post opens a thread; merge the threads instead")
    places = _lock_threads(context, reply, onto)
    branch = _branch(places, reply)
    if branch[0].kind != reply.kind:
        raise _stale()
    _check_no_accepted_answer(places[0], branch)
    count = _move_branch(context, places, branch, onto, field="new_parent", kind=kind)
    context.emit(
        PostMoved(
            post=reply.id,
            thread=reply.thread,
            into=onto.thread,
            parent=onto.id,
            count=count,
            shown=any(place.removed_at is None for place in branch),
        )
    )
    return context.get(Post, reply.id)


@posts.handles(MergeThreads)
def merge_threads(context: Context, command: MergeThreads) -> Post:
    """Move the whole thread below the other post, then turn its opening post into a reply."""
    opening = context.get(Post, command.thread, need="posts.move")
    onto = context.get(Post, command.into, need="posts.move")
    if not opening.opens:
        raise Invalid.field(
            "thread", "not_a_thread", "name the post that opened the thread; or move the reply"
        )
    places = _lock_threads(context, opening, onto)
    branch = _branch(places, opening)
    shown = branch[0].removed_at is None and own_audience_of(context, opening) is None
    count = _move_branch(context, places, branch, onto, field="into")
    context.run(sql.BECOME_REPLY, id=opening.id)
    context.run(DELETE_PIN, thread=opening.id)
    if branch[0].removed_at is None:
        detach_tags(context, opening.id, branch[0].tags, counted=branch[0].audience is None)
    context.emit(
        ThreadsMerged(thread=opening.id, into=onto.thread, count=count, before=places[0].space, shown=shown)
    )
    return context.get(Post, opening.id)


@posts.handles(SplitThread)
def split_thread(context: Context, command: SplitThread) -> Post:
    """Give the reply the empty path and the replies below it paths under that, then count both threads anew."""
    reply = context.get(Post, command.post, need="posts.move")
    if reply.opens:
        raise Invalid.field("post", "is_opening_post", "this post opens a thread already")
    kind = opening_kind(
        context.community_type, CreateThread(kind=command.kind, title=command.title, body="-")
    )
    settings = context.settings(PostSettings)
    tags = clean_tags(command.tags, max_tags=settings.max_tags)
    context.rows(sql.LOCK_THREAD_POSTS, thread=reply.thread)
    places = context.rows(sql.POSITIONS, thread=reply.thread)
    branch = _branch(places, reply)
    if branch[0].removed_at is not None:
        raise Conflict("posts.removed", "this post was removed; restore it first")
    _check_no_accepted_answer(places[0], branch)
    if places[0].space is not None:
        check_kind_allowed(open_space(context, places[0].space), kind.name)
    top = evolve(with_kind(branch[0], kind), parent=None, number=0, path=b"")
    rest = reparented(context.community_type, branch[1:], top, first=1, max_depth=settings.max_depth)
    context.run_many(sql.SET_POSITION, [_row(place, top.id) for place in (top, *rest)])
    kept = set_tags(context, tags, counted=places[0].audience is None)
    latest = max(place.created_at for place in branch)
    context.run(
        sql.BECOME_OPENING,
        id=top.id,
        new_title=command.title,
        new_tags=kept,
        at=latest,
        new_space=places[0].space,
        new_audience=places[0].audience,
    )
    attach_tags(context, top.id, kept)
    _recount(context, top, last=len(rest))
    _recount(context, places[0], last=places[0].last_number)
    context.emit(ThreadSplit(thread=reply.thread, post=reply.id, count=len(branch)))
    return context.get(Post, reply.id)


def _lock_threads(context: Context, moved: Post, onto: Post) -> list[PostPosition]:
    """Lock both threads, the one with the lower id first; gives the positions of the thread that is moved from."""
    for thread in sorted({moved.thread, onto.thread}):
        if thread == moved.thread:
            context.rows(sql.LOCK_THREAD_POSTS, thread=thread)
        else:
            context.rows(sql.LOCK_TARGET, thread=thread, target=onto.id)
    return context.rows(sql.POSITIONS, thread=moved.thread)


def _branch(places: Sequence[PostPosition], top: Post) -> list[PostPosition]:
    """A post and all posts below it, unless it was moved since it was read."""
    branch = subtree(places, top.id)
    if not branch or branch[0].parent != top.parent:
        raise _stale()
    return branch


def _check_no_accepted_answer(opening: PostPosition, branch: Sequence[PostPosition]) -> None:
    if any(place.id == opening.answer for place in branch):
        raise Conflict(
            "posts.is_accepted_answer",
            "the accepted answer is among the posts that would be moved; clear the accepted answer first",
        )


def _move_branch(
    context: Context,
    places: Sequence[PostPosition],
    branch: list[PostPosition],
    onto: Post,
    *,
    field: str,
    kind: str | None = None,
) -> int:
    """Move a branch below another post; gives how many posts were moved.

    Args:
        context: The context of the command.
        places: The thread that it is moved from.
        branch: The posts that are moved.
        onto: The new parent, as it was read.
        field: The field of the command that names the new parent.
        kind: The kind that the post gets; None for one that fits.
    """
    if any(place.id == onto.id for place in branch):
        raise Invalid.field(field, "own_descendant", "name a post that is not among those that are moved")
    within = places[0].id == onto.thread
    around = places if within else context.rows(sql.TARGET_POSITIONS, thread=onto.thread, target=onto.id)
    target = next((place for place in around if place.id == onto.id), None)
    if target is None:
        raise _stale()
    opening = around[0]
    if target.removed_at is not None or opening.removed_at is not None:
        raise Conflict("posts.removed", "this post was removed; nothing can be moved below it")
    if opening.locked_at is not None:
        raise Conflict("posts.locked", "the thread is locked; unlock it first")
    _check_place(context, places[0], opening)
    moved = reparented(
        context.community_type,
        [evolve(branch[0], parent=target.id), *branch[1:]],
        target,
        first=opening.last_number + 1,
        max_depth=context.settings(PostSettings).max_depth,
        kind=kind,
    )
    context.run_many(sql.SET_POSITION, [_row(place, onto.thread) for place in moved])
    _recount(context, opening, last=opening.last_number + len(moved))
    context.run(sql.BUMP, thread=onto.thread, at=context.now)
    if not within and branch[0] is not places[0]:
        _recount(context, places[0], last=places[0].last_number)
    return len(moved)


def _check_place(context: Context, before: PostPosition, after: PostPosition) -> None:
    """Check that posts may be moved from one thread to another, which decides from then on who sees them."""
    if before.id == after.id:
        return
    check_stays_within(context, before.audience, after.audience)
    if after.space is not None:
        open_space(context, after.space)


def _recount(context: Context, opening: PostPosition, *, last: int) -> None:
    """Compute the counters of a locked thread anew."""
    kind = context.community_type.kind(opening.kind)
    if kind is not None and kind.awaits is not None:
        context.run(sql.RECOUNT_AWAITING, thread=opening.id, awaited=kind.awaits, new_last=last)
    else:
        context.run(sql.RECOUNT, thread=opening.id, new_last=last)


def _row(place: PostPosition, thread: PostId) -> dict[str, Any]:
    return {
        "id": place.id,
        "new_thread": thread,
        "new_parent": place.parent,
        "new_number": place.number,
        "new_path": place.path,
        "new_kind": place.kind,
        "new_state": place.state,
        "new_closed_at": place.closed_at,
    }


def _stale() -> Conflict:
    return Conflict("posts.stale", "it was moved or removed in the meantime; read it again")
