"""An import of a dump: table by table, in batches of one transaction each."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

from attrs import evolve, frozen

from commkit.communities import ReadCommunity
from commkit.importers.batches import Progress, batches
from commkit.importers.messages import (
    ImportMembers,
    ImportReplies,
    ImportTags,
    ImportThreads,
    ImportVotes,
    ListMissingPosts,
)
from commkit.importers.ports import KitProtocol
from commkit.importers.post_kinds import opening_kind
from commkit.importers.records import ImportResult
from commkit.importers.report import ImportReport, ReadFailure, TableImportReport
from commkit.importers.stackexchange.dump import Dump, DumpCorrupted, Row
from commkit.importers.stackexchange.rows import DumpRowReader, DumpRowRejected
from commkit.runtime.model.errors import Invalid
from commkit.runtime.model.ids import CommunityId, Ids
from commkit.runtime.sessions.composition import SYSTEM
from commkit.runtime.sessions.session import Session

_MAX_SITE_LENGTH = 80
_MAX_BATCH = 5_000
"""Limited by memory and by the parameters of a statement."""

ReadRow = Callable[[Row], Any]
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
    the dump.

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
    reader = DumpRowReader(origin)
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
    """

    table: str
    read: ReadRow
    import_batch: ImportBatch


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
            "Posts", reader.question, lambda s, rows, skipped: s.do(ImportThreads(source, run, rows, skipped))
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
        ImportStep("Votes", reader.vote, lambda s, rows, _: s.do(ImportVotes(source, run, rows))),
        ImportStep("PostLinks", reader.link, lambda s, rows, _: _count_links(s, source, rows)),
        ImportStep("Badges", reader.badge, _import_nothing),
        ImportStep("PostHistory", reader.history, _import_nothing),
    )


def _count_links(session: Session, source: str, links: tuple[tuple[str, str], ...]) -> ImportResult:
    named = tuple(sorted({post for link in links for post in link}))
    missing = session.ask(ListMissingPosts(source, named))
    reasons = (missing.get(post) or missing.get(other) or "links not supported" for post, other in links)
    return ImportResult(0, Counter(reasons))


def _import_nothing(session: Session, rows: tuple[Any, ...], skipped: tuple[str, ...]) -> ImportResult:
    return ImportResult(0)


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
        try:
            for objects in batches(_read(self._dump.rows(step.table), step.read), self._size):
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
        return ImportResult(result.imported, skipped)


def _read(rows: Iterator[Row], read: ReadRow) -> Iterator[Any]:
    for row in rows:
        try:
            item = read(row)
        except DumpRowRejected as rejected:
            item = rejected
        if item is not None:
            yield item
