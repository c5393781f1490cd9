"""An import of logs of IRC: log by log, in batches of one transaction each."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, tzinfo
from pathlib import Path
from typing import Literal

from attrs import evolve, frozen

from commkit.importers.archive import require_opening_kind
from commkit.importers.batches import Progress, batches
from commkit.importers.conversation_batches import ConversationImporter, source_of
from commkit.importers.irc.annotations import Annotation, guess_links, read_annotation
from commkit.importers.irc.files import Log, list_logs
from commkit.importers.irc.logs import LogLine, read_log
from commkit.importers.irc.rows import LogReader
from commkit.importers.irc.threads import find_places
from commkit.importers.irc.times import day_of, find_times
from commkit.importers.ports import KitProtocol
from commkit.importers.records import ImportResult
from commkit.importers.report import ImportReport, ReadFailure, TableImportReport
from commkit.importers.streams import StreamDamaged
from commkit.runtime.model.errors import Invalid

Threading = Literal["annotated", "addressed"]
"""How threads of logs without an annotation are found: not at all, or by the nicks that messages begin with."""


def import_logs(
    kit: KitProtocol,
    path: str | Path,
    community: str,
    *,
    source: str | None = None,
    threads: Threading = "annotated",
    zone: tzinfo = UTC,
    batch: int = 500,
    progress: Progress | None = None,
) -> ImportReport:
    """Import logs of IRC into a community that exists.

    Each group of messages that the annotation connects becomes a thread. It may be stopped and started again at any
    moment: nothing is imported twice. One log at a time is in memory.

    Args:
        kit: The Kit.
        path: A folder or a zip of logs with their annotations, or one log with its annotation beside it. The day of a
            log is in its name, such as `2004-11-15_03.raw.txt`.
        community: The community's slug.
        source: The name of the source, by default that of the folder or file. Members and messages of one source are
            imported once.
        threads: How threads of logs without an annotation are found: `annotated`, not at all, and their lines are
            skipped; `addressed`, by the nicks that messages begin with.
        zone: The time zone of the times.
        batch: Lines in a transaction, 1 to 5,000.
        progress: Called after each batch.

    Returns:
        The report of every log; also of an annotation, where lines of it are no links. A file that cannot be read to
        its end is reported as a failure, and nothing of this log is imported.

    Raises:
        Invalid: There is no log, the source is malformed, or the batch size is out of range.
        NotFound: There is no such community.
        Conflict: No kind of the community's type opens threads.
        Denied: The community is archived.
    """
    logs = list_logs(path)
    if not logs:
        raise Invalid.field("path", "no_logs", "there is no log in it, such as 2004-11-15.raw.txt")
    origin = f"irc:{source or source_of(path)}"
    importer = ConversationImporter(kit, community, origin, size=batch)
    require_opening_kind(kit, community)
    importing = _Import(importer, origin, threads, zone, size=batch, progress=progress)
    for log in logs:
        importing.import_log(log)
    return ImportReport(origin, importing.tables)


@frozen
class _Skipped:
    reason: str


class _Import:
    """The state of one import.

    Attributes:
        tables: The result of each file so far.
    """

    def __init__(
        self,
        importer: ConversationImporter,
        source: str,
        threads: Threading,
        zone: tzinfo,
        *,
        size: int,
        progress: Progress | None,
    ) -> None:
        self._importer = importer
        self._source = source
        self._threads = threads
        self._zone = zone
        self._size = size
        self._progress = progress
        self.tables: dict[str, TableImportReport] = {}

    def import_log(self, log: Log) -> None:
        """Import a log, or nothing of it where it or its annotation cannot be read."""
        report = self.tables[log.stream.name] = TableImportReport()
        stream = log.stream
        lines: list[LogLine] = []
        try:
            lines, beyond = read_log(log.stream)
            stream = log.annotation or log.stream
            rows = self._rows(log, lines, beyond)
        except StreamDamaged as damaged:
            self._fail(stream.name, damaged, len(lines))
            return
        for chunk in batches(rows, self._size):
            report = self._import_batch(report, chunk)
            self.tables[log.stream.name] = report
            if self._progress is not None:
                self._progress(log.stream.name, report.rows)

    def _fail(self, name: str, damaged: StreamDamaged, row: int) -> None:
        message = (
            f"{name} is {damaged.reason}: nothing of this log was imported; import it again when it is whole"
        )
        failure = ReadFailure(row, row + 1, 0, damaged.reason.replace(" ", "_"), message)
        self.tables[name] = evolve(self.tables.get(name, TableImportReport()), failure=failure)

    def _rows(self, log: Log, lines: Sequence[LogLine], beyond: int) -> "Iterator[_Skipped | _Message]":
        annotation = self._annotation(log, lines)
        if annotation is not None and annotation.skipped and log.annotation is not None:
            skipped = ImportResult(0, annotation.skipped)
            self.tables[log.annotation.name] = TableImportReport().plus(skipped)
        return _place(log, lines, beyond, annotation, source=self._source, zone=self._zone)

    def _annotation(self, log: Log, lines: Sequence[LogLine]) -> Annotation | None:
        if log.annotation is not None:
            return read_annotation(log.annotation, len(lines))
        return guess_links(lines) if self._threads == "addressed" else None

    def _import_batch(
        self, report: TableImportReport, rows: "Sequence[_Skipped | _Message]"
    ) -> TableImportReport:
        messages = [row for row in rows if isinstance(row, _Message)]
        members = [message.reader.member(message.line) for message in messages]
        result = self._importer.import_batch(
            members, [message.reader.post(message.line) for message in messages]
        )
        skipped = Counter(result.skipped)
        skipped.update(row.reason for row in rows if isinstance(row, _Skipped))
        return report.plus(ImportResult(result.imported, skipped))


@frozen
class _Message:
    line: LogLine
    reader: LogReader


def _place(
    log: Log,
    lines: Sequence[LogLine],
    beyond: int,
    annotation: Annotation | None,
    *,
    source: str,
    zone: tzinfo,
) -> "Iterator[_Skipped | _Message]":
    day = day_of(log.stem)
    unusable = _unusable(log, no_day=day is None, annotated=annotation is not None)
    if unusable or day is None or annotation is None or not lines:
        yield from (_Skipped(line.reason or unusable) for line in lines)
    else:
        places = find_places(lines, annotation.links)
        reader = LogReader(source, log.stem, lines, find_times(lines, day, zone), places)
        first = min((later for _, later in annotation.links), default=len(lines))
        for line in lines:
            if line.reason:
                yield _Skipped(line.reason)
            elif line.number in places:
                yield _Message(line, reader)
            else:
                yield _Skipped("before the annotation" if line.number < first else "not annotated")
    yield from (_Skipped("log too long") for _ in range(beyond))


def _unusable(log: Log, *, no_day: bool, annotated: bool) -> str:
    """Why no message of a log is imported; empty where some may be."""
    if log.same_as:
        return "same log in another form"
    if no_day:
        return "no day in the file name"
    return "" if annotated else "no annotation"
