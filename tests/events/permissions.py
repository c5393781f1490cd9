"""Expected permissions of the messages about events, and the objects that they need."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any

from commkit import SYSTEM, Conflict
from commkit.events import AddCohost, CreateEvent, EventId, OccurrenceId, Rsvp
from commkit.events.occurrences.statements import RESCHEDULE
from commkit.testing.contexts import context_of
from commkit.testing.permissions import Fixture, allowed
from commkit.testing.scenario import CREATOR

READ = allowed(visitor="any")
OWN = allowed(member="own", steward="any")
HOST = allowed(system="any")
TIMES = {"local_start": "2100-01-08T18:00", "local_end": "2100-01-08T20:00"}
EVENT = {**TIMES, "time_zone": "Europe/Vienna", "title": "Meet-up"}


def _made(scenario: Any, actor: str) -> EventId:
    return scenario.do(actor, CreateEvent(**EVENT)).id


def _running(scenario: Any, actor: str) -> OccurrenceId:
    """An occurrence that takes place now, so that it can be answered and checked in to; "other" has a seat."""
    now = datetime.now(UTC)
    fields = EVENT | {
        "local_start": f"{now - timedelta(minutes=30):%Y-%m-%dT%H:%M}",
        "local_end": f"{now + timedelta(hours=3):%Y-%m-%dT%H:%M}",
        "time_zone": "UTC",
    }
    event = scenario.do(actor, CreateEvent(**fields))
    scenario.do("other", Rsvp(event.first, "going"))
    return event.first


def _over(cell: Any) -> OccurrenceId:
    """An occurrence that is over; the actor had a seat, where they can have one."""
    scenario = cell.scenario
    id = _running(scenario, "other")
    if cell.actor in scenario.people and cell.actor != "other":
        scenario.do(cell.actor, Rsvp(id, "going"))
    past = scenario.clock() - timedelta(days=1)
    times = {"new_local_start": "", "new_local_end": "", "new_starts_at": past, "new_ends_at": past}
    with scenario.kit.session(SYSTEM, scenario.community.slug) as session:
        context_of(session).run(RESCHEDULE, id=id, **times)
    return id


def _cohost(cell: Any) -> Any:
    with suppress(Conflict):
        cell.scenario.do(SYSTEM, AddCohost(cell.fields["event"], _other(cell)))
    return _other(cell)


def _creator(cell: Any) -> Any:
    return (cell.scenario.member(CREATOR),)


def _other(cell: Any) -> Any:
    return cell.scenario.member("other")


EXPECTED_PERMISSIONS = {
    "events.create_event": allowed(member="any", given=EVENT),
    "events.edit_event": allowed(member="own", steward="any", given={"version": 1}),
    "events.cancel_event": OWN,
    "events.reschedule_occurrence": allowed(
        member="own", steward="any", given=TIMES | {"local_start": "2100-01-08T19:00"}
    ),
    "events.cancel_occurrence": OWN,
    "events.set_event_capacity": allowed(member="own", steward="any", given={"capacity": 50}),
    "events.rsvp": allowed(member="any", system="no", given={"status": "maybe"}),
    "events.invite_to_event": allowed(member="own", steward="any", given={"members": _creator}),
    "events.add_cohost": allowed(
        member="own", steward="any", given={"member": lambda cell: cell.scenario.member("steward")}
    ),
    "events.remove_cohost": allowed(member="own", steward="any", given={"member": _cohost}),
    "events.create_check_in_code": OWN,
    "events.check_in_attendee": allowed(member="own", steward="any", given={"member": _other}),
    "events.check_in_with_code": allowed(),
    "events.rate_event": allowed(member="any", system="no", given={"occurrence": _over, "stars": 5}),
    "events.read_event": READ,
    "events.read_occurrence": READ,
    "events.read_event_schedule": READ,
    "events.list_event_schedules": allowed(visitor="any"),
    "events.list_upcoming_events": READ,
    "events.list_past_events": READ,
    "events.view_events": READ,
    "events.list_my_events": READ,
    "events.list_occurrences": READ,
    "events.read_event_metrics": READ,
    "events.list_attendees": allowed(member="any"),
    "events.list_event_ratings": OWN,
    "events.extend_series": HOST,
    "events.remind_attendees": HOST,
    "events.end_occurrence": allowed(system="any", archived=True),
    "events.open_follow_up": HOST,
    "events.release_seats": allowed(system="any+removed", archived=True),
    "events.list_event_recipients": allowed(system="any", given={"answers": ()}),
    "events.import_events": allowed(system="any", given={"events": ()}),
}

FIXTURES = {"EventId": Fixture(_made), "OccurrenceId": Fixture(_running)}

SAMPLE_VALUES = {
    "local_start": ("2040-05-01T18:00",),
    "local_end": ("2040-05-01T20:00",),
    "time_zone": ("UTC",),
    "rrule": ("",),
    "rdates": ((),),
    "exdates": ((),),
    "url": ("https://example.org/",),
    "follow_up": ("",),
    "capacity": (None, 3),
    "remind_before": (None, timedelta(hours=1)),
}
