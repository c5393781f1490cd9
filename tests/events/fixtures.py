"""Events for tests, and short functions to do something with them."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import select

from commkit import SYSTEM, Kit
from commkit.events import CreateEvent, Event, ListOccurrences, Occurrence, ReadOccurrence, Rsvp
from commkit.events.records import OccurrenceId
from commkit.members.tables import membership
from commkit.notifications.tables import inbox
from commkit.runtime.model.ids import MemberId
from tests.helpers import ask, do

NOON = datetime(2030, 1, 1, 12, tzinfo=UTC)
"""When the clocks of these tests start: a Tuesday."""

MEETUP: dict[str, Any] = {
    "title": "Meet-up",
    "local_start": "2030-01-08T18:00",
    "local_end": "2030-01-08T20:00",
    "time_zone": "Europe/Vienna",
}


def create_event(kit: Kit, host: Any = "ada", **fields: Any) -> Event:
    """Create an event in `town`; `fields` are those of `CreateEvent` that differ from `MEETUP`."""
    return do(kit, host, "town", CreateEvent(**(MEETUP | fields)))


def rsvp(kit: Kit, who: str, what: Event | OccurrenceId, answer: Any = "going") -> Occurrence:
    """Answer the first occurrence of an event, or another one."""
    return do(kit, who, "town", Rsvp(what.first if isinstance(what, Event) else what, answer))


def read_occurrence(kit: Kit, what: Event | OccurrenceId, who: Any = SYSTEM) -> Occurrence:
    """An occurrence as somebody sees it."""
    return ask(kit, who, "town", ReadOccurrence(what.first if isinstance(what, Event) else what))


def occurrences(kit: Kit, event: Event, who: Any = SYSTEM) -> list[Occurrence]:
    """All occurrences of an event, page by page."""
    return list(_pages(kit, event, who))


def starts(kit: Kit, event: Event) -> list[str]:
    """The local starts of the occurrences that are not cancelled."""
    return [found.local_start for found in occurrences(kit, event) if found.cancelled_at is None]


def member(kit: Kit, key: str) -> MemberId:
    """The id of a member of `town`."""
    with kit.session(key, "town") as session:
        return session.member


def notified(kit: Kit, kind: str) -> list[str]:
    """The keys of the members who got a notification of a kind, sorted."""
    with kit.database.engine.connect() as connection:
        rows = connection.execute(
            select(membership.c.key)
            .join(
                inbox,
                (inbox.c.community_id == membership.c.community_id) & (inbox.c.member == membership.c.id),
            )
            .where(inbox.c.kind == kind)
        )
        return sorted(key for (key,) in rows)


def in_days(days: float) -> timedelta:
    """So many days."""
    return timedelta(days=days)


def _pages(kit: Kit, event: Event, who: Any) -> Iterator[Occurrence]:
    after: str | None = None
    while True:
        page = ask(kit, who, "town", ListOccurrences(event.id, after=after, limit=100))
        yield from page.items
        after = page.next
        if after is None:
            return
