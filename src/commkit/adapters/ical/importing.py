"""Import .ics files: a file, a folder or a zip archive of them; every component is counted in the report."""

from collections import Counter
from pathlib import Path

from commkit.adapters.ical.raw_components import MAX_FILE_BYTES
from commkit.adapters.ical.reading import read_ics
from commkit.events import ExternalEvent, ImportEvents
from commkit.importers.batches import Progress, batches
from commkit.importers.files import iter_files
from commkit.importers.records import ImportResult
from commkit.importers.report import ImportReport, TableImportReport
from commkit.kit import Kit
from commkit.runtime.model.errors import Invalid
from commkit.runtime.sessions.composition import SYSTEM

_BATCH = 50


def import_calendars(
    kit: Kit, path: str | Path, community: str, *, time_zone: str = "UTC", progress: Progress | None = None
) -> ImportReport:
    """Import .ics files into a community that exists.

    An event with a UID that is known in this community is brought to the version of the file where that is a later one,
    by SEQUENCE, then by DTSTAMP or LAST-MODIFIED. A file that comes again changes nothing.

    Args:
        kit: The Kit.
        path: An .ics file, or a folder or zip archive of such files.
        community: The community's slug.
        time_zone: The IANA name of the time zone of times without one, in calendars without an X-WR-TIMEZONE.
        progress: Called after each file.

    Returns:
        What became of every component, by file.

    Raises:
        Invalid: There is no such path, no .ics file in it, or no such time zone.
        NotFound: There is no such community.
        PluginError: The extra `commkit[events]` is not installed.
    """
    tables: dict[str, TableImportReport] = {}
    seen: dict[str, ExternalEvent] = {}
    for file in iter_files(path, suffix=".ics", max_bytes=MAX_FILE_BYTES):
        report = TableImportReport()
        if file.data is None:
            report = report.plus(ImportResult(0, {f"file {file.error}": 1}))
        else:
            calendar = read_ics(file.data, time_zone=time_zone)
            report = report.plus(
                ImportResult(0, Counter(_reason(component.code) for component in calendar.rejected))
            )
            new = [event for event in calendar.events if seen.get(event.uid) != event]
            if len(new) < len(calendar.events):
                report = report.plus(ImportResult(0, {"duplicate id": len(calendar.events) - len(new)}))
            seen.update((event.uid, event) for event in new)
            for batch in batches(new, _BATCH):
                report = report.plus(_import_batch(kit, community, tuple(batch)))
        tables[file.name] = report
        if progress is not None:
            progress(file.name, report.rows)
    if not tables:
        raise Invalid.field("path", "no_calendars", "there is no .ics file in it")
    return ImportReport("ical", tables)


def _import_batch(kit: Kit, community: str, events: tuple[ExternalEvent, ...]) -> ImportResult:
    done = kit.transact(SYSTEM, community, lambda session: session.do(ImportEvents(events)))
    changes = {"created": done.imported, "updated": done.updated, "cancelled": done.cancelled}
    return ImportResult(
        sum(changes.values()), done.skipped, {name: count for name, count in changes.items() if count}
    )


def _reason(code: str) -> str:
    return code.partition(".")[2].replace("_", " ")
