"""Notifications about bounties."""

from commkit import Context, Delivery, MemberId, NotFound
from commkit.notifications import NotifyMembers
from commkit.posts import Post, PostId
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
        if asker is not None:
            _notify(context, "developer.bounty_offered", asker, fact.question, by=fact.actor)


@bounty_feature.subscribes_to(BountyAwarded)
def notify_winner(delivery: Delivery, fact: BountyAwarded) -> None:
    """Notify whose answer it is."""
    with delivery.context(once=True) as context:
        _notify(context, "developer.bounty_won", fact.winner, fact.answer, by=fact.actor)


@bounty_feature.subscribes_to(BountyExpired, BountyCancelled)
def notify_sponsor(delivery: Delivery, fact: BountyExpired | BountyCancelled) -> None:
    """Notify who set the points aside."""
    with delivery.context(once=True) as context:
        _notify(context, "developer.bounty_ended", fact.sponsor, fact.question, by=fact.actor)


def _notify(context: Context, kind: str, member: MemberId, post: PostId, *, by: MemberId | None) -> None:
    context.do(NotifyMembers(kind=kind, to=(member,), record=Post.__name__, object=post, by=by))
