"""Commands that remove and restore posts."""

from attrs import evolve

from commkit.posts.feature import posts
from commkit.posts.handlers import count_author_change, count_reply_change
from commkit.posts.hiding.handlers import make_hidden, make_removed
from commkit.posts.moving import statements as moving_sql
from commkit.posts.records import Post
from commkit.posts.removal import statements as sql
from commkit.posts.removal.facts import PostRemoved, PostRestored
from commkit.posts.removal.messages import RemovePost, RestorePost
from commkit.posts.tags import statements as tags_sql
from commkit.posts.tags.handlers import attach_tags, detach_tags, set_tags
from commkit.runtime.model.errors import Conflict
from commkit.runtime.sessions.context import Context


@posts.handles(RemovePost)
def remove_post(context: Context, command: RemovePost) -> Post:
    """Load the post and remove it."""
    return perform_removal(
        context, context.get(Post, command.post, need="posts.remove"), reason=command.reason
    )


def perform_removal(context: Context, before: Post, *, reason: str) -> Post:
    """Remove a post and subtract it from every counter; for features whose rules remove posts.

    Args:
        context: The context of the command; the caller checked the permission.
        before: The post as it was read.
        reason: Why it is removed.

    Raises:
        Conflict: It is removed already.
    """
    removed = context.one(sql.REMOVE, id=before.id, now=context.now, by=context.member_or_none)
    was_hidden = removed is None and (removed := make_removed(context, before.id)) is not None
    if removed is None:
        raise Conflict("posts.removed", "this post is removed already")
    tags, thread, parent, kind, audience, number = removed
    if was_hidden:
        pass  # it was uncounted when it was hidden
    elif parent is None:
        detach_tags(context, before.id, tags, counted=audience is None)
    else:
        count_reply_change(context, evolve(before, thread=thread, parent=parent, kind=kind), change=-1)
        context.run(sql.SET_END, thread=thread, number=number)
    by_others = before.author is not None and before.author != context.member_or_none
    count_author_change(context, before.author, posts=0 if was_hidden else -1, removed=int(by_others))
    # A post that is held is removed in the command that wrote it.
    was_shown = before.created_at != context.now or before.author != context.member_or_none
    context.emit(
        PostRemoved(post=before.id, thread=thread, author=before.author, reason=reason, was_shown=was_shown)
    )
    return evolve(before, removed_at=context.now)


@posts.handles(RestorePost)
def restore_post(context: Context, command: RestorePost) -> Post:
    """Load the post and restore it."""
    return perform_restoration(context, context.get(Post, command.post, need="posts.restore"))


def perform_restoration(context: Context, before: Post) -> Post:
    """Restore a post and add it to every counter; where its kind is unknown here, it is hidden from now on.

    Args:
        context: The context of the command; the caller checked the permission.
        before: The post as it was read.

    Raises:
        Conflict: It is not removed, or has expired.
    """
    if context.community_type.kind(before.kind) is None:
        make_hidden(context, before)
        return before
    restored = context.rows(sql.RESTORE, id=before.id)
    if not restored:
        raise Conflict("posts.not_removed", "this post is not removed")
    ((tags, thread, parent, kind, audience, number, removed_by, last_activity),) = restored
    if last_activity is None:
        raise Conflict("posts.expired", "this thread has expired; its text is not kept any more")
    # A post that is held is removed in the command that wrote it.
    first_shown = before.removed_at == before.created_at and removed_by == before.author
    if parent is None:
        kept = set_tags(context, tags, allow_reserved=True, counted=audience is None)
        attach_tags(context, before.id, kept)
        if kept != tags:
            context.run(tags_sql.SET_TAGS, id=before.id, new_tags=kept)
    else:
        count_reply_change(context, evolve(before, thread=thread, parent=parent, kind=kind), change=1)
        context.run(sql.SET_END, thread=thread, number=number)
        if first_shown:
            context.run(moving_sql.BUMP, thread=thread, at=context.now)
    by_others = before.author is not None and before.author != removed_by
    count_author_change(context, before.author, posts=1, removed=-int(by_others))
    context.emit(PostRestored(post=before.id, thread=thread, author=before.author, first_shown=first_shown))
    return evolve(before, removed_at=None)
