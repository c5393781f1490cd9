"""An import of tables of matches: file by file, in batches of one transaction each."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Any, TypeVar
from uuid import uuid4

from attrs import asdict, frozen

from commkit import SYSTEM, Command, Invalid
from commkit.importers import (
    ExportFile,
    ExternalMember,
    ImportMembers,
    ImportReport,
    KitProtocol,
    ReadFailure,
    TableImportReport,
    iter_files,
)
from commkit_tournaments.recorded.importing.messages import ImportRecordedGames, ImportRecordedTournament
from commkit_tournaments.recorded.importing.policy import (
    MAX_BYTES,
    ReadTable,
    people_of,
    read_table,
    unpacked,
)
from commkit_tournaments.recorded.importing.records import ExternalGame, ImportFinding, StoredTournament

T = TypeVar("T")
_SUFFIXES = (".csv", ".gz")
_LONGEST_SOURCE = 100


@frozen
class ResultsReport:
    """What became of an import of results.

    Attributes:
        report: Every row of every file, and of the players: imported, or skipped for a reason.
        findings: What was found in which line of which file; the first 1,000 of each file.
        reasons: All findings of each file, by reason.
        ignored: The columns of each file that are of no use here, as the file names them.
    """

    report: ImportReport
    findings: tuple[ImportFinding, ...]
    reasons: Mapping[str, Mapping[str, int]]
    ignored: Mapping[str, tuple[str, ...]]

    def as_json(self) -> Mapping[str, Any]:
        """The report as plain JSON values."""
        return {
            **self.report.as_json(),
            "findings": [asdict(each) for each in self.findings],
            "finding_counts": {file: dict(counts) for file, counts in self.reasons.items()},
            "ignored_columns": {
                file: {"count": len(names), "names": list(names)} for file, names in self.ignored.items()
            },
        }


def import_results(
    kit: KitProtocol,
    path: str | Path,
    community: str,
    *,
    source: str = "cwl",
    same_teams: Mapping[str, str] | None = None,
    batch: int = 1_000,
    progress: Callable[[str, int], None] | None = None,
) -> ResultsReport:
    """Import tables of matches into a community that exists; each file becomes a recorded tournament.

    Nothing is imported twice, also where an import was stopped and is started again; games that a file has got since
    are added. Players become members whom nobody can sign in as, by their names, in all files of one source.

    Args:
        kit: The Kit; the community's type has the feature `tournaments.brackets`.
        path: A file `.csv` or `.csv.gz`, or a folder or a zip of them.
        community: The community's slug.
        source: The name of the source, by which players and teams are known.
        same_teams: What teams are called, by other names of them; without it, who is renamed is another team.
        batch: Rows in a transaction, 1 to 10,000; a game is never split.
        progress: Called after each batch, with the name of the file and its rows so far.

    Returns:
        The report. A file that cannot be read is reported as a failure, and nothing of it is imported.

    Raises:
        Invalid: There is no such path or no table in it, or the batch size is out of range.
        NotFound: There is no such community, or its type has no tournaments.
    """
    if not 1 <= batch <= 10_000:
        raise Invalid.field("batch", "out_of_range", "import 1 to 10,000 rows at a time")
    importing = _Import(kit, community, source, dict(same_teams or {}), size=batch, progress=progress)
    for file in _files(Path(path)):
        importing.import_file(file)
    if not importing.tables:
        raise Invalid.field("path", "no_table", "there is no file .csv or .csv.gz in it")
    return ResultsReport(
        ImportReport(f"cwl:{source}", importing.tables),
        tuple(importing.findings),
        importing.reasons,
        importing.ignored,
    )


def _files(path: Path) -> Iterator[ExportFile]:
    """The tables of a path; those of one suffix after those of another, each in the order of their names."""
    one = path.is_file() and path.suffix.lower() != ".zip"
    for suffix in (path.suffix.lower(),) if one else _SUFFIXES:
        yield from iter_files(path, suffix=suffix, max_bytes=MAX_BYTES)


def title_of(name: str) -> str:
    """What a tournament is called by its file: the name without folders and suffixes.

    Args:
        name: The path of the file.
    """
    title = PurePosixPath(name).name
    for suffix in (".gz", ".csv"):
        title = title[: -len(suffix)] if title.lower().endswith(suffix) else title
    return "".join(letter for letter in title if letter.isprintable())[:_LONGEST_SOURCE] or "results"


class _Import:
    """The state of one import.

    Attributes:
        tables: The result of each file so far.
        findings: What was found so far.
        reasons: How often what was found, by file.
        ignored: The columns that are of no use, by file.
    """

    def __init__(
        self,
        kit: KitProtocol,
        community: str,
        source: str,
        same_teams: Mapping[str, str],
        *,
        size: int,
        progress: Callable[[str, int], None] | None,
    ) -> None:
        self._kit = kit
        self._community = community
        self._source = source
        self._same_teams = same_teams
        self._size = size
        self._progress = progress
        self.tables: dict[str, TableImportReport] = {}
        self.findings: list[ImportFinding] = []
        self.reasons: dict[str, Mapping[str, int]] = {}
        self.ignored: dict[str, tuple[str, ...]] = {}

    def import_file(self, file: ExportFile) -> None:
        """Import one file, which is read to its end before anything of it is imported."""
        table = self._read(file)
        if table is None:
            return
        self.findings += table.findings
        self.reasons[file.name] = dict(table.reasons)
        self.ignored[file.name] = table.columns.ignored
        report = TableImportReport(
            rows=sum(table.skipped.values()),
            skipped=dict(table.skipped),
            changes={"team called by another name": table.renamed} if table.renamed else {},
        )
        self._report(file.name, report)
        if not table.games:
            return
        stored: StoredTournament = self._do(
            ImportRecordedTournament(
                source=f"{self._source}:{title_of(file.name)}"[:_LONGEST_SOURCE],
                title=title_of(file.name),
                started_at=table.games[0].ended_at,
                ended_at=table.games[-1].ended_at,
            )
        )
        self._people(file.name, table)
        for games, last in _batches(table.games, self._size):
            command = ImportRecordedGames(
                tournament=stored.tournament, source=self._source, games=games, last=last
            )
            report = report.plus(self._do(command))
            self._report(file.name, report)

    def _read(self, file: ExportFile) -> ReadTable | None:
        """What a file holds; None where it cannot be read, which is reported."""
        try:
            if file.data is None:
                raise Invalid.field("file", file.error.replace(" ", "_"), f"it is {file.error}")
            return read_table(file.name, unpacked(file.name, file.data), self._same_teams)
        except Invalid as invalid:
            fault = invalid.errors[0]
            failure = ReadFailure(0, 1, 0, fault.code, f"{file.name}: {fault.message}")
            self._report(file.name, TableImportReport(failure=failure))
            return None

    def _people(self, name: str, table: ReadTable) -> None:
        members = [
            ExternalMember(external_id=id, key=f"{self._source}:{id}", name=id, joined_at=at)
            for id, at in people_of(table.games).items()
        ]
        report, run = TableImportReport(), uuid4()
        for start in range(0, len(members), self._size):
            part = tuple(members[start : start + self._size])
            report = report.plus(self._do(ImportMembers(source=self._source, run=run, members=part)))
            self._report(f"{name}/players", report)

    def _report(self, name: str, report: TableImportReport) -> None:
        self.tables[name] = report
        if self._progress is not None:
            self._progress(name, report.rows)

    def _do(self, command: Command[T]) -> T:
        return self._kit.transact(SYSTEM, self._community, lambda session: session.do(command))


def _batches(games: Sequence[ExternalGame], size: int) -> Iterator[tuple[tuple[ExternalGame, ...], bool]]:
    """Games with about as many rows as a batch has, and whether they are the last ones."""
    part: list[ExternalGame] = []
    rows = 0
    for game in games:
        more = sum(len(side.players) for side in game.sides)
        if part and rows + more > size:
            yield tuple(part), False
            part, rows = [], 0
        part.append(game)
        rows += more
    yield tuple(part), True
