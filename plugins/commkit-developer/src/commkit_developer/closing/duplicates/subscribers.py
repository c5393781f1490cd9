"""What votes closed as a duplicate is confirmed by the worker, as no voter alone may settle the question."""

from commkit import Conflict, Delivery, NotFound
from commkit.posts import Post
from commkit_developer.closing import statements as sql
from commkit_developer.closing.duplicates.handlers import confirm_as_duplicate
from commkit_developer.closing.facts import ClosedByCommunity
from commkit_developer.closing.feature import closing_feature
from commkit_qa import CLOSED


@closing_feature.subscribes_to(ClosedByCommunity)
def confirm_voted(delivery: Delivery, fact: ClosedByCommunity) -> None:
    """Confirm it, unless the question was opened again meanwhile, or the other one became a duplicate of this one."""
    if fact.original is None or fact.alone:
        return
    with delivery.context() as context:
        locked = context.one(sql.LOCK_QUESTION, question=fact.question)
        closure = context.one(sql.CLOSURE, question=fact.question)
        if locked is None or locked[0] != CLOSED or closure is None or closure.original != fact.original:
            return
        try:
            context.get(Post, fact.original)
            confirm_as_duplicate(context, fact.question, fact.original)
        except (Conflict, NotFound):
            return  # it stays closed with its reason
