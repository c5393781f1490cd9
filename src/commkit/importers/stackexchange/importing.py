"""An import of a dump: table by table, in batches of one transaction each."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

from attrs import evolve, frozen

from commkit.communities import ReadCommunity
from commkit.importers.batches import Progress, batches
from commkit.importers.kept.messages import (
    ImportBadges,
    ImportBounties,
    ImportClosings,
    ImportLinks,
    ImportPostEvents,
)
from commkit.importers.kept.records import ExternalBounty, ExternalClosing, ExternalPostEvent
from commkit.importers.messages import (
    ImportMembers,
    ImportReplies,
    ImportTags,
    ImportThreads,
    ImportVotes,
)
from commkit.importers.ports import KitProtocol
from commkit.importers.post_kinds import opening_kind
from commkit.importers.records import ExternalPost, ExternalVote, ImportResult
from commkit.importers.report import ImportReport, ReadFailure, TableImportReport
from commkit.importers.revisions.messages import ImportRevisions
from commkit.importers.revisions.records import ExternalRevision
from commkit.importers.stackexchange.dump import Dump, DumpCorrupted, Row
from commkit.importers.stackexchange.fields import DumpRowRejected
from commkit.importers.stackexchange.history import history_key, limited
from commkit.importers.stackexchange.rows import DumpRowReader
from commkit.importers.stackexchange.sorting import sorted_rows
from commkit.importers.stackexchange.tag_wikis import find_wikis
from commkit.importers.tag_wikis.messages import ImportTagWikiRevisions, ImportTagWikis
from commkit.importers.tag_wikis.records import ExternalTagWiki, ExternalTagWikiRevision
from commkit.runtime.model.errors import Invalid
from commkit.runtime.model.ids import CommunityId, Ids
from commkit.runtime.model.messages import Command
from commkit.runtime.sessions.composition import SYSTEM
from commkit.runtime.sessions.session import Session

_MAX_SITE_LENGTH = 80
_MAX_BATCH = 5_000
"""Limited by memory and by the parameters of a statement."""
_MAX_CHARACTERS = 16 * 1024 * 1024
"""Of the rows of a batch, unless one row has more: rows may be large, and a batch is kept in memory."""

ReadRow = Callable[[Any], Any]
"""The object of a row; None where another step reads it; raises DumpRowRejected."""

ImportBatch = Callable[[Session, tuple[Any, ...], tuple[str, ...]], ImportResult]
"""Imports a batch of objects, and maps the posts that were skipped."""


def import_dump(
    kit: KitProtocol,
    folder: str | Path,
    community: str,
    *,
    source: str | None = None,
    batch: int = 500,
    progress: Progress | None = None,
) -> ImportReport:
    """Import a Stack Exchange data dump into a community that exists; see `ensure_community`.

    It may be stopped and started again at any moment: nothing is imported twice. Memory does not grow with the size of
    the dump; the history is sorted by posts in temporary files, which take as much space as the unpacked PostHistory.

    Args:
        kit: The Kit.
        folder: The folder of the dump: one XML file per table, plain or gzip; any table may be missing.
        community: The community's slug.
        source: The name of the source; by default the folder's name without its date. A later dump of the same site
            adds what is new, if it has the same source.
        batch: Rows in a transaction, 1 to 5,000.
        progress: Called after each batch.

    Returns:
        The report of every table. Of a table that cannot be read to its end, all rows before that place are imported.

    Raises:
        Invalid: There is no dump in the folder, the source is malformed, or the batch size is out of range.
        NotFound: There is no such community.
        Conflict: No kind of the community's type opens threads.
        Denied: The community is archived.
    """
    if not 1 <= batch <= _MAX_BATCH:
        raise Invalid.field("batch", "out_of_range", f"import 1 to {_MAX_BATCH} rows at a time")
    dump = Dump.open(folder)
    origin = f"stackexchange:{source or _source_name(dump.site)}"
    _check_type(kit, community)
    run = Ids().new(kit.clock())
    reader = DumpRowReader(origin, find_wikis(dump))
    importing = _Import(kit, dump, community, reader, size=batch, progress=progress)
    for step in _steps(reader, origin, run):
        if step.table in dump.tables:
            importing.import_table(step)
    return ImportReport(origin, importing.tables)


def _check_type(kit: KitProtocol, community: str | CommunityId) -> None:
    """Check that the community's type has a kind of post that starts threads."""
    existing = kit.transact(SYSTEM, community, lambda session: session.ask(ReadCommunity()), read_only=True)
    opening_kind(next(known for known in kit.types if known.name == existing.type))


@frozen
class ImportStep:
    """One pass through a table.

    Attributes:
        table: The name of the table.
        read: Reads a row.
        import_batch: Imports a batch of what was read.
        prepare: What becomes of the rows before they are read.
        whole: Of what a row is a part that stands in one batch; None where rows stand for themselves.
    """

    table: str
    read: ReadRow
    import_batch: ImportBatch
    prepare: Callable[[Iterator[Row]], Iterator[Any]] = iter
    whole: Callable[[Any], object] | None = None


def _source_name(site: str) -> str:
    """A folder's name as a source; a very long one is cut, and made unique by a digest."""
    if len(site) <= _MAX_SITE_LENGTH:
        return site
    return f"{site[: _MAX_SITE_LENGTH - 17]}-{hashlib.sha256(site.encode()).hexdigest()[:16]}"


