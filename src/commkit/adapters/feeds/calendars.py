"""Calendars: the coming events that a reader sees, or those that they take part in."""

from collections.abc import Iterable

from commkit.adapters.ical import write_ics
from commkit.events import EventSchedule, ListEventSchedules
from commkit.runtime.sessions.session import Session

MEDIA_TYPE = "text/calendar; charset=utf-8"
"""The media type, as it is sent."""


def read_calendar(session: Session, *, mine: bool = False) -> bytes:
    """The calendar of a community, as the session's actor sees it.

    Args:
        session: A session in the community.
        mine: Only what the actor hosts, attends, waits for or was invited to.

    Raises:
        Denied: The actor may not read events here.
        PluginError: The extra `commkit[events]` is not installed.
    """
    schedules = session.ask(ListEventSchedules(mine=mine))
    return write_calendar(session, schedules)


def write_calendar(session: Session, schedules: Iterable[EventSchedule]) -> bytes:
    """The calendar of some events of a community.

    Args:
        session: A session in the community.
        schedules: The events.

    Raises:
        PluginError: The extra `commkit[events]` is not installed.
    """
    return write_ics(schedules, name=session.community.title, method="PUBLISH")
