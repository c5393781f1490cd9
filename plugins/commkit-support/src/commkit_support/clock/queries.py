"""How the clock of a question is read."""

from commkit import Context
from commkit.posts import Post
from commkit_support.clock import statements as sql
from commkit_support.clock.feature import clock_feature
from commkit_support.clock.handlers import no_clock
from commkit_support.clock.messages import ReadClock
from commkit_support.clock.records import QuestionClock


@clock_feature.handles(ReadClock)
def read_clock(context: Context, query: ReadClock) -> QuestionClock:
    """Load the question, which checks that the actor may see it, then its clock."""
    question = context.get(Post, query.question)
    clock = context.one(sql.CLOCK, question=question.id)
    if clock is None:
        raise no_clock()
    return clock
