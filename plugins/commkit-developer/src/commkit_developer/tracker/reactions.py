"""What becomes of links when questions are merged, and when an answer is accepted otherwise."""

from commkit import Context
from commkit.posts import ThreadsMerged
from commkit_developer.tracker import statements as sql
from commkit_developer.tracker.feature import tracker_feature
from commkit_developer.tracker.handlers import confirm, move_link
from commkit_qa import QuestionSolved


@tracker_feature.reacts_to(ThreadsMerged)
def move_merged_link(context: Context, fact: ThreadsMerged) -> None:
    """The thread that goes on hears of the issue."""
    move_link(context, fact.thread, fact.into)


@tracker_feature.reacts_to(QuestionSolved)
def confirm_by_accepting(context: Context, fact: QuestionSolved) -> None:
    """An asker who accepts the reply that asks has answered it."""
    if fact.actor is None or fact.actor != fact.asker:
        return
    link = context.one(sql.LINK, question=fact.question)
    if link is not None and link.answer == fact.answer:
        confirm(context, link, works=True)
