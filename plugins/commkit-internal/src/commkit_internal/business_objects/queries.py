"""How objects, their threads and their cards are read: the business system is asked for each reader, once for all."""

import base64
from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from attrs import evolve

from commkit import Context, Denied, Invalid, NotFound, Page
from commkit.posts import Post
from commkit.storage import LAST_ID, keyset, page_size
from commkit_internal.business_objects import statements as sql
from commkit_internal.business_objects.feature import BusinessObjectSettings, business_object_feature
from commkit_internal.business_objects.messages import (
    MAX_CARDS,
    ListObjectLinks,
    ListThreadsOfObject,
    ReadObjectCards,
    VerifyObjectEvent,
)
from commkit_internal.business_objects.policy import check_kind, check_references, shown_cards
from commkit_internal.business_objects.ports import (
    BusinessEvents,
    BusinessSystem,
    BusinessSystemRefused,
    BusinessSystemUnreachable,
    CardCache,
)
from commkit_internal.business_objects.records import (
    LinkedObject,
    ObjectCard,
    ObjectCards,
    ObjectEvent,
    ObjectReader,
    ObjectReference,
    ObjectThread,
)

_BY_THREAD = keyset(UUID, of="internal.object_threads")


@business_object_feature.handles(ListObjectLinks)
def list_object_links(context: Context, query: ListObjectLinks) -> tuple[LinkedObject, ...]:
    """One statement, and one call for all objects."""
    thread = context.get(Post, query.thread).thread
    links = context.rows(sql.OF_THREAD, thread=thread, size=MAX_CARDS)
    changed = {ObjectReference(link.kind, link.key): link.changed_at for link in links}
    cards, _ = _cards(context, tuple(changed), changed)
    return tuple(
        LinkedObject(cards[reference], link.post, link.linked_by, link.linked_at)
        for link in links
        if (reference := ObjectReference(link.kind, link.key)) in cards
    )


@business_object_feature.handles(ListThreadsOfObject)
def list_threads_of_object(context: Context, query: ListThreadsOfObject) -> Page[ObjectThread]:
    """One call, then one statement; who is not shown the object is told of no thread."""
    limit = page_size(query.limit)
    pages = _BY_THREAD.of_query(query)
    (after,) = pages.decode(query.after, default=(LAST_ID,))
    check_kind(context.settings(BusinessObjectSettings), query.kind)
    reference = ObjectReference(query.kind, query.key)
    cards, _ = _cards(context, (reference,), _changes(context, (reference,)))
    if reference not in cards:
        return Page(())
    rows = context.rows(sql.THREADS, kind=query.kind, key=query.key, after=after, size=limit + 1)
    return pages.page(rows, limit, lambda row: (row.thread,))


@business_object_feature.handles(ReadObjectCards)
def read_object_cards(context: Context, query: ReadObjectCards) -> ObjectCards:
    """One statement, and one call for all objects."""
    check_references(context.settings(BusinessObjectSettings), query.objects)
    cards, answered = _cards(context, query.objects, _changes(context, query.objects))
    return ObjectCards(tuple(cards[each] for each in query.objects if each in cards), answered)


@business_object_feature.handles(VerifyObjectEvent)
def verify_object_event(context: Context, query: VerifyObjectEvent) -> ObjectEvent:
    """Have the port read it."""
    events = context.port(BusinessEvents)
    if events is None:
        raise NotFound("internal.no_business_events", "no business system sends events to this community")
    headers = {
        "webhook-id": query.id,
        "webhook-timestamp": query.timestamp,
        "webhook-signature": query.signature,
    }
    return events.receive(headers, _decoded(query.body))


def _decoded(body: str) -> bytes:
    """The bytes of a body.

    Raises:
        Invalid: It is no base64.
    """
    try:
        return base64.b64decode(body, validate=True)
    except ValueError as error:
        raise Invalid.field("body", "bad_base64", "give the body in base64") from error


def _changes(context: Context, objects: Sequence[ObjectReference]) -> Mapping[ObjectReference, datetime]:
    """When those of some objects last changed that links here name."""
    rows = context.rows(sql.CHANGED_AT, keys=sorted({each.key for each in objects})) if objects else ()
    return {ObjectReference(kind, key): at for kind, key, at in rows}


def _cards(
    context: Context, objects: Sequence[ObjectReference], changed: Mapping[ObjectReference, datetime]
) -> tuple[Mapping[ObjectReference, ObjectCard], bool]:
    """The cards of those objects that the actor may see, and whether the business system answered now.

    Args:
        context: The actor's.
        objects: Up to 100, each once.
        changed: When they last changed, of those that links here name: of others nobody tells, so no card is kept.
    """
    system, member, key = context.port(BusinessSystem), context.member_or_none, context.actor
    if system is None or member is None or not isinstance(key, str):
        return {}, True
    if not context.read_only:
        raise Denied(
            "internal.reading_waits",
            "a session that writes does not wait for another system; ask in a session with read_only=True",
        )
    settings = context.settings(BusinessObjectSettings)
    asked = tuple(each for each in objects if each.kind in settings.kinds)
    if not asked:
        return {}, True
    reader = ObjectReader(context.community_id, member, key)
    cache = context.port(CardCache) or CardCache()
    try:
        cards = shown_cards(settings, system.read(asked, reader), asked, context.now)
    except BusinessSystemRefused:
        cards = {}
    except BusinessSystemUnreachable:
        return _cached(
            context, cache, reader, {each: changed[each] for each in asked if each in changed}
        ), False
    for each in changed.keys() & set(asked):
        cache.put(reader, each, cards.get(each), context.now)
    return cards, True


def _cached(
    context: Context, cache: CardCache, reader: ObjectReader, changed: Mapping[ObjectReference, datetime]
) -> Mapping[ObjectReference, ObjectCard]:
    """What this very reader was shown before, after the last change and not too long ago."""
    oldest = context.now - context.settings(BusinessObjectSettings).stale_for
    cards = {}
    for each, changed_at in changed.items():
        found = cache.find(reader, each, since=max(changed_at, oldest))
        if found is not None:
            cards[each] = evolve(found, cached=True)
    return cards
