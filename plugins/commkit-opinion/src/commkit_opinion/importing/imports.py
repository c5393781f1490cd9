"""An import of exports of Polis: conversation by conversation, in batches of one transaction each."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import TypeVar
from uuid import uuid4

from attrs import frozen

from commkit import SYSTEM, Command, Invalid
from commkit.importers import (
    ExportFile,
    ExternalMember,
    ImportMembers,
    ImportReport,
    ImportResult,
    KitProtocol,
    ReadFailure,
    TableImportReport,
    iter_files,
)
from commkit_opinion.consultations.records import ConsultationId
from commkit_opinion.importing.messages import (
    ImportConsultation,
    ImportOpinionStatements,
    ImportOpinionVotes,
)
from commkit_opinion.importing.policy import (
    ReadTable,
    people_of,
    read_statements,
    read_summary,
    read_votes,
    rows_of,
)
from commkit_opinion.importing.records import ExternalStatement, ExternalVotes, ImportedConsultation

T = TypeVar("T")
_MAX_FILE_BYTES = 64 * 1024 * 1024
_NEEDED = ("comments.csv", "votes.csv")
_DERIVED = ("participants-votes.csv", "stats-history.csv")
_USED = ("topic", "conversation-description")
_LONGEST_SOURCE, _LONGEST_TITLE, _LONGEST_BODY = 100, 300, 20_000


@frozen
class _Export:
    """One conversation of an export: its name, and its files by their names."""

    name: str
    files: dict[str, ExportFile]


def import_polis(
    kit: KitProtocol,
    path: str | Path,
    community: str,
    *,
    source: str = "polis",
    batch: int = 1_000,
    progress: Callable[[str, int], None] | None = None,
) -> ImportReport:
    """Import conversations of Polis into a community that exists, as closed consultations.

    Nothing is imported twice, also where an import was stopped and is started again; ballots that an export has got
    since are added. People are imported as members whom nobody can sign in as, named by the numbers of the export.

    Args:
        kit: The Kit; the community's type has the feature `opinion.consultations`.
        path: A folder or a zip with `comments.csv` and `votes.csv`, or a folder of such folders and zips.
        community: The community's slug.
        source: The name of the source, which the name of each conversation is added to.
        batch: Rows in a transaction, 1 to 10,000.
        progress: Called after each batch, with the name of the file and its rows so far.

    Returns:
        The report of every file. A file that cannot be read is reported as a failure, and nothing of its conversation
        is imported.

    Raises:
        Invalid: There is no such path or no conversation in it, or the batch size is out of range.
        NotFound: There is no such community, or its type has no consultations.
    """
    if not 1 <= batch <= 10_000:
        raise Invalid.field("batch", "out_of_range", "import 1 to 10,000 rows at a time")
    exports = list(_exports(Path(path)))
    if not exports:
        raise Invalid.field("path", "no_conversation", "there is no comments.csv with a votes.csv in it")
    importing = _Import(kit, community, size=batch, progress=progress)
    for export in exports:
        importing.import_export(export, f"{source}:{export.name}"[:_LONGEST_SOURCE])
    return ImportReport(f"polis:{source}", importing.tables)


def _exports(path: Path) -> Iterator[_Export]:
    """The conversations of a path, in the order of their names."""
    zips = sorted(path.glob("*.zip")) if path.is_dir() else []
    for found in (path, *zips):
        folders: dict[str, dict[str, ExportFile]] = {}
        for file in iter_files(found, suffix=".csv", max_bytes=_MAX_FILE_BYTES):
            whole = PurePosixPath(file.name)
            name = str(whole.parent) if str(whole.parent) != "." else found.stem
            folders.setdefault(name, {})[whole.name] = file
        for name in sorted(folders):
            if all(needed in folders[name] for needed in _NEEDED):
                yield _Export(name, folders[name])


class _Import:
    """The state of one import.

    Attributes:
        tables: The result of each file so far.
    """

    def __init__(
        self, kit: KitProtocol, community: str, *, size: int, progress: Callable[[str, int], None] | None
    ) -> None:
        self._kit = kit
        self._community = community
        self._size = size
        self._progress = progress
        self._run = uuid4()
        self.tables: dict[str, TableImportReport] = {}

    def import_export(self, export: _Export, source: str) -> None:
        """Import one conversation; all of its files are read before anything is imported."""
        summary = (
            self._read(export, "summary.csv", read_summary) if "summary.csv" in export.files else ({}, 0)
        )
        statements = self._read(export, "comments.csv", read_statements)
        votes = self._read(export, "votes.csv", read_votes)
        if summary is None or statements is None or votes is None:
            return
        consultation = self._consultation(export, source, summary, statements[0], votes[0])
        self._people(export, source, statements[0], votes[0])
        self._statements(export, consultation, *statements)
        self._votes(export, consultation, *votes)
        for name in _DERIVED:
            if name in export.files and (rows := self._read(export, name, rows_of)) is not None:
                skipped = {"derived from the ballots": len(rows) - 1} if len(rows) > 1 else {}
                self._report(export, name, TableImportReport(rows=max(len(rows) - 1, 0), skipped=skipped))

    def _read(self, export: _Export, name: str, read: Callable[[bytes], T]) -> T | None:
        """What a file holds; None where it cannot be read, which is reported."""
        file = export.files[name]
        try:
            if file.data is None:
                raise Invalid.field("file", file.error.replace(" ", "_"), f"it is {file.error}")
            return read(file.data)
        except Invalid as invalid:
            fault = invalid.errors[0]
            failure = ReadFailure(0, 1, 0, fault.code, f"{export.name}/{name}: {fault.message}")
            self._report(export, name, TableImportReport(failure=failure))
            return None

    def _report(self, export: _Export, name: str, report: TableImportReport) -> None:
        self.tables[f"{export.name}/{name}"] = report
        if self._progress is not None:
            self._progress(f"{export.name}/{name}", report.rows)

    def _do(self, command: Command[T]) -> T:
        return self._kit.transact(SYSTEM, self._community, lambda session: session.do(command))

    def _consultation(
        self,
        export: _Export,
        source: str,
        summary: tuple[dict[str, str], int],
        statements: list[ExternalStatement],
        votes: list[ExternalVotes],
    ) -> ConsultationId:
        values, rows = summary
        moments = [one.at for one in statements] + [one.at for vote in votes for one in vote.ballots]
        now = self._kit.clock()
        imported: ImportedConsultation = self._do(
            ImportConsultation(
                source=source,
                title=" ".join(values.get("topic", "").split())[:_LONGEST_TITLE]
                or export.name[:_LONGEST_TITLE],
                body=values.get("conversation-description", "").strip()[:_LONGEST_BODY],
                opened_at=min(moments, default=now),
                closed_at=max(moments, default=now),
            )
        )
        if rows:
            used = sum(key in values for key in _USED)
            skipped = Counter({"counted anew, or of the source alone": rows - used})
            if not imported.created:
                skipped["already imported"] = used
            self._report(
                export,
                "summary.csv",
                TableImportReport(
                    rows=rows,
                    imported=used if imported.created else 0,
                    skipped={reason: count for reason, count in skipped.items() if count},
                ),
            )
        return imported.consultation

    def _people(
        self, export: _Export, source: str, statements: list[ExternalStatement], votes: list[ExternalVotes]
    ) -> None:
        people = people_of(statements, votes)
        members = [
            ExternalMember(external_id=id, key=f"{source}:{id}", name=f"Participant {id}", joined_at=at)
            for id, at in people.items()
        ]
        self._batches(
            export,
            "people",
            members,
            lambda part: ImportMembers(source=source, run=self._run, members=tuple(part)),
        )

    def _statements(
        self,
        export: _Export,
        consultation: ConsultationId,
        statements: list[ExternalStatement],
        table: ReadTable,
    ) -> None:
        self._batches(
            export,
            "comments.csv",
            statements,
            lambda part: ImportOpinionStatements(consultation=consultation, statements=tuple(part)),
            table,
        )

    def _votes(
        self, export: _Export, consultation: ConsultationId, votes: list[ExternalVotes], table: ReadTable
    ) -> None:
        self._batches(
            export,
            "votes.csv",
            votes,
            lambda part: ImportOpinionVotes(consultation=consultation, votes=tuple(part)),
            table,
        )

    def _batches(
        self,
        export: _Export,
        name: str,
        items: Sequence[T],
        command: Callable[[Sequence[T]], Command[ImportResult]],
        table: ReadTable | None = None,
    ) -> None:
        skipped = dict(table.skipped) if table is not None else {}
        report = TableImportReport(rows=sum(skipped.values()), skipped=skipped)
        self._report(export, name, report)
        for start in range(0, len(items), self._size):
            report = report.plus(self._do(command(items[start : start + self._size])))
            self._report(export, name, report)
