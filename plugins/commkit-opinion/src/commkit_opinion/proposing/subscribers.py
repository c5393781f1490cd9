"""Notifications about statements."""

from commkit import Delivery
from commkit.notifications import notify
from commkit_opinion.consultations.feature import consultation_feature
from commkit_opinion.proposing.facts import StatementDecided
from commkit_opinion.proposing.records import OpinionStatement


@consultation_feature.subscribes_to(StatementDecided)
def notify_author(delivery: Delivery, fact: StatementDecided) -> None:
    """Tell the author what a steward decided about their statement."""
    if fact.author is None:
        return
    with delivery.context(once=True) as context:
        notify(
            context,
            "opinion.statement_decided",
            (fact.author,),
            record=OpinionStatement.__name__,
            object=fact.statement,
            by=fact.actor,
        )
