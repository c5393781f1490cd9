"""An import of conference lists: file by file, batch by batch, each batch in one transaction of its own."""

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from attrs import evolve

from commkit.events import ExternalEvent, ImportEvents
from commkit.importers.conferences.rows import ConferenceRowRejected, read_row
from commkit.importers.files import ExportFile, iter_files
from commkit.importers.kit_protocol import KitProtocol
from commkit.importers.records import ImportResult
from commkit.importers.report import ImportReport, ReadFailure, TableImportReport
from commkit.runtime.model.errors import Invalid
from commkit.runtime.sessions.composition import SYSTEM
from commkit.runtime.values.serialization import from_json

Progress = Callable[[str, int], None]
"""Is told a file and how many of its rows are through, after each batch."""

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

    A conference that stands in several lists is taken once. What was taken before is not taken again.

    Args:
        kit: The Kit.
        path: A folder or a zip of JSON files, each a list of objects with `name`, `url`, `startDate` and `endDate`, or
            one such file.
        community: The community's slug.
        source: Names the lists: of one name no conference is taken twice.
        batch: Rows in a transaction, 1 to 1,000.
        progress: Told of each batch.

    Returns:
        What became of every row of every file. A file that is no list is told as one that breaks.

    Raises:
        Invalid: There is no such path, or the batch is no possible one.
        NotFound: There is no such community.
        Denied: The community is archived.
    """
    if not 1 <= batch <= _MAX_BATCH:
        raise Invalid.field("batch", "out_of_range", f"take 1 to {_MAX_BATCH} rows at a time")
    importing = _Import(kit, community, source, size=batch, progress=progress)
    for found in iter_files(path, suffix=".json", max_bytes=_MAX_FILE_BYTES):
        importing.import_file(found)
    if not importing.tables:
        raise Invalid.field("path", "no_lists", "there is no JSON file in it")
    return ImportReport(f"conferences:{source}", importing.tables)


class _Import:
    """One import under way.

    Attributes:
        tables: What became of each file so far.
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
        """Go through a file."""
        report = TableImportReport()
        self.tables[found.name] = report
        try:
            rows = _rows(found)
        except Invalid as invalid:
            fault = invalid.errors[0]
            stopped = ReadFailure(0, 1, 0, fault.code, f"{found.name}: {fault.message}")
            self.tables[found.name] = evolve(report, failure=stopped)
            return
        for some in _batches(rows, self._size):
            report = self._import_batch(report, some)
            self.tables[found.name] = report
            if self._progress is not None:
                self._progress(found.name, report.rows)

    def _import_batch(self, report: TableImportReport, rows: list[Any]) -> TableImportReport:
        skipped: Counter[str] = Counter()
        events: list[ExternalEvent] = []
        cut = 0
        for row in rows:
            try:
                event, was_cut = read_row(row, source=self._source)
            except ConferenceRowRejected as refused:
                skipped[refused.reason] += 1
                continue
            if event.uid in self._seen:
                skipped["duplicate id"] += 1
                continue
            self._seen.add(event.uid)
            events.append(event)
            cut += was_cut
        taken = 0
        if events:
            command = ImportEvents(tuple(events))
            done = self._kit.transact(SYSTEM, self._community, lambda session: session.do(command))
            taken = done.imported
            skipped.update(done.skipped)
        return report.plus(ImportResult(taken, skipped), truncated=cut)


def _rows(found: ExportFile) -> list[Any]:
    if found.data is None:
        raise Invalid.field("file", found.error.replace(" ", "_"), f"it is {found.error}")
    try:
        text = found.data.removeprefix(b"\xef\xbb\xbf").decode()
    except UnicodeDecodeError:
        raise Invalid.field("file", "not_utf8", "it is no text in UTF-8") from None
    rows = from_json(text)
    if not isinstance(rows, list):
        raise Invalid.field("file", "no_list", "it holds no list")
    return rows


def _batches(rows: list[Any], size: int) -> Iterator[list[Any]]:
    return (rows[start : start + size] for start in range(0, len(rows), size))
