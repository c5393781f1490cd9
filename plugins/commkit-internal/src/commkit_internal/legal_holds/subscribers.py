"""Custodians are told that what they wrote is held, and that it is not any more."""

from commkit import Delivery
from commkit.members import Membership
from commkit.notifications import notify
from commkit_internal.legal_holds import statements as sql
from commkit_internal.legal_holds.facts import LegalHoldReleased, MemberHeld
from commkit_internal.legal_holds.feature import ENDED, NOTICE, LegalHoldSettings, legal_hold_feature


@legal_hold_feature.subscribes_to(MemberHeld)
def notify_custodian(delivery: Delivery, fact: MemberHeld) -> None:
    """Tell the member, where the settings say so; neither by whom nor why."""
    with delivery.context(once=True) as context:
        if context.settings(LegalHoldSettings).notify_custodians:
            notify(context, NOTICE, (fact.member,), record=Membership.__name__, object=fact.member)


@legal_hold_feature.subscribes_to(LegalHoldReleased)
def notify_released(delivery: Delivery, fact: LegalHoldReleased) -> None:
    """Tell those whom no other hold reaches."""
    with delivery.context(once=True) as context:
        if not context.settings(LegalHoldSettings).notify_custodians:
            return
        for (member,) in context.rows(sql.ENDED_FOR, hold=fact.hold):
            notify(context, ENDED, (member,), record=Membership.__name__, object=member)
