"""What the actor may do about records that they see: the commands that views name, without a statement for each row."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar
from uuid import UUID

from commkit.runtime.composing.callbacks import Withholding
from commkit.runtime.composing.offers import Offer
from commkit.runtime.model.ids import MemberId
from commkit.runtime.sessions.actor_unit import ActorUnit
from commkit.runtime.sessions.context import Context
from commkit.runtime.sessions.descriptions import ObjectKey, ask_by_record

T = TypeVar("T")


def offered_commands(
    context: ActorUnit,
    record: type[T],
    items: Sequence[T],
    *,
    space: Callable[[T], UUID | None] | None = None,
) -> list[frozenset[str]]:
    """The outside names of the commands that the actor may send about each of some records now.

    What counts is the permission, as `Context.can` decides it: as it is, for what is the actor's own, and for what
    stands in a space that the actor moderates; then whether the community is archived, and what features say of the
    record (`Feature.offers`, `Feature.withholds`). What no role may send is offered to nobody. Gates are not
    asked, and what commands find out by their other values or only when they are carried out is not known: a command
    that is offered may still be refused, one that is not offered would be, or would change nothing.

    It takes one statement at most, and none for who moderates nothing by their role; and one for each feature that
    withholds something from them (`Feature.withholds`).

    Args:
        context: The context.
        record: The class of the records.
        items: The records, as the actor sees them.
        space: Where a record stands, known without a statement; None for nowhere.
    """
    offers = _open_offers(context, record)
    if not offers or not items:
        return [frozenset()] * len(items)
    grants = context.grants
    always = [offer for offer in offers if offer.permission in grants]
    own = [offer for offer in offers if f"{offer.permission}:own" in grants]
    local = [offer for offer in offers if f"{offer.permission}:space" in grants]
    moderated = _moderated(context, items, space) if local else frozenset()
    me = context.member_or_none
    found: list[list[Offer]] = []
    for item in items:
        candidates = list(always)
        if own and me is not None and _owner(context, record, item) == me:
            candidates += own
        if moderated and space is not None and space(item) in moderated:
            candidates += local
        found.append([offer for offer in candidates if _fits(context, offer, item)])
    withheld = _withheld(context, items, found)
    return [
        frozenset(offer.name for offer in chosen if offer.command not in withheld[_id_of(item)])
        for item, chosen in zip(items, found, strict=True)
    ]


def listed_offers(context: Context, objects: Iterable[ObjectKey]) -> Mapping[ObjectKey, frozenset[str]]:
    """What is offered about objects of any class, as their own views offer it; empty where no feature lists that.

    Args:
        context: The context.
        objects: Class names and ids.
    """
    return ask_by_record(context, context.dispatch.offer_listings, objects)


def is_offered(context: ActorUnit, record: type[T], name: str, item: T) -> bool:
    """Whether a command would be offered about a record to an actor whom a rule beside the permission allows it.

    Such as the editing of a wiki by who did not write it.

    Args:
        context: The context.
        record: The class of the record.
        name: The outside name of the command.
        item: The record.
    """
    grants = context.grants
    return any(
        offer.name == name and grants.intersection(_enough(offer.permission)) and _fits(context, offer, item)
        for offer in _open_offers(context, record)
    )


def _enough(permission: str) -> tuple[str, ...]:
    """What is enough to try a command, as its route has it."""
    return (permission, f"{permission}:own", f"{permission}:space")


def _open_offers(context: ActorUnit, record: type) -> Sequence[Offer]:
    """The commands about a record that are carried out in the community as it is."""
    offers = context.dispatch.offers.get(record, ())
    if offers and context.community.archived_at is not None:
        return [offer for offer in offers if offer.when_archived]
    return offers


def _withheld(
    context: ActorUnit, items: Sequence[object], offers: Sequence[Sequence[Offer]]
) -> Mapping[UUID, set[type]]:
    """The commands that are not offered about each of some records, as the database tells once for all of them."""
    asked: dict[Withholding, list[object]] = defaultdict(list)
    for item, chosen in zip(items, offers, strict=True):
        for withholding in dict.fromkeys(run for offer in chosen for run in offer.withholdings):
            asked[withholding].append(item)
    withheld: dict[UUID, set[type]] = defaultdict(set)
    for withholding, records in asked.items():
        for id, commands in withholding(context, records).items():
            withheld[id].update(commands)
    return withheld


def _id_of(item: object) -> UUID:
    id: UUID = getattr(item, "id")  # noqa: B009  # of whatever record
    return id


def _moderated(
    context: ActorUnit, items: Sequence[T], space: Callable[[T], UUID | None] | None
) -> frozenset[UUID]:
    """The spaces that the actor moderates, asked only where some record stands in one."""
    if space is None or all(space(item) is None for item in items):
        return frozenset()
    return context.moderated_spaces()


def _owner(context: ActorUnit, record: type, item: object) -> MemberId | None:
    owner = context.dispatch.loaders[record].owner
    return owner(item) if owner is not None else None


def _fits(context: ActorUnit, offer: Offer, item: object) -> bool:
    return all(condition(context, item) for condition in offer.conditions)
