"""Notifications about parties."""

from collections.abc import Callable, Iterable

from commkit import Context, Delivery, MemberId
from commkit.notifications import notify
from commkit_gaming.looking_for_group import statements as sql
from commkit_gaming.looking_for_group.facts import (
    NoShowDecided,
    NoShowNoted,
    PartyBecameEvent,
    PartyClosed,
    PartyEntered,
    PartyHandedOver,
    PartyLeft,
    PartyRequestDeclined,
    PartyRequested,
    ReadyCheckCalled,
    ReadyCheckEnded,
)
from commkit_gaming.looking_for_group.feature import party_feature
from commkit_gaming.looking_for_group.records import Party

_OfOne = NoShowDecided | NoShowNoted | PartyEntered | PartyHandedOver | PartyLeft | PartyRequestDeclined
_OfAll = PartyBecameEvent | ReadyCheckCalled | ReadyCheckEnded


@party_feature.subscribes_to(PartyRequested)
def notify_owner(delivery: Delivery, fact: PartyRequested) -> None:
    """Notify the owner, who may accept."""
    _notify(delivery, fact, lambda context: (context.get(Party, fact.party).owner,))


@party_feature.subscribes_to(
    NoShowDecided, NoShowNoted, PartyEntered, PartyHandedOver, PartyLeft, PartyRequestDeclined
)
def notify_of_own(delivery: Delivery, fact: _OfOne) -> None:
    """Notify whom it concerns, unless they did it themselves."""
    if fact.member != fact.actor:
        _notify(delivery, fact, lambda context: (fact.member,))


@party_feature.subscribes_to(PartyBecameEvent, ReadyCheckCalled, ReadyCheckEnded)
def notify_all(delivery: Delivery, fact: _OfAll) -> None:
    """Notify who is in it, but for who did it."""

    def members(context: Context) -> Iterable[MemberId]:
        return [each.member for each in context.rows(sql.MEMBERS, id=fact.party) if each.member != fact.actor]

    _notify(delivery, fact, members)


@party_feature.subscribes_to(PartyClosed)
def notify_of_end(delivery: Delivery, fact: PartyClosed) -> None:
    """Notify who was in it, but for who closed it."""
    _notify(delivery, fact, lambda context: [each for each in fact.members if each != fact.actor])


def _notify(
    delivery: Delivery,
    fact: _OfOne | _OfAll | PartyClosed | PartyRequested,
    to: Callable[[Context], Iterable[MemberId]],
) -> None:
    with delivery.context(once=True) as context:
        notify(context, fact.name, to(context), record=Party.__name__, object=fact.party, by=fact.actor)
