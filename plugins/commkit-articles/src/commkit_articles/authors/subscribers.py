"""The notification of who is asked to be a co-author."""

from commkit import Delivery
from commkit.notifications import notify
from commkit_articles.authors.facts import CoAuthorInvited, LeadChanged, LeadOffered
from commkit_articles.desk.feature import desk_feature
from commkit_articles.desk.records import Article


@desk_feature.subscribes_to(CoAuthorInvited)
def notify_invited(delivery: Delivery, fact: CoAuthorInvited) -> None:
    """Notify them; who may not see the article, because of its audience, is not notified."""
    with delivery.context(once=True) as context:
        notify(context, fact.name, [fact.member], record=Article.__name__, object=fact.article, by=fact.actor)


@desk_feature.subscribes_to(LeadOffered)
def notify_offered(delivery: Delivery, fact: LeadOffered) -> None:
    """Notify who is asked to be the author."""
    with delivery.context(once=True) as context:
        notify(context, fact.name, [fact.member], record=Article.__name__, object=fact.article, by=fact.actor)


@desk_feature.subscribes_to(LeadChanged)
def notify_former_author(delivery: Delivery, fact: LeadChanged) -> None:
    """Notify who was the author."""
    with delivery.context(once=True) as context:
        notify(context, fact.name, [fact.before], record=Article.__name__, object=fact.article, by=fact.actor)
