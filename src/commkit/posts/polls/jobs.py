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
    """Tell that a poll's time has come; sent by the host. Votes are refused from then on, whether it has come or not.

    Returns:
        Whether it was still open.
    """

    permission = "posts.expire_poll"
    when_archived = True

    post: PostId


@posts.handles(ExpirePoll)
def expire_poll(context: Context, command: ExpirePoll) -> bool:
    """At its own time, unless somebody closed it before."""
    closed = context.rows(sql.EXPIRE, post=command.post, now=context.now)
    for (ballots,) in closed:
        context.emit(PollClosed(post=command.post, ballot_count=ballots))
    return bool(closed)
