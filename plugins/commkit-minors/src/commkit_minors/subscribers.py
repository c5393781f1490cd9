"""Notifications of minors and guardians."""

from commkit import Delivery, MemberId
from commkit.members import Membership
from commkit.notifications import notify
from commkit_minors.facts import ConversationSeparated, GuardianAccepted, GuardianInvited, MinorLimitsSet
from commkit_minors.feature import safety_feature


@safety_feature.subscribes_to(GuardianInvited)
def notify_invited(delivery: Delivery, fact: GuardianInvited) -> None:
    """Notify who is asked."""
    _notify(delivery, fact.name, fact.guardian, about=fact.minor, by=fact.minor)


@safety_feature.subscribes_to(GuardianAccepted, MinorLimitsSet)
def notify_minor(delivery: Delivery, fact: GuardianAccepted | MinorLimitsSet) -> None:
    """Notify the minor of what a guardian did."""
    _notify(delivery, fact.name, fact.minor, about=fact.guardian, by=fact.guardian)


@safety_feature.subscribes_to(ConversationSeparated)
def notify_separated(delivery: Delivery, fact: ConversationSeparated) -> None:
    """Notify who is out of a conversation."""
    _notify(delivery, fact.name, fact.member, about=fact.member, by=None)


def _notify(delivery: Delivery, kind: str, to: MemberId, *, about: MemberId, by: MemberId | None) -> None:
    with delivery.context(once=True) as context:
        notify(context, kind, (to,), record=Membership.__name__, object=about, by=by)
