"""An import of conference lists: file by file, in batches of one transaction each."""

from collections import Counter
from pathlib import Path
from typing import Any

from attrs import evolve

from commkit.events import ExternalEvent, ImportEvents
from commkit.importers.batches import Progress, batches
from commkit.importers.conferences.rows import ConferenceRowRejected, read_row
from commkit.importers.files import ExportFile, iter_files
from commkit.importers.ports import KitProtocol
from commkit.importers.records import ImportResult
from commkit.importers.report import ImportReport, ReadFailure, TableImportReport
from commkit.runtime.model.errors import Invalid
from commkit.runtime.sessions.composition import SYSTEM
from commkit.runtime.values.serialization import from_json

_MAX_FILE_BYTES = 32 * 1024 * 1024
_MAX_BATCH = 1_000


def import_conferences(
    kit: KitProtocol,
    path: str | Path,
    community: str,
    *,
    source: str = "confs",
    batch: int = 100,
    progress: Progress | None = None,
) -> ImportReport:
    """Import lists of conferences into a community that exists, as events of whole days.

    A conference that is in several lists is imported once. What was imported before is not imported again.

    Args:
        kit: The Kit.
        path: A folder or a zip of JSON files, each a list of objects with `name`, `url`, `startDate` and `endDate`, or
            one such file.
        community: The community's slug.
        source: The name of the source: conferences of one source are imported once.
        batch: Rows in a transaction, 1 to 1,000.
        progress: Called after each batch.

    Returns:
        The report of every file. A file that is no list is reported as a failure.

    Raises:
        Invalid: There is no such path, or the batch size is out of range.
        NotFound: There is no such community.
        Denied: The community is archived.
    """
    if not 1 <= batch <= _MAX_BATCH:
        raise Invalid.field("batch", "out_of_range", f"import 1 to {_MAX_BATCH} rows at a time")
    importing = _Import(kit, community, source, size=batch, progress=progress)
    for found in iter_files(path, suffix=".json", max_bytes=_MAX_FILE_BYTES):
        importing.import_file(found)
    if not importing.tables:
        raise Invalid.field("path", "no_lists", "there is no JSON file in it")
    return ImportReport(f"conferences:{source}", importing.tables)


class _Import:
    """The state of one import.

    Attributes:
        tables: The result of each file so far.
    """

    def __init__(
        self, kit: KitProtocol, community: str, source: str, *, size: int, progress: Progress | None
    ) -> None:
        self._kit = kit
        self._community = community
        self._source = source
        self._size = size
        self._progress = progress
        self._seen: set[str] = set()
        self.tables: dict[str, TableImportReport] = {}

    def import_file(self, found: ExportFile) -> None:
        """Import a file."""
        report = TableImportReport()
        self.tables[found.name] = report
        try:
            rows = _rows(found)
        except Invalid as invalid:
            fault = invalid.errors[0]
            stopped = ReadFailure(0, 1, 0, fault.code, f"{found.name}: {fault.message}")
            self.tables[found.name] = evolve(report, failure=stopped)
            return
        for batch in batches(rows, self._size):
            report = self._import_batch(report, batch)
            self.tables[found.name] = report
            if self._progress is not None:
                self._progress(found.name, report.rows)

    def _import_batch(self, report: TableImportReport, rows: list[Any]) -> TableImportReport:
        skipped: Counter[str] = Counter()
        events: list[ExternalEvent] = []
        truncated = 0
        for row in rows:
            try:
                event, was_truncated = read_row(row, source=self._source)
            except ConferenceRowRejected as rejected:
                skipped[rejected.reason] += 1
                continue
            if event.uid in self._seen:
                skipped["duplicate id"] += 1
                continue
            self._seen.add(event.uid)
            events.append(event)
            truncated += was_truncated
        imported = 0
        if events:
            command = ImportEvents(tuple(events))
            result = self._kit.transact(SYSTEM, self._community, lambda session: session.do(command))
            imported = result.imported
            skipped.update(result.skipped)
        return report.plus(ImportResult(imported, skipped), truncated=truncated)


def _rows(found: ExportFile) -> list[Any]:
    if found.data is None:
        raise Invalid.field("file", found.error.replace(" ", "_"), f"it is {found.error}")
    try:
        text = found.data.removeprefix(b"\xef\xbb\xbf").decode()
    except UnicodeDecodeError:
        raise Invalid.field("file", "not_utf8", "it is not UTF-8") from None
    rows = from_json(text)
    if not isinstance(rows, list):
        raise Invalid.field("file", "no_list", "it is no JSON list")
    return rows
