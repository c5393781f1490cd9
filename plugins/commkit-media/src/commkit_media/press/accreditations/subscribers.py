"""Notifications about accreditations."""

from commkit import Delivery
from commkit.notifications import NotifyAllMembers, notify, notify_all
from commkit_media.press.accreditations.facts import AccreditationDecided, AccreditationRequested
from commkit_media.press.accreditations.records import Accreditation
from commkit_media.press.feature import DECIDE_ACCREDITATIONS, press_feature


@press_feature.subscribes_to(AccreditationRequested)
def notify_deciders(delivery: Delivery, fact: AccreditationRequested) -> None:
    """Notify everybody who decides."""
    if fact.id is None:
        return
    notify_all(
        delivery,
        NotifyAllMembers(
            kind=fact.name,
            record=Accreditation.__name__,
            object=fact.accreditation,
            cause=fact.id,
            by=fact.actor,
            with_permission=DECIDE_ACCREDITATIONS,
        ),
    )


@press_feature.subscribes_to(AccreditationDecided)
def notify_member(delivery: Delivery, fact: AccreditationDecided) -> None:
    """Notify the member."""
    with delivery.context(once=True) as context:
        notify(
            context,
            fact.name,
            (fact.member,),
            record=Accreditation.__name__,
            object=fact.accreditation,
            by=fact.actor,
        )
