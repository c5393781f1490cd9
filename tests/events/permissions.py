"""Who may do what with events, and how one is made for it."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any

from commkit import SYSTEM, Conflict
from commkit.events import AddCohost, CreateEvent, EventId, OccurrenceId, Rsvp
from commkit.events.statements import MOVE
from commkit.testing.permissions import Thing, by

READ = by(visitor="any")
OWN = by(member="own", steward="any")
HOST = by(system="any")
TIMES = {"starts": "2100-01-08T18:00", "ends": "2100-01-08T20:00"}
EVENT = {**TIMES, "zone": "Europe/Vienna", "title": "Meet-up"}


def _made(stage: Any, actor: str) -> EventId:
    return stage.do(actor, CreateEvent(**EVENT)).id


def _running(stage: Any, actor: str) -> OccurrenceId:
    """One that goes on, so that it can be answered and checked in to, and that "other" has a seat at."""
    now = datetime.now(UTC)
    wish = EVENT | {
        "starts": f"{now - timedelta(minutes=30):%Y-%m-%dT%H:%M}",
        "ends": f"{now + timedelta(hours=3):%Y-%m-%dT%H:%M}",
        "zone": "UTC",
    }
    event = stage.do(actor, CreateEvent(**wish))
    stage.do("other", Rsvp(event.first, "going"))
    return event.first


def _over(cell: Any) -> OccurrenceId:
    """One that is over, and that the actor had a seat at, where they can have one."""
    stage = cell.stage
    id = _running(stage, "other")
    if cell.actor in stage.people and cell.actor != "other":
        stage.do(cell.actor, Rsvp(id, "going"))
    past = stage.clock() - timedelta(days=1)
    times = {"new_starts": "", "new_ends": "", "new_starts_at": past, "new_ends_at": past}
    with stage.kit.session(SYSTEM, stage.community.slug) as session:
        session.run(MOVE, id=id, **times)
    return id


def _cohost(cell: Any) -> Any:
    with suppress(Conflict):
        cell.stage.do(SYSTEM, AddCohost(cell.fields["event"], _other(cell)))
    return _other(cell)


def _other(cell: Any) -> Any:
    return cell.stage.member("other")


EXPECTED = {
    "events.create_event": by(member="any", given=EVENT),
    "events.edit_event": by(member="own", steward="any", given={"version": 1}),
    "events.cancel_event": OWN,
    "events.reschedule_occurrence": by(
        member="own", steward="any", given=TIMES | {"starts": "2100-01-08T19:00"}
    ),
    "events.cancel_occurrence": OWN,
    "events.set_event_capacity": by(member="own", steward="any", given={"capacity": 50}),
    "events.rsvp": by(member="any", system="no", given={"status": "maybe"}),
    "events.invite_to_event": by(member="own", steward="any", given={"members": ()}),
    "events.add_cohost": by(
        member="own", steward="any", given={"member": lambda cell: cell.stage.member("steward")}
    ),
    "events.remove_cohost": by(member="own", steward="any", given={"member": _cohost}),
    "events.create_check_in_code": OWN,
    "events.check_in_attendee": by(member="own", steward="any", given={"member": _other}),
    "events.check_in_with_code": by(),
    "events.rate_event": by(member="any", system="no", given={"occurrence": _over, "stars": 5}),
    "events.read_event": READ,
    "events.read_occurrence": READ,
    "events.read_event_schedule": READ,
    "events.list_upcoming_events": READ,
    "events.list_past_events": READ,
    "events.list_my_events": READ,
    "events.list_occurrences": READ,
    "events.read_event_metrics": READ,
    "events.list_attendees": by(member="any"),
    "events.list_event_ratings": OWN,
    "events.extend_series": HOST,
    "events.remind_attendees": HOST,
    "events.end_occurrence": by(system="any", archived=True),
    "events.open_follow_up": HOST,
    "events.release_seats": by(system="any+gone", archived=True),
    "events.list_event_recipients": by(system="any", given={"answers": ()}),
    "events.import_events": by(system="any", given={"events": ()}),
}

THINGS = {"EventId": Thing(_made), "OccurrenceId": Thing(_running)}
