"""Notifications about anniversaries."""

from commkit import Delivery, NotFound
from commkit.notifications import NotifyAllMembers, notify, notify_all
from commkit_internal.anniversaries.facts import AnniversaryReached
from commkit_internal.anniversaries.feature import anniversary_feature
from commkit_internal.anniversaries.records import Anniversary, AnniversaryAudience
from commkit_internal.units.placements import statements as placement_sql

_BATCH_SIZE = 1_000


@anniversary_feature.subscribes_to(AnniversaryReached)
def tell_colleagues(delivery: Delivery, fact: AnniversaryReached) -> None:
    """Notify all members, or those in the unit of the member; nobody if it is not shared any more."""
    if fact.audience is AnniversaryAudience.UNIT:
        _tell_unit(delivery, fact)
    elif fact.id is not None:
        notify_all(
            delivery,
            NotifyAllMembers(
                kind=fact.name,
                record=Anniversary.__name__,
                object=fact.anniversary,
                cause=fact.id,
                by=fact.member,
            ),
        )


def _tell_unit(delivery: Delivery, fact: AnniversaryReached) -> None:
    with delivery.context(once=True) as context:
        try:
            shared = context.get(Anniversary, fact.anniversary)
        except NotFound:
            return
        placed = context.one(placement_sql.CURRENT, member=shared.member)
        if placed is None:
            return
        colleagues = [
            member
            for (member,) in context.rows(placement_sql.MEMBERS_BELOW, id=placed.unit)
            if member != shared.member
        ]
        for start in range(0, len(colleagues), _BATCH_SIZE):
            notify(
                context,
                fact.name,
                colleagues[start : start + _BATCH_SIZE],
                record=Anniversary.__name__,
                object=shared.id,
                by=shared.member,
            )
