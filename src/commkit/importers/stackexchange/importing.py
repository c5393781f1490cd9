"""An import of a dump: each table in turn, batch by batch, each batch in one transaction of its own."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

from attrs import evolve, frozen

from commkit.communities import ReadCommunity
from commkit.importers.kit_protocol import KitProtocol
from commkit.importers.messages import (
    ImportMembers,
    ImportReplies,
    ImportTags,
    ImportThreads,
    ImportVotes,
    ListMissingPosts,
)
from commkit.importers.post_kinds import opening_kind
from commkit.importers.records import ImportResult
from commkit.importers.report import ImportReport, ReadFailure, TableImportReport
from commkit.importers.stackexchange.dump import Dump, DumpCorrupted, Row
from commkit.importers.stackexchange.rows import DumpRowReader, DumpRowRejected
from commkit.runtime.model.errors import Invalid
from commkit.runtime.model.ids import CommunityId, Ids
from commkit.runtime.sessions.composition import SYSTEM
from commkit.runtime.sessions.session import Session

Progress = Callable[[str, int], None]
"""Is told a table and how many of its rows are through, after each batch."""

_MAX_SITE_LENGTH = 80
_MAX_BATCH = 5_000
"""What memory and the parameters of a statement hold."""

ReadRow = Callable[[Row], Any]
"""A row as a thing to take; None where another step speaks about it; raises DumpRowRejected."""

ImportBatch = Callable[[Session, tuple[Any, ...], tuple[str, ...]], ImportResult]
"""Takes a batch of things, and notes the posts that were left out."""


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

    It may be stopped and started again at any moment: what was taken is not taken twice. Memory does not grow with the
    size of the dump.

    Args:
        kit: The Kit.
        folder: Where the dump lies: one XML file a table, plain or gzip; any table may be missing.
        community: The community's slug.
        source: Names the site; the folder's name without its date where it is left out. A later dump of the same site
            adds what is new, if it has the same source.
        batch: Rows in a transaction, 1 to 5,000.
        progress: Told of each batch.

    Returns:
        What became of every row. A table that breaks in the middle is told there, and what came before it was taken.

    Raises:
        Invalid: There is no dump in the folder, or the source or the batch is no possible one.
        NotFound: There is no such community.
        Conflict: The community's type has no place for questions.
        Denied: The community is archived.
    """
    if not 1 <= batch <= _MAX_BATCH:
        raise Invalid.field("batch", "out_of_range", f"take 1 to {_MAX_BATCH} rows at a time")
    dump = Dump.open(folder)
    origin = f"stackexchange:{source or _short(dump.site)}"
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
    here = kit.transact(SYSTEM, community, lambda session: session.ask(ReadCommunity()), read_only=True)
    opening_kind(next(made for made in kit.types if made.name == here.type))


@frozen
class ImportStep:
    """One pass through a table.

    Attributes:
        table: Its name.
        read: Reads a row.
        import_batch: Takes what was read.
    """

    table: str
    read: ReadRow
    import_batch: ImportBatch


def _short(site: str) -> str:
    """A folder's name as a source: a very long one is cut, and told from others by a digest of all of it."""
    if len(site) <= _MAX_SITE_LENGTH:
        return site
    return f"{site[: _MAX_SITE_LENGTH - 17]}-{hashlib.sha256(site.encode()).hexdigest()[:16]}"


def _steps(reader: DumpRowReader, source: str, run: UUID) -> tuple[ImportStep, ...]:
    """In this order, so that what is referred to comes first; Posts in two passes, for the same reason."""
    return (
        ImportStep("Users", reader.member, lambda s, rows, _: s.do(ImportMembers(source, run, rows))),
        ImportStep("Tags", reader.tag, lambda s, rows, _: s.do(ImportTags(source, run, rows))),
        ImportStep(
            "Posts", reader.question, lambda s, rows, left: s.do(ImportThreads(source, run, rows, left))
        ),
        ImportStep(
            "Posts",
            reader.answer,
            lambda s, rows, left: s.do(ImportReplies(source, run, rows, role="answer", left_out=left)),
        ),
        ImportStep(
            "Comments",
            reader.comment,
            lambda s, rows, _: s.do(ImportReplies(source, run, rows, role="comment")),
        ),
        ImportStep("Votes", reader.vote, lambda s, rows, _: s.do(ImportVotes(source, run, rows))),
        ImportStep("PostLinks", reader.link, lambda s, rows, _: _count_links(s, source, rows)),
        ImportStep("Badges", reader.badge, _nothing),
        ImportStep("PostHistory", reader.history, _nothing),
    )


def _count_links(session: Session, source: str, links: tuple[tuple[str, str], ...]) -> ImportResult:
    named = tuple(sorted({post for link in links for post in link}))
    missing = session.ask(ListMissingPosts(source, named))
    reasons = (missing.get(post) or missing.get(other) or "links have no place yet" for post, other in links)
    return ImportResult(0, Counter(reasons))


def _nothing(session: Session, rows: tuple[Any, ...], left: tuple[str, ...]) -> ImportResult:
    return ImportResult(0)


class _Import:
    """One import under way.

    Attributes:
        tables: What became of each table so far.
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
        """Go through a table, as far as it can be read."""
        report = self.tables.setdefault(step.table, TableImportReport())
        try:
            for things in _batches(_read(self._dump.rows(step.table), step.read), self._size):
                self._reader.truncated, cut = 0, self._reader.truncated
                report = report.plus(self._import_batch(step, things), truncated=cut)
                self.tables[step.table] = report
                if self._progress is not None:
                    self._progress(step.table, report.rows)
        except DumpCorrupted as broken:
            stopped = ReadFailure(broken.row, broken.line, broken.column, broken.reason, broken.message)
            self.tables[step.table] = evolve(report, failure=stopped)

    def _import_batch(self, step: ImportStep, things: Sequence[Any]) -> ImportResult:
        refused = [thing for thing in things if isinstance(thing, DumpRowRejected)]
        rows = tuple(thing for thing in things if not isinstance(thing, DumpRowRejected))
        left = tuple(refusal.post for refusal in refused if refusal.post is not None)
        taken = ImportResult(0)
        if rows or left:
            taken = self._kit.transact(
                SYSTEM, self._community, lambda session: step.import_batch(session, rows, left)
            )
        skipped = Counter(taken.skipped)
        skipped.update(refusal.reason for refusal in refused)
        return ImportResult(taken.imported, skipped)


def _read(rows: Iterator[Row], read: ReadRow) -> Iterator[Any]:
    for row in rows:
        try:
            thing = read(row)
        except DumpRowRejected as refused:
            thing = refused
        if thing is not None:
            yield thing


def _batches(things: Iterable[Any], size: int) -> Iterator[list[Any]]:
    """Lists of at most `size`; what came before a break is handed out before the break is raised."""
    batch: list[Any] = []
    broken: DumpCorrupted | None = None
    try:
        for thing in things:
            batch.append(thing)
            if len(batch) == size:
                yield batch
                batch = []
    except DumpCorrupted as error:
        broken = error
    if batch:
        yield batch
    if broken is not None:
        raise broken
