"""An import of .ics files: a file, a folder or a zip of them, every part accounted for."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

from commkit.adapters.ical.raw_components import MAX_FILE_BYTES
from commkit.adapters.ical.reading import read_ics
from commkit.events import ExternalEvent, ImportEvents
from commkit.importers.files import iter_files
from commkit.importers.records import ImportResult
from commkit.importers.report import ImportReport, TableImportReport
from commkit.kit import Kit
from commkit.runtime.model.errors import Invalid
from commkit.runtime.sessions.composition import SYSTEM

Progress = Callable[[str, int], None]
"""Is told a file and how many of its parts are through."""

_BATCH = 50


def import_calendars(
    kit: Kit, path: str | Path, community: str, *, zone: str = "UTC", progress: Progress | None = None
) -> ImportReport:
    """Import .ics files into a community that exists; what was taken before is not taken again.

    Args:
        kit: The Kit.
        path: An .ics file, or a folder or a zip of such files.
        community: The community's slug.
        zone: The zone of times that tell none.
        progress: Told of each file.

    Returns:
        What became of every part of every file, by the file's name.

    Raises:
        Invalid: There is no such path, no .ics file in it, or no such zone.
        NotFound: There is no such community.
        PluginError: The extra `commkit[events]` is not installed.
    """
    tables: dict[str, TableImportReport] = {}
    seen: set[str] = set()
    for found in iter_files(path, suffix=".ics", max_bytes=MAX_FILE_BYTES):
        report = TableImportReport()
        if found.data is None:
            report = report.plus(ImportResult(0, {f"file {found.error}": 1}))
        else:
            read = read_ics(found.data, zone=zone)
            report = report.plus(ImportResult(0, Counter(_word(part.code) for part in read.rejected)))
            fresh = [event for event in read.events if event.uid not in seen]
            if len(fresh) < len(read.events):
                report = report.plus(ImportResult(0, {"duplicate id": len(read.events) - len(fresh)}))
            seen.update(event.uid for event in fresh)
            for start in range(0, len(fresh), _BATCH):
                report = report.plus(_import_batch(kit, community, tuple(fresh[start : start + _BATCH])))
        tables[found.name] = report
        if progress is not None:
            progress(found.name, report.rows)
    if not tables:
        raise Invalid.field("path", "no_calendars", "there is no .ics file in it")
    return ImportReport("ical", tables)


def _import_batch(kit: Kit, community: str, events: tuple[ExternalEvent, ...]) -> ImportResult:
    done = kit.transact(SYSTEM, community, lambda session: session.do(ImportEvents(events)))
    return ImportResult(done.imported, done.skipped)


def _word(code: str) -> str:
    return code.partition(".")[2].replace("_", " ")
