"""Notifications of who cares for a question."""

from commkit import Delivery
from commkit.notifications import NotifyMembers
from commkit.posts import Post
from commkit_support.assignment.facts import AssigneeReminded, QuestionAssigned
from commkit_support.assignment.feature import assignment_feature


@assignment_feature.subscribes_to(QuestionAssigned, AssigneeReminded)
def notify_assignee(delivery: Delivery, fact: QuestionAssigned | AssigneeReminded) -> None:
    """Notify the member; not of what they took by themselves."""
    by = fact.actor if isinstance(fact, QuestionAssigned) else None
    with delivery.context(once=True) as context:
        context.do(
            NotifyMembers(
                kind=fact.name, to=(fact.assignee,), record=Post.__name__, object=fact.question, by=by
            )
        )
