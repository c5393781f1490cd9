"""Calendars: events as .ics files for calendar programs, and .ics files as events. Needs `commkit[events]`."""

from commkit.adapters.ical.importing import import_calendars
from commkit.adapters.ical.reading import ParsedCalendar, read_ics
from commkit.adapters.ical.vevent import RejectedComponent
from commkit.adapters.ical.writing import write_ics

__all__ = ["ParsedCalendar", "RejectedComponent", "import_calendars", "read_ics", "write_ics"]
