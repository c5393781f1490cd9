"""The worker's commands of polls."""

from attrs import frozen

from commkit.posts.feature import posts
from commkit.posts.polls import statements as sql
from commkit.posts.polls.facts import PollClosed
from commkit.posts.records import PostId
from commkit.runtime.model.messages import Command
from commkit.runtime.sessions.context import Context


@frozen
class ExpirePoll(Command[bool]):
    """Record that a poll closed at its time; votes are refused after that time in any case.

    Returns:
        Whether it was still open.
    """

    permission = "posts.expire_poll"
    when_archived = True

    post: PostId


@posts.handles(ExpirePoll)
def expire_poll(context: Context, command: ExpirePoll) -> bool:
    """Close the poll as of its own end, unless it was closed before."""
    closed = context.rows(sql.EXPIRE, post=command.post, now=context.now)
    for (ballots,) in closed:
        context.emit(PollClosed(post=command.post, ballot_count=ballots))
    return bool(closed)
