"""How read positions are stored: a row for each member and thread, written by the reader's own command."""

from commkit.posts.feature import posts
from commkit.posts.read_positions import statements as sql
from commkit.posts.read_positions.messages import MarkAllRead, MarkRead
from commkit.posts.records import Post
from commkit.runtime.sessions.context import Context
from commkit.runtime.storage.readers import NOBODY
from commkit.spaces import Space


@posts.handles(MarkRead)
def mark_read(context: Context, command: MarkRead) -> None:
    """Store the number of the post; one that is behind what was read changes nothing."""
    shown = context.get(Post, command.post)
    context.run(
        sql.ADVANCE, member=context.member, thread=shown.thread, number=shown.number, read_at=context.now
    )


@posts.handles(MarkAllRead)
def mark_all_read(context: Context, command: MarkAllRead) -> None:
    """Store the moment: what is older is read."""
    space = context.get(Space, command.space).id if command.space is not None else NOBODY
    context.run(sql.MARK_ALL, member=context.member, space=space, read_at=context.now)
