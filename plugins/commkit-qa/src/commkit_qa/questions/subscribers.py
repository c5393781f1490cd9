"""Notifications about questions, beyond those of replies and mentions that posts sends."""

from commkit import Delivery, NotFound
from commkit.notifications import notify
from commkit.posts import Post, ThreadsMerged
from commkit_qa.policy import question_kind
from commkit_qa.questions.facts import QuestionSolved
from commkit_qa.questions.feature import question_feature


@question_feature.subscribes_to(QuestionSolved)
def notify_solved(delivery: Delivery, fact: QuestionSolved) -> None:
    """Notify the author of the accepted answer, and the asker where somebody else accepted it."""
    with delivery.context(once=True) as context:
        notify(
            context,
            "qa.question_solved",
            (fact.asker, fact.answerer),
            record=Post.__name__,
            object=fact.question,
            by=fact.actor,
        )


@question_feature.subscribes_to(ThreadsMerged)
def notify_merged(delivery: Delivery, fact: ThreadsMerged) -> None:
    """Notify the asker of a merged question, unless it was split off again in the meantime."""
    with delivery.context(once=True) as context:
        try:
            merged, into = context.get(Post, fact.thread), context.get(Post, fact.into)
        except NotFound:
            return
        if not merged.opens and question_kind(context.community_type, into.kind) is not None:
            notify(
                context,
                "qa.question_merged",
                (merged.author,),
                record=Post.__name__,
                object=merged.id,
                by=fact.actor,
            )
