"""How solutions are rated."""

from commkit import Conflict, Context, Invalid, NotFound
from commkit.posts import Post
from commkit_support.satisfaction import statements as sql
from commkit_support.satisfaction.facts import SolutionRated
from commkit_support.satisfaction.feature import SatisfactionSettings, satisfaction_feature
from commkit_support.satisfaction.messages import RateSolution
from commkit_support.satisfaction.records import Rating


@satisfaction_feature.handles(RateSolution)
def rate_solution(context: Context, command: RateSolution) -> Rating:
    """Answer once, while there is time."""
    if not 1 <= command.score <= 5:
        raise Invalid.field("score", "out_of_range", "give 1, very dissatisfied, to 5, very satisfied")
    question = context.get(Post, command.question, need="support.rate_solution")
    asked = context.one(sql.ONE, question=question.id)
    if asked is None or asked.asker != context.member_or_none:
        raise NotFound(
            "support.not_asked", "you were not asked about this question; its asker is, once it is solved"
        )
    if asked.asked_at + context.settings(SatisfactionSettings).rate_within <= context.now:
        raise Conflict("support.rated_late", "the time to answer is over; tell staff in the thread")
    if not context.run(
        sql.RATE,
        question=question.id,
        new_score=command.score,
        new_comment=command.comment.strip(),
        now=context.now,
    ):
        raise Conflict("support.rated_already", "you answered already; tell staff in the thread")
    context.emit(SolutionRated(question=question.id))
    return context.one(sql.ONE, question=question.id) or asked
