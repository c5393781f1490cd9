"""An import of discussions: an export is read once, then its threads are imported, a batch in each transaction."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from itertools import islice
from typing import Any

from attrs import evolve, frozen

from commkit.importers.batches import Progress, batches
from commkit.importers.conversation_batches import ConversationImporter
from commkit.importers.discussions.comments import CommentRows
from commkit.importers.discussions.fields import TITLE, latest_of, link_to
from commkit.importers.discussions.records import (
    Author,
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
from commkit.importers.discussions.threads import ThreadRow, ThreadRows
from commkit.importers.kept.records import ExternalPage
from commkit.importers.messages import (
    ImportCommand,
    ImportMembers,
    ImportTags,
    ListMissingPosts,
    ListRefusedFiles,
)
from commkit.importers.ports import KitProtocol
from commkit.importers.records import ExternalFile, ExternalMember, ExternalPost, ImportResult
from commkit.importers.report import ImportReport, ReadFailure, TableImportReport
from commkit.runtime.model.ids import Ids
from commkit.runtime.model.messages import Query
from commkit.runtime.sessions.composition import SYSTEM
from commkit.runtime.sessions.session import Session

_LOOK_UP = 5_000
_MAX_CHARACTERS = 4 * 1024 * 1024
"""Of the texts of a batch."""
_WRITER = "writer"


@frozen
class _Unit:
    """A post that is imported.

    Attributes:
        post: The post.
        author: Who wrote it.
        pages: The pages of the thread that it opens.
        note: What is unusual about its parent; empty for nothing.
        row: The row of its thread, where a comment opens that; None for others.
    """

    post: ExternalPost
    author: Author
    pages: tuple[ExternalPage, ...] = ()
    note: str = ""
    row: ThreadRow | None = None


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
    ) -> None:
        self._importer = ConversationImporter(kit, community, source, size=size)
        self._kit = kit
        self._community = community
        self._source = source
        self._tables = (threads, comments)
        self._size = size
        self._progress = progress
        self._run = Ids().new(kit.clock())
        self._threads = ThreadRows()
        self._comments = CommentRows()
        self._spool = Spool()
        self._listed: set[str] = set()
        self._since: dict[str, datetime] = {}
        self._waiting: dict[type, list[Any]] = {FoundMember: [], FoundTag: [], FoundFile: []}
        self._dateless: list[FoundMember] = []
        self._damaged = False
        self._reports: dict[str, TableImportReport] = {}
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
            told = f"{name} cannot be read after row {count} (line {damaged.line}): {damaged.reason}"
            failure = ReadFailure(
                count,
                damaged.line,
                damaged.column,
                damaged.reason,
                f"{told}; get a whole copy of it and import again",
            )
            self._reports[name] = evolve(self._report(name), failure=failure)

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
        self._threads.merge(self._find_imported)
        self._comments.resolve(
            self._threads, self._find_imported, members=self._listed, damaged=self._damaged
        )
        self._count_skipped()
        units = batches(
            self._units(), self._size, max_weight=_MAX_CHARACTERS, weigh=lambda unit: len(unit.post.body)
        )
        for chunk in units:
            self._import_batch(chunk)
        return ImportReport(self._source, dict(sorted(self._reports.items())))

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
                self._listed.add(row.id)
                self._dateless.append(row)
            case FoundMember() | FoundTag() | FoundFile():
                self._waiting[type(row)].append(row)
                if len(self._waiting[type(row)]) >= self._size:
                    self._flush(type(row))
            case SkippedRow():
                self._skip(row.table, row.reason)
            case FoundGroup():
                self._threads.set_group(row)
            case LeftOut():
                report = self._report(row.table)
                left_out = dict(Counter(report.left_out) + Counter(row.fields))
                self._reports[row.table] = evolve(report, left_out=left_out)

    def _take_thread(self, row: FoundThread) -> None:
        place = self._spool.add({"body": row.body}) if row.body and not row.reason else -1
        skipped = self._threads.add(evolve(row, body=""), place)
        if skipped and not row.implied:
            self._skip(self._tables[0], skipped)
        self._see(row.author, row.created_at)

    def _take_comment(self, row: FoundComment) -> None:
        place = -1 if row.reason else self._spool.add(_record(row))
        if skipped := self._comments.add(row, place):
            self._skip(self._tables[1], skipped)
        self._see(row.author, row.created_at)

    def _see(self, author: Author, at: datetime | None) -> None:
        if author.id is not None and at is not None:
            self._since[author.id] = min(at, self._since.get(author.id, at))

    def _report(self, table: str) -> TableImportReport:
        return self._reports.setdefault(table, TableImportReport())

    def _skip(self, table: str, reason: str, count: int = 1) -> None:
        self._reports[table] = self._report(table).plus(ImportResult(0, {reason: count}))

    def _flush(self, kind: type) -> None:
        """Import the rows of a kind that wait; they may be of several tables."""
        waiting, self._waiting[kind] = self._waiting[kind], []
        for table in dict.fromkeys(row.table for row in waiting):
            rows = [row for row in waiting if row.table == table]
            if kind is FoundFile:
                self._skip_files(table, [row.file for row in rows])
                continue
            command: ImportCommand
            if kind is FoundMember:
                command = ImportMembers(self._source, self._run, tuple(map(self._member, rows)))
                self._listed |= {row.id for row in rows}
            else:
                command = ImportTags(self._source, self._run, tuple(row.tag for row in rows))
            self._add(table, self._kit.transact(SYSTEM, self._community, partial(_do, command=command)))

    def _member(self, row: FoundMember) -> ExternalMember:
        joined_at = row.joined_at or self._since.get(row.id, self._now)
        return member_of(self._source, row.id, row.name, joined_at)

    def _skip_files(self, table: str, files: Sequence[ExternalFile]) -> None:
        """Count files, whose bytes no export has, by why they may not be attached; nothing is fetched."""
        query = ListRefusedFiles(tuple(files))
        refused = self._kit.transact(SYSTEM, self._community, partial(_ask, query=query), read_only=True)
        for file in files:
            self._skip(table, refused.get(file.external_id, "file not in the export"))

    def _add(self, table: str, result: ImportResult) -> None:
        self._reports[table] = self._report(table).plus(result)
        if self._progress is not None:
            self._progress(table, self._reports[table].rows)

    def _find_imported(self, ids: Iterable[str]) -> set[str]:
        """Those that were imported before, also where they are removed since."""
        missing = self._missing(ids)
        return {id for id, reason in missing.items() if reason in ("", "post removed")}

    def _missing(self, ids: Iterable[str]) -> Mapping[str, str]:
        """Why nothing can be added to some posts; an empty text where something can."""
        found: dict[str, str] = {}
        waiting = iter(ids)
        while some := tuple(islice(waiting, _LOOK_UP)):
            query = ListMissingPosts(self._source, some)
            missing = self._kit.transact(SYSTEM, self._community, partial(_ask, query=query), read_only=True)
            found |= {id: missing.get(id, "") for id in some}
        return found

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
                self._skip(table, reason, count)

    def _units(self) -> Iterator[_Unit]:
        """All posts that are imported, each after the one that it replies to."""
        below = self._comments.of_threads()
        for row in self._threads:
            if row.reason:
                continue
            comments = below.get(row.found.id, [])
            opener = self._opener(row, comments)
            if opener is None:
                self._skip_dateless(row, len(comments))
                continue
            yield opener
            for number in comments:
                yield self._reply(number, opener.post.external_id)

    def _skip_dateless(self, row: ThreadRow, comments: int) -> None:
        if not row.found.implied:
            self._skip(self._tables[0], "no date and no comments")
        assert not comments

    def _opener(self, row: ThreadRow, comments: Sequence[int]) -> _Unit | None:
        """The post that opens a thread; None for a thread without a date and without comments."""
        found = row.found
        if found.has_opener:
            number = self._comments.opener(found.id)
            assert number is not None
            record = self._spool.read(self._comments.place(number))
            unit = evolve(_unit(record, external_id=found.id, parent=None), row=row)
        elif found.created_at is None and not comments:
            return None
        else:
            created_at = found.created_at or self._time(comments[0])
            body = self._spool.read(row.place)["body"] if row.place >= 0 else ""
            unit = _Unit(_page_post(found, body, created_at), found.author)
        created_at = unit.post.created_at
        post = evolve(
            unit.post,
            title=found.title or found.url[:TITLE] or found.identifier[:TITLE],
            tags=self._threads.tags(row),
            closed_at=max((created_at, *map(self._time, comments[-1:]))) if row.closed else None,
        )
        return evolve(unit, post=post, pages=_pages(row, created_at))

    def _time(self, number: int) -> datetime:
        return datetime.fromtimestamp(self._comments.time(number), UTC)

    def _reply(self, number: int, opener: str) -> _Unit:
        record = self._spool.read(self._comments.place(number))
        parent = self._comments.parent(number) or opener
        unit = _unit(record, external_id=self._comments.id(number), parent=parent)
        return evolve(unit, note=self._comments.notes.get(number, ""))

    def _import_batch(self, units: Sequence[_Unit]) -> None:
        asked = [unit.post.external_id for unit in units if unit.note or unit.row]
        missing = self._missing(asked) if asked else {}
        new = {id for id, reason in missing.items() if reason in ("post missing", "post skipped")}
        openers, replies = self._importer.import_parts(
            self._members(units),
            [unit.post for unit in units],
            pages=[page for unit in units for page in unit.pages],
        )
        notes = Counter(unit.note for unit in units if unit.note and unit.post.external_id in new)
        replies = evolve(replies, changes=_sum(replies.changes, notes))
        rows = [unit for unit in units if unit.row]
        if rows:  # comments open the threads of this export: both of their rows are counted
            replies = replies.plus(openers)
            topics = [
                unit.post.external_id in new for unit in rows if unit.row and not unit.row.found.implied
            ]
            skipped = {"already imported": topics.count(False)} if False in topics else {}
            openers = ImportResult(topics.count(True), skipped)
        for table, result in zip(self._tables, (openers, replies), strict=True):
            if result.imported or result.skipped:
                self._add(table, result)

    def _members(self, units: Iterable[_Unit]) -> Iterable[ExternalMember]:
        for unit in units:
            author = unit.author
            if author.id is not None and not author.listed:
                yield member_of(
                    self._source, author.id, author.name, self._since.get(author.id, unit.post.created_at)
                )


def _sum(one: Mapping[str, int], other: Mapping[str, int]) -> Mapping[str, int]:
    return dict(Counter(one) + Counter(other))


def member_of(source: str, id: str, name: str, joined_at: datetime) -> ExternalMember:
    """Somebody with an account at the source.

    Args:
        source: The name of the source, a prefix of the keys of members.
        id: Their external id.
        name: What they are called; empty where the source does not say.
        joined_at: When they joined, or wrote first.
    """
    named = name or f"{_WRITER} {id.rpartition(' ')[2][:6]}"
    return ExternalMember(external_id=id, key=f"{source}:{id}", name=named, joined_at=joined_at)


def _do(session: Session, command: ImportCommand) -> ImportResult:
    return session.do(command)


def _ask(session: Session, query: Query[Mapping[str, str]]) -> Mapping[str, str]:
    return session.ask(query)


def _page_post(found: FoundThread, body: str, created_at: datetime) -> ExternalPost:
    """The post that opens the thread of a page: what the page says, or a link to it."""
    return ExternalPost(
        external_id=found.id,
        author=found.author.id,
        author_name=found.author.name or None,
        body=body or link_to(found.url, found.title or found.identifier or found.id),
        markup=found.markup if body else "html",
        created_at=created_at,
    )


def _pages(row: ThreadRow, at: datetime) -> tuple[ExternalPage, ...]:
    """The pages of a thread and of those that it stands for."""
    return tuple(
        ExternalPage(
            external_id=each.found.id,
            post=row.found.id,
            url=each.found.url,
            identifier=each.found.identifier,
            at=each.found.created_at or at,
        )
        for each in row.all
        if each.found.url or each.found.identifier
    )


def _record(found: FoundComment) -> dict[str, Any]:
    """What is kept of a comment until it is imported."""
    return {
        "author": found.author.id,
        "name": found.author.name,
        "listed": found.author.listed,
        "body": found.body,
        "markup": found.markup,
        "at": found.created_at.isoformat() if found.created_at else None,
        "edited": found.edited_at.isoformat() if found.edited_at else None,
        "upvotes": found.upvotes,
    }


def _unit(record: Mapping[str, Any], *, external_id: str, parent: str | None) -> _Unit:
    post = ExternalPost(
        external_id=external_id,
        author=record["author"],
        author_name=record["name"] or None,
        body=record["body"],
        markup=record["markup"],
        created_at=datetime.fromisoformat(record["at"]),
        edited_at=datetime.fromisoformat(record["edited"]) if record["edited"] else None,
        parent=parent,
        upvotes=record["upvotes"],
    )
    return _Unit(post, Author(record["author"], record["name"], record["listed"]))
