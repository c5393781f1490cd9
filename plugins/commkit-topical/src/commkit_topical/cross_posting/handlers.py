"""How a thread is posted in another space."""

from commkit import Conflict, Context, Invalid
from commkit.posts import CreateThread, Post
from commkit.spaces import Space
from commkit_topical.cross_posting import statements as sql
from commkit_topical.cross_posting.facts import ThreadCrossPosted
from commkit_topical.cross_posting.feature import cross_post_feature
from commkit_topical.cross_posting.messages import CrossPostThread
from commkit_topical.cross_posting.policy import SAID_BY_ITSELF
from commkit_topical.cross_posting.queries import original_of
from commkit_topical.cross_posting.records import CrossPost


@cross_post_feature.handles(CrossPostThread)
def cross_post_thread(context: Context, command: CrossPostThread) -> Post:
    """Load both, open the thread by the core's command, and keep where it leads back to."""
    thread = context.get(Post, command.thread)
    space = context.get(Space, command.space)
    if not thread.opens:
        raise Invalid.field("thread", "not_a_thread", "name the post that opened the thread")
    original = context.get(Post, original_of(context, thread.id))
    _check_may_be_shown(original, space)
    made = context.do(
        CreateThread(
            kind=original.kind,
            title=original.title,
            body=command.note or SAID_BY_ITSELF,
            tags=original.tags,
            space=space.id,
        )
    )
    kept = CrossPost(made.id, original.id, space.id, context.member, context.now)
    if not context.run(sql.ADD, kept):
        raise _already_there()
    context.emit(ThreadCrossPosted(post=made.id, original=original.id, space=space.id))
    return made


def _check_may_be_shown(original: Post, space: Space) -> None:
    """Whoever sees the space will read the title of the thread there."""
    if original.removed_at is not None:
        raise Conflict("topical.post_removed", "this thread was removed; restore it first")
    if original.space == space.id:
        raise _already_there()
    if original.audience is not None and original.audience != space.audience:
        raise Conflict(
            "topical.narrower_audience", "this thread is not for all who see that space; choose another one"
        )


def _already_there() -> Conflict:
    return Conflict("topical.already_there", "this thread stands in that space already; reply to it there")
