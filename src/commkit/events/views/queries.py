"""How pages of events are made, and what events and occurrences are called."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from uuid import UUID

from commkit.events.feature import events
from commkit.events.occurrences.messages import ListMyEvents, ListPastEvents, ListUpcomingEvents
from commkit.events.occurrences.records import Occurrence
from commkit.events.records import Event, EventId
from commkit.events.views import statements as sql
from commkit.events.views.messages import ViewEvents
from commkit.events.views.records import EventView
from commkit.fields import field_values_of
from commkit.members import Author, authors_of
from commkit.rendering import page_excerpt
from commkit.runtime.model.descriptions import Description
from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.messages import Query, derive
from commkit.runtime.sessions.context import Context
from commkit.runtime.sessions.offers import offered_commands
from commkit.runtime.storage.pages import Page
from commkit.spaces import space_views

_LISTS: Mapping[str, type[Query[Page[Occurrence]]]] = {
    "upcoming": ListUpcomingEvents,
    "past": ListPastEvents,
    "mine": ListMyEvents,
}


@events.handles(ViewEvents)
def view_events(context: Context, query: ViewEvents) -> Page[EventView]:
    """The page of the list, and what is beside it."""
    page = context.ask(derive(_LISTS[query.show], query))
    shown = page.items
    ids = sorted({each.event for each in shown})
    found = {each.id: each for each in context.rows(sql.EVENTS, ids=ids)} if ids else {}
    hosts = _hosts(context, found)
    spaces = space_views(context, [each.space for each in found.values()])
    about_event = dict(zip(found, offered_commands(context, Event, list(found.values())), strict=True))
    offered = offered_commands(context, Occurrence, shown)
    values = field_values_of(context, "event", ids)
    items = [
        EventView(
            occurrence=each,
            event=event,
            hosts=hosts[event.id],
            excerpt=page_excerpt(event.body, markup="markdown", rendered=query.rendered),
            space=spaces.get(event.space) if event.space is not None else None,
            seats_left=max(each.capacity - each.going, 0) if each.capacity is not None else None,
            fields=values.get(event.id, {}),
            may=may | about_event[event.id],
        )
        for each, may in zip(shown, offered, strict=True)
        if (event := found.get(each.event)) is not None
    ]
    return Page(tuple(items), page.next)


def _hosts(context: Context, found: Mapping[EventId, Event]) -> Mapping[EventId, tuple[Author, ...]]:
    """The hosts and co-hosts of events; left out is who is not for the reader to see."""
    ids: dict[EventId, list[MemberId]] = defaultdict(list)
    for event in found.values():
        if event.host is not None:
            ids[event.id].append(event.host)
    for id, member in context.rows(sql.COHOSTS, ids=sorted(found)) if found else ():
        ids[id].append(member)
    authors = authors_of(context, {member for members in ids.values() for member in members})
    return {id: tuple(authors[member] for member in ids[id] if member in authors) for id in found}


@events.lists_offers(Event)
def list_event_offers(context: Context, ids: Sequence[UUID]) -> Mapping[UUID, frozenset[str]]:
    """What the lists of events offer about some, in views of objects of every class; nothing about occurrences."""
    found: list[Event] = context.rows(sql.EVENTS, ids=ids) if context.can("events.read") else []
    return {event.id: may for event, may in zip(found, offered_commands(context, Event, found), strict=True)}


@events.describes(Event)
def describe_events(context: Context, ids: Sequence[UUID]) -> Mapping[UUID, Description]:
    """An event is called by its title."""
    found = context.rows(sql.EVENTS, ids=ids) if context.can("events.read") else ()
    return {event.id: Description(event.title, event.body, author=event.host) for event in found}


@events.describes(Occurrence)
def describe_occurrences(context: Context, ids: Sequence[UUID]) -> Mapping[UUID, Description]:
    """An occurrence is called by the title of its event."""
    found = context.rows(sql.OCCURRENCES, ids=ids) if context.can("events.read") else ()
    return {
        id: Description(title, body, author=host, part_of=event) for id, event, title, body, host in found
    }
