"""When held answers give way, or need not wait any longer."""

from commkit import Context
from commkit.posts import Post, PostEdited
from commkit.storage import ScheduledCommandId, reschedule
from commkit_qa import QuestionSolved
from commkit_support.endorsements import statements as endorsement_sql
from commkit_support.endorsements.facts import AnswerEndorsed
from commkit_support.endorsements.records import Endorsement
from commkit_support.yielding import statements as sql
from commkit_support.yielding.feature import yield_feature
from commkit_support.yielding.handlers import current_wait, end
from commkit_support.yielding.records import Bypass, HeldState


@yield_feature.reacts_to(QuestionSolved)
def yield_to_accepted(context: Context, fact: QuestionSolved) -> None:
    """Held answers give way: beside the accepted answer of a member each becomes an endorsement by its author."""
    waiting = context.rows(sql.WAITING, question=fact.question)
    if not waiting:
        return
    peer = context.one(sql.IS_PEER, answer=fact.answer)
    for held in waiting:
        end(context, held, HeldState.YIELDED, fact.answer if peer is not None else None)
        if peer is None or peer[0] == held.author:
            continue
        given = Endorsement(fact.answer, held.author, by_staff=True, at=context.now)
        if context.run(endorsement_sql.ADD, given):
            context.emit(
                AnswerEndorsed(
                    answer=fact.answer, question=fact.question, author=fact.answerer, by_staff=True
                )
            )


@yield_feature.reacts_to(PostEdited)
def hurry_on_edit(context: Context, fact: PostEdited) -> None:
    """Publish held answers at once where an edit of the question tells of danger."""
    waiting = context.rows(sql.WAITING, question=fact.post)
    if waiting and isinstance(current_wait(context, context.get(Post, fact.post)), Bypass):
        for held in waiting:
            reschedule(context, ScheduledCommandId(held.scheduled), to=context.now)
