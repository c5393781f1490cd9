"""What becomes of links when questions are merged, and of what is asked when its reply goes, or is accepted."""

from commkit import Context
from commkit.posts import Post, PostRemoved, ThreadsMerged
from commkit_developer.conversions.facts import PostConverted
from commkit_developer.tracker import statements as sql
from commkit_developer.tracker.feature import tracker_feature
from commkit_developer.tracker.handlers import ask_no_more, confirm, move_link
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


@tracker_feature.reacts_to(PostRemoved, PostConverted)
def withdraw_question(context: Context, fact: PostRemoved | PostConverted) -> None:
    """Nobody is asked by a reply that was removed, or that is no answer any more."""
    link = context.one(sql.LINK, question=fact.thread)
    if link is not None and link.answer == fact.post:
        ask_no_more(context, context.get(Post, fact.thread), link)
