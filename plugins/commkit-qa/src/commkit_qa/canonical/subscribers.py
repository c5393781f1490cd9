"""Notifications about canonical answers."""

from commkit import Delivery
from commkit.notifications import notify
from commkit.posts import Post
from commkit_qa.canonical.facts import CanonicalMarked, CanonicalWithdrawn
from commkit_qa.canonical.feature import canonical_feature


@canonical_feature.subscribes_to(CanonicalMarked)
def thank_author(delivery: Delivery, fact: CanonicalMarked) -> None:
    """Thank who wrote the answer, and tell who asked."""
    with delivery.context(once=True) as context:
        notify(
            context,
            fact.name,
            (fact.answerer, fact.asker),
            record=Post.__name__,
            object=fact.answer,
            by=fact.actor,
        )


@canonical_feature.subscribes_to(CanonicalWithdrawn)
def tell_author(delivery: Delivery, fact: CanonicalWithdrawn) -> None:
    """Tell who wrote the answer: nothing that was honoured ends silently."""
    with delivery.context(once=True) as context:
        notify(context, fact.name, (fact.answerer,), record=Post.__name__, object=fact.answer, by=fact.actor)
