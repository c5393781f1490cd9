"""An import of discussions: an export is read once, then its threads are imported, a batch in each transaction."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from attrs import evolve

from commkit.importers.batches import Progress, batches
from commkit.importers.conversation_batches import ConversationImporter
from commkit.importers.discussions.comments import CommentRows
from commkit.importers.discussions.counts import Counts, add
from commkit.importers.discussions.fields import latest_of
from commkit.importers.discussions.people import People
from commkit.importers.discussions.records import (
    Found,
    FoundComment,
    FoundFile,
    FoundGroup,
    FoundMember,
    FoundTag,
    FoundThread,
    LeftOut,
    RowsDamaged,
    SkippedRow,
)
from commkit.importers.discussions.spool import Spool
from commkit.importers.discussions.target import Target
from commkit.importers.discussions.threads import ThreadRow, ThreadRows
from commkit.importers.discussions.units import Unit, Units, record_of
from commkit.importers.discussions.uploads import NEW, UploadPolicy, UploadRows
from commkit.importers.messages import ImportCommand, ImportMembers, ImportTags
from commkit.importers.ports import KitProtocol
from commkit.importers.records import ImportResult
from commkit.importers.report import ImportReport

_MAX_CHARACTERS = 4 * 1024 * 1024
"""Of the texts of a batch."""


class DiscussionImport:
    """The state of one import.

    Args:
        kit: The Kit.
        community: The community's slug.
        source: The name of the source.
        threads: The name of the table of threads.
        comments: The name of the table of comments.
        size: Rows in a transaction.
        progress: Called after each batch.
        uploads: How files of comments are taken; None to take none.

    Raises:
        Invalid: The size is out of range.

    Attributes:
        latest: The latest time that a row may have.
    """

    def __init__(
        self,
        kit: KitProtocol,
        community: str,
        source: str,
        *,
        threads: str,
        comments: str,
        size: int,
        progress: Progress | None,
        uploads: UploadPolicy | None = None,
    ) -> None:
        self._importer = ConversationImporter(kit, community, source, size=size)
        self._target = Target(kit, community, source)
        self._tables = (threads, comments)
        self._size = size
        self._threads = ThreadRows()
        self._comments = CommentRows()
        self._people = People(source)
        self._counts = Counts(progress)
        self._uploads = UploadRows(self._target, self._counts, uploads)
        self._spool = Spool()
        self._waiting: dict[type, list[Any]] = {FoundMember: [], FoundTag: [], FoundFile: []}
        self._dateless: list[FoundMember] = []
        self._damaged = False
        self._now = kit.clock()
        self.latest = latest_of(self._now)

    def read(self, name: str, rows: Iterable[Found]) -> None:
        """Read a file; one that cannot be read to its end is a failure of a table of its name.

        Args:
            name: Its name.
            rows: What its rows hold.
        """
        count = 0
        try:
            for row in rows:
                count += not isinstance(row, LeftOut | FoundGroup)
                self._take(row)
        except RowsDamaged as damaged:
            self._damaged = True
            self._counts.fail(name, count, damaged)

    def finish(self) -> ImportReport:
        """Import what was read.

        Returns:
            The report of every table.
        """
        for kind in self._waiting:
            self._flush(kind)
        for people in batches(self._dateless, self._size):
            self._waiting[FoundMember] = list(people)
            self._flush(FoundMember)
        find_imported = self._target.find_imported
        self._threads.merge(find_imported)
        self._comments.resolve(
            self._threads, find_imported, members=self._people.listed, damaged=self._damaged
        )
        self._count_skipped()
        units = Units(self._threads, self._comments, self._spool, skip_thread=self._skip_dateless)
        for chunk in batches(
            units, self._size, max_weight=_MAX_CHARACTERS, weigh=lambda unit: len(unit.post.body)
        ):
            self._import_batch(chunk)
        self._uploads.finish()
        return ImportReport(self._target.source, self._counts.tables)

    def close(self) -> None:
        """Delete what was read."""
        self._spool.close()

    def _take(self, row: Found) -> None:
        match row:
            case FoundThread():
                self._take_thread(row)
            case FoundComment():
                self._take_comment(row)
            case FoundMember() if row.joined_at is None:
                self._people.listed.add(row.id)
                self._dateless.append(row)
            case FoundMember() | FoundTag() | FoundFile():
                self._waiting[type(row)].append(row)
                if len(self._waiting[type(row)]) >= self._size:
                    self._flush(type(row))
            case SkippedRow():
                self._counts.skip(row.table, row.reason)
            case FoundGroup():
                self._threads.set_group(row)
            case LeftOut():
                self._counts.leave_out(row)

    def _take_thread(self, row: FoundThread) -> None:
        place = self._spool.add({"body": row.body}) if row.body and not row.reason else -1
        skipped = self._threads.add(evolve(row, body=""), place)
        if skipped and not row.implied:
            self._counts.skip(self._tables[0], skipped)
        self._people.see(row.author, row.created_at)

    def _take_comment(self, row: FoundComment) -> None:
        place = -1 if row.reason else self._spool.add(record_of(row))
        if skipped := self._comments.add(row, place):
            self._counts.skip(self._tables[1], skipped)
        self._people.see(row.author, row.created_at)

    def _flush(self, kind: type) -> None:
        """Import the rows of a kind that wait; they may be of several tables."""
        waiting, self._waiting[kind] = self._waiting[kind], []
        for table in dict.fromkeys(row.table for row in waiting):
            rows = [row for row in waiting if row.table == table]
            if kind is FoundFile:
                self._uploads.add_rows(rows)
                continue
            command: ImportCommand
            source, run = self._target.source, self._target.run
            if kind is FoundMember:
                members = (
                    self._people.member(row.id, row.name, row.joined_at, now=self._now) for row in rows
                )
                command = ImportMembers(source, run, tuple(members))
                self._people.listed |= {row.id for row in rows}
            else:
                command = ImportTags(source, run, tuple(row.tag for row in rows))
            self._counts.add(table, self._target.do(command))

    def _count_skipped(self) -> None:
        for table, reasons in zip(
            self._tables,
            (
                Counter(row.reason for row in self._threads if row.reason and not row.found.implied),
                Counter(self._comments.reasons.values()),
            ),
            strict=True,
        ):
            for reason, count in reasons.items():
                self._counts.skip(table, reason, count)
        self._uploads.count_skipped(self._comments)

    def _skip_dateless(self, row: ThreadRow) -> None:
        if not row.found.implied:
            self._counts.skip(self._tables[0], "no date and no comments")

    def _import_batch(self, units: Sequence[Unit]) -> None:
        asked = [unit.post.external_id for unit in units if unit.note or unit.row or unit.uploads]
        missing = self._target.missing(asked) if asked else {}
        openers, replies = self._importer.import_parts(
            self._people.authors(units),
            [unit.post for unit in units],
            pages=[page for unit in units for page in unit.pages],
        )
        new = {id for id, reason in missing.items() if reason in NEW}
        for table, result in zip(self._tables, _counted(units, openers, replies, new), strict=True):
            if result.imported or result.skipped:
                self._counts.add(table, result)
        self._uploads.take(units, missing)


def _counted(
    units: Sequence[Unit], openers: ImportResult, replies: ImportResult, new: set[str]
) -> tuple[ImportResult, ImportResult]:
    """The counts of the rows of threads and of comments, where a comment that opens a thread is a row of both."""
    notes = Counter(unit.note for unit in units if unit.note and unit.post.external_id in new)
    replies = evolve(replies, changes=add(replies.changes, notes))
    rows = [unit for unit in units if unit.row]
    if not rows:
        return openers, replies
    topics = [unit.post.external_id in new for unit in rows if unit.row and not unit.row.found.implied]
    skipped: Mapping[str, int] = {"already imported": topics.count(False)} if False in topics else {}
    return ImportResult(topics.count(True), skipped), replies.plus(openers)
