"""How the clock of a question is read."""

from commkit import Context, NotFound
from commkit.posts import Post
from commkit_support.clock import statements as sql
from commkit_support.clock.feature import clock_feature
from commkit_support.clock.messages import ReadFirstReplyClock
from commkit_support.clock.records import FirstReplyClock


@clock_feature.handles(ReadFirstReplyClock)
def read_first_reply_clock(context: Context, query: ReadFirstReplyClock) -> FirstReplyClock:
    """Load the question, which checks that the actor may see it, then its clock."""
    question = context.get(Post, query.question)
    clock = context.one(sql.CLOCK, question=question.id)
    if clock is None:
        raise NotFound("support.no_clock", "this post has no first-reply clock; only questions have")
    return clock
