"""Events as structured data.

Sources: https://schema.org/Event, and Google's rules for it (developers.google.com/search/docs/appearance/
structured-data/event): name, startDate and location are needed; an online event has a `VirtualLocation`.
"""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from commkit.adapters.search_engines.people import community_data, person_data
from commkit.adapters.search_engines.places import Place
from commkit.adapters.search_engines.threads import CONTEXT, Data
from commkit.events import EventView
from commkit.rendering import to_text


def event_data(place: Place, view: EventView) -> Data:
    """A date of an event as JSON-LD.

    Args:
        place: Where, from `place_of`.
        view: One of what a visitor's `ViewEvents` gave.
    """
    event, occurrence = view.event, view.occurrence
    cancelled = occurrence.cancelled_at is not None
    status = "Cancelled" if cancelled else "Rescheduled" if occurrence.moved else "Scheduled"
    data: Data = {
        "@context": CONTEXT,
        "@type": "Event",
        "name": event.title,
        "description": to_text(event.body),
        "startDate": _when(occurrence.starts_at, occurrence.local_start, event.time_zone),
        "endDate": _when(occurrence.ends_at, occurrence.local_end, event.time_zone),
        "eventStatus": f"{CONTEXT}/Event{status}",
        "organizer": person_data(place, view.hosts[0]) if view.hosts else community_data(place),
    }
    if occurrence.moved and not cancelled:
        data["previousStartDate"] = occurrence.original_start
    url = place.link("Event", event.id)
    if url:
        data["url"] = url
    if occurrence.capacity is not None:
        data["maximumAttendeeCapacity"] = occurrence.capacity
    if view.seats_left is not None:
        data["remainingAttendeeCapacity"] = view.seats_left
    return data | _location(event.location, event.url)


def _location(place: str, online: str) -> Data:
    """Where it takes place; nothing where that is not said."""
    there = {"@type": "Place", "name": place, "address": place} if place else None
    virtual = {"@type": "VirtualLocation", "url": online} if online else None
    mode = "Mixed" if there and virtual else "Offline" if there else "Online"
    found: list[Any] = [each for each in (there, virtual) if each]
    if not found:
        return {}
    return {
        "eventAttendanceMode": f"{CONTEXT}/{mode}EventAttendanceMode",
        "location": found[0] if len(found) == 1 else found,
    }


def _when(moment: datetime, local: str, zone: str) -> str:
    """A time with the offset of its zone, or the date of an all-day event."""
    return moment.astimezone(ZoneInfo(zone)).isoformat() if "T" in local else local