def _steps(reader: DumpRowReader, source: str, run: UUID) -> tuple[ImportStep, ...]:
    """The steps in an order in which referenced rows come first; for that, Posts are read twice."""
    return (
        ImportStep("Users", reader.member, lambda s, rows, _: s.do(ImportMembers(source, run, rows))),
        ImportStep("Tags", reader.tag, lambda s, rows, _: s.do(ImportTags(source, run, rows))),
        ImportStep(
            "Posts",
            reader.question,
            lambda s, rows, skipped: _each(
                s,
                rows,
                {
                    ExternalPost: lambda posts: ImportThreads(source, run, posts, skipped),
                    ExternalTagWiki: lambda wikis: ImportTagWikis(source, run, wikis),
                },
                always=ExternalPost if skipped else None,
            ),
        ),
        ImportStep(
            "Posts",
            reader.answer,
            lambda s, rows, skipped: s.do(ImportReplies(source, run, rows, role="answer", skipped=skipped)),
        ),
        ImportStep(
            "Comments",
            reader.comment,
            lambda s, rows, _: s.do(ImportReplies(source, run, rows, role="comment")),
        ),
        ImportStep(
            "Votes",
            reader.vote,
            lambda s, rows, _: _each(
                s,
                rows,
                {
                    ExternalVote: lambda votes: ImportVotes(source, run, votes),
                    ExternalBounty: lambda bounties: ImportBounties(source, run, bounties),
                    ExternalPostEvent: lambda events: ImportPostEvents(source, run, events),
                },
            ),
        ),
        ImportStep("PostLinks", reader.link, lambda s, rows, _: s.do(ImportLinks(source, run, rows))),
        ImportStep("Badges", reader.badge, lambda s, rows, _: s.do(ImportBadges(source, run, rows))),
        ImportStep(
            "PostHistory",
            reader.history,
            lambda s, rows, _: _each(
                s,
                rows,
                {
                    ExternalRevision: lambda changes: ImportRevisions(source, run, changes),
                    ExternalTagWikiRevision: lambda changes: ImportTagWikiRevisions(source, run, changes),
                    ExternalClosing: lambda closings: ImportClosings(source, run, closings),
                    ExternalPostEvent: lambda events: ImportPostEvents(source, run, events),
                },
            ),
            prepare=lambda rows: limited(sorted_rows(rows, history_key)),
            whole=lambda row: None if isinstance(row, DumpRowRejected) else row.get("PostId"),
        ),
    )


def _each(
    session: Session,
    rows: tuple[Any, ...],
    commands: Mapping[type, Callable[[tuple[Any, ...]], Command[ImportResult]]],
    *,
    always: type | None = None,
) -> ImportResult:
    """Import the rows of each class by its command, all in one transaction.

    Args:
        session: The session.
        rows: The rows.
        commands: Makes the command, by the class of the rows.
        always: The class whose command is sent without rows, too.
    """
    result = ImportResult(0)
    for kind, command in commands.items():
        its = tuple(row for row in rows if isinstance(row, kind))
        if its or kind is always:
            result = result.plus(session.do(command(its)))
    return result


class _Import:
    """The state of one import.

    Attributes:
        tables: The result of each table so far.
    """

    def __init__(
        self,
        kit: KitProtocol,
        dump: Dump,
        community: str,
        reader: DumpRowReader,
        *,
        size: int,
        progress: Progress | None,
    ) -> None:
        self._kit = kit
        self._dump = dump
        self._community = community
        self._reader = reader
        self._size = size
        self._progress = progress
        self.tables: dict[str, TableImportReport] = {}

    def import_table(self, step: ImportStep) -> None:
        """Import a table, as far as it can be read."""
        report = self.tables.setdefault(step.table, TableImportReport())
        rows = step.prepare(self._dump.rows(step.table))
        try:
            for found in batches(
                _read(rows, step),
                self._size,
                max_weight=_MAX_CHARACTERS,
                weigh=lambda item: item.weight,
                part_of=lambda item: item.part_of,
            ):
                objects = [item.read for item in found]
                self._reader.truncated, truncated = 0, self._reader.truncated
                report = report.plus(self._import_batch(step, objects), truncated=truncated)
                self.tables[step.table] = report
                if self._progress is not None:
                    self._progress(step.table, report.rows)
        except DumpCorrupted as error:
            failure = ReadFailure(error.row, error.line, error.column, error.reason, error.message)
            self.tables[step.table] = evolve(report, failure=failure)

    def _import_batch(self, step: ImportStep, objects: Sequence[Any]) -> ImportResult:
        rejected = [item for item in objects if isinstance(item, DumpRowRejected)]
        rows = tuple(item for item in objects if not isinstance(item, DumpRowRejected))
        skipped_posts = tuple(rejection.post for rejection in rejected if rejection.post is not None)
        result = ImportResult(0)
        if rows or skipped_posts:
            result = self._kit.transact(
                SYSTEM, self._community, lambda session: step.import_batch(session, rows, skipped_posts)
            )
        skipped = Counter(result.skipped)
        skipped.update(rejection.reason for rejection in rejected)
        return evolve(result, skipped=skipped)


@frozen
class _Item:
    """What was read of a row.

    Attributes:
        read: The object, or why there is none.
        weight: The characters of the row.
        part_of: What it is a part of; None for nothing.
    """

    read: Any
    weight: int
    part_of: object


def _read(rows: Iterator[Any], step: ImportStep) -> Iterator[_Item]:
    for row in rows:
        try:
            item = step.read(row)
        except DumpRowRejected as rejected:
            item = rejected
        if item is not None:
            weight = 0 if isinstance(row, DumpRowRejected) else sum(map(len, row.values()))
            yield _Item(item, weight, step.whole(row) if step.whole else None)
