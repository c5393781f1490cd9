"""How held answers are read."""

from commkit import Context
from commkit.posts import Post
from commkit.statistics import share_of
from commkit.storage import EARLIEST
from commkit_support.yielding import statements as sql
from commkit_support.yielding.feature import yield_feature
from commkit_support.yielding.messages import ListHeldAnswers, ReadYieldNumbers
from commkit_support.yielding.records import HeldAnswer, YieldNumbers


@yield_feature.handles(ListHeldAnswers)
def list_held_answers(context: Context, query: ListHeldAnswers) -> tuple[HeldAnswer, ...]:
    """Load the question, which checks that the actor may see it, then its held answers."""
    question = context.get(Post, query.question)
    sees_all = context.can("support.read_held_answers")
    return tuple(
        context.rows(sql.OF_QUESTION, question=question.id, me=context.member_or_none, sees_all=sees_all)
    )


@yield_feature.handles(ReadYieldNumbers)
def read_yield_numbers(context: Context, query: ReadYieldNumbers) -> YieldNumbers:
    """Count in one statement."""
    ((held, waiting, published, yielded, withdrawn),) = context.rows(
        sql.NUMBERS, since=query.since or EARLIEST
    )
    return YieldNumbers(
        held=held,
        waiting=waiting,
        published=published,
        yielded=yielded,
        withdrawn=withdrawn,
        yielded_share=share_of(yielded, yielded + published),
    )
