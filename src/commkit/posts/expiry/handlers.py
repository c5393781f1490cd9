"""How threads expire."""

from collections.abc import Iterable

from commkit.fields import forget_fields
from commkit.posts.attachments.facts import AttachmentDeleted, BytesDiscarded
from commkit.posts.expiry import statements as sql
from commkit.posts.expiry.facts import ThreadsExpired
from commkit.posts.hiding.handlers import hide_threads
from commkit.posts.records import PostId
from commkit.posts.tables import post
from commkit.privacy import forget_rows
from commkit.runtime.delivery.scheduled import cancel_scheduled
from commkit.runtime.sessions.context import Context


def expire_threads(context: Context, threads: Iterable[PostId]) -> int:
    """Take threads out of sight for good, and blank what was written in them; for features that keep them for a time.

    All counters are as if the posts had been removed, but their authors lose no trust by it. Tags, earlier versions,
    files, values of fields, polls, replies that are drafts still, and what other features keep of the posts go, too.
    Who wrote when stays, without a text; what is held of them stays as it is. So do reports, cases and decisions about
    the posts: they say why somebody was moderated.

    Args:
        context: The context of the command, which decided that nobody needs them: it called
            `commkit.privacy.lock_holds`, locked the opening posts, and left out threads in which a post is held.
        threads: The ids of the posts that opened them.

    Returns:
        How many posts were visible until then.
    """
    ids = tuple(sorted(set(threads)))
    if not ids:
        return 0
    hidden = hide_threads(context, ids)
    context.run(sql.REMOVE_HIDDEN, threads=ids)
    context.run(sql.DELETE_HIDDEN, threads=ids)
    context.run(sql.DELETE_PINS, threads=ids)
    for scheduled in context.rows(sql.delete_drafts(context.registry.holds), threads=ids):
        for each in scheduled:
            if each is not None:
                cancel_scheduled(context, each)
    for id, its_post, attempt in context.rows(sql.delete_attachments(context.registry.holds), threads=ids):
        context.emit(AttachmentDeleted(attachment=id, post=its_post))
        context.emit(BytesDiscarded(attachment=id, attempt=attempt))
    forget_fields(context, "post", [id for (id,) in context.rows(sql.POSTS, threads=ids)])
    forget_rows(context, post, sql.in_threads, threads=ids)
    context.run(sql.forget_tags(context.registry.holds), threads=ids)
    context.run(sql.CLOSE, threads=ids)
    context.emit(ThreadsExpired(threads=ids))
    return hidden
