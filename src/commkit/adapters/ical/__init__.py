"""Calendars: events as .ics for the programs people use, and .ics files as events. Needs `commkit[events]`."""

from commkit.adapters.ical.components import RefusedPart
from commkit.adapters.ical.importing import import_calendars
from commkit.adapters.ical.reading import CalendarRead, read_ics
from commkit.adapters.ical.writing import write_ics

__all__ = ["CalendarRead", "RefusedPart", "import_calendars", "read_ics", "write_ics"]
