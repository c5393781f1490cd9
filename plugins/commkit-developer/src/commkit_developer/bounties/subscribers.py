"""Notifications about bounties."""

from commkit import Delivery, NotFound
from commkit.notifications import notify
from commkit.posts import Post
from commkit_developer.bounties.facts import BountyAwarded, BountyCancelled, BountyExpired, BountyOffered
from commkit_developer.bounties.feature import bounty_feature


@bounty_feature.subscribes_to(BountyOffered)
def notify_asker(delivery: Delivery, fact: BountyOffered) -> None:
    """Notify who asked, unless they offer it."""
    with delivery.context(once=True) as context:
        try:
            asker = context.get(Post, fact.question).author
        except NotFound:
            return
        notify(
            context,
            "developer.bounty_offered",
            (asker,),
            record=Post.__name__,
            object=fact.question,
            by=fact.actor,
        )


@bounty_feature.subscribes_to(BountyAwarded)
def notify_winner(delivery: Delivery, fact: BountyAwarded) -> None:
    """Notify whose answer it is."""
    with delivery.context(once=True) as context:
        notify(
            context,
            "developer.bounty_won",
            (fact.winner,),
            record=Post.__name__,
            object=fact.answer,
            by=fact.actor,
        )


@bounty_feature.subscribes_to(BountyExpired, BountyCancelled)
def notify_sponsor(delivery: Delivery, fact: BountyExpired | BountyCancelled) -> None:
    """Notify who set the points aside."""
    with delivery.context(once=True) as context:
        notify(
            context,
            "developer.bounty_ended",
            (fact.sponsor,),
            record=Post.__name__,
            object=fact.question,
            by=fact.actor,
        )
