"""Who may do what with events, and how one is made for it."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any

from commkit import SYSTEM, Conflict
from commkit.events import AddCohost, CreateEvent, EventId, OccurrenceId, Rsvp
from commkit.events.statements import MOVE
from commkit.testing.contexts import context_of
from commkit.testing.permissions import Fixture, allowed

READ = allowed(visitor="any")
OWN = allowed(member="own", steward="any")
HOST = allowed(system="any")
TIMES = {"starts": "2100-01-08T18:00", "ends": "2100-01-08T20:00"}
EVENT = {**TIMES, "zone": "Europe/Vienna", "title": "Meet-up"}


def _made(scenario: Any, actor: str) -> EventId:
    return scenario.do(actor, CreateEvent(**EVENT)).id


def _running(scenario: Any, actor: str) -> OccurrenceId:
    """One that goes on, so that it can be answered and checked in to, and that "other" has a seat at."""
    now = datetime.now(UTC)
    wish = EVENT | {
        "starts": f"{now - timedelta(minutes=30):%Y-%m-%dT%H:%M}",
        "ends": f"{now + timedelta(hours=3):%Y-%m-%dT%H:%M}",
        "zone": "UTC",
    }
    event = scenario.do(actor, CreateEvent(**wish))
    scenario.do("other", Rsvp(event.first, "going"))
    return event.first


def _over(cell: Any) -> OccurrenceId:
    """One that is over, and that the actor had a seat at, where they can have one."""
    scenario = cell.scenario
    id = _running(scenario, "other")
    if cell.actor in scenario.people and cell.actor != "other":
        scenario.do(cell.actor, Rsvp(id, "going"))
    past = scenario.clock() - timedelta(days=1)
    times = {"new_starts": "", "new_ends": "", "new_starts_at": past, "new_ends_at": past}
    with scenario.kit.session(SYSTEM, scenario.community.slug) as session:
        context_of(session).run(MOVE, id=id, **times)
    return id


def _cohost(cell: Any) -> Any:
    with suppress(Conflict):
        cell.scenario.do(SYSTEM, AddCohost(cell.fields["event"], _other(cell)))
    return _other(cell)


def _other(cell: Any) -> Any:
    return cell.scenario.member("other")


EXPECTED_PERMISSIONS = {
    "events.create_event": allowed(member="any", given=EVENT),
    "events.edit_event": allowed(member="own", steward="any", given={"version": 1}),
    "events.cancel_event": OWN,
    "events.reschedule_occurrence": allowed(
        member="own", steward="any", given=TIMES | {"starts": "2100-01-08T19:00"}
    ),
    "events.cancel_occurrence": OWN,
    "events.set_event_capacity": allowed(member="own", steward="any", given={"capacity": 50}),
    "events.rsvp": allowed(member="any", system="no", given={"status": "maybe"}),
    "events.invite_to_event": allowed(member="own", steward="any", given={"members": ()}),
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
    "events.list_upcoming_events": READ,
    "events.list_past_events": READ,
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
