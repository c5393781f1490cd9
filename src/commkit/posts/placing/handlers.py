"""How threads are moved between spaces: one row says where a thread stands, and everything of it asks that row."""

from commkit.members import GroupId
from commkit.posts.feature import posts
from commkit.posts.placing import statements as sql
from commkit.posts.placing.facts import ThreadMoved
from commkit.posts.placing.messages import MoveThread
from commkit.posts.records import Post
from commkit.posts.status.statements import MOVE_PIN
from commkit.posts.tags.handlers import count_tags
from commkit.runtime.model.errors import Conflict, Denied, Invalid
from commkit.runtime.sessions.context import Context
from commkit.spaces import Space, check_kind_allowed, check_stays_within, open_space


@posts.handles(MoveThread)
def move_thread(context: Context, command: MoveThread) -> Post:
    """Check both ends, then give the opening post another space and audience."""
    opening = context.get(Post, command.thread, need="posts.move")
    if not opening.opens:
        raise Invalid.field("thread", "not_a_thread", "name the post that opened the thread")
    space = open_space(context, command.space) if command.space is not None else None
    if not context.can("posts.move", space):
        raise Denied(
            "posts.not_moderated_there", "only a moderator of both spaces moves threads between them"
        )
    if space is not None:
        check_kind_allowed(space, opening.kind)
    if opening.space == command.space:
        return opening
    audience = space.audience if space is not None else None
    own_audience = own_audience_of(context, opening)
    if audience is None:
        audience = own_audience
    check_stays_within(context, opening.audience, audience)
    placed = context.rows(
        sql.PLACE,
        thread=opening.id,
        new_space=command.space,
        new_audience=audience,
        seen_space=opening.space,
        seen_audience=opening.audience,
    )
    if not placed:
        raise Conflict("posts.stale", "it was moved in the meantime; read it again")
    ((tags, removed_at),) = placed
    context.run(MOVE_PIN, thread=opening.id, new_space=command.space)
    change = int(audience is None) - int(opening.audience is None)
    if change and removed_at is None:
        count_tags(context, tags, change)
    shown = removed_at is None and own_audience is None
    context.emit(ThreadMoved(thread=opening.id, before=opening.space, space=command.space, shown=shown))
    return context.get(Post, opening.id)


def own_audience_of(context: Context, opening: Post) -> GroupId | None:
    """The group that the thread alone is for, wherever it stands; None where its audience is that of its space."""
    its_space = context.get(Space, opening.space).audience if opening.space is not None else None
    return opening.audience if opening.audience != its_space else None
