"""An import of archives of mail: the headers are read first, then the messages, in batches of one transaction each."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from functools import partial
from itertools import islice
from pathlib import Path

from attrs import evolve, frozen

from commkit.importers.archive import require_opening_kind
from commkit.importers.batches import Progress, batches
from commkit.importers.conversation_batches import ConversationImporter, source_of
from commkit.importers.mbox.bodies import read_body
from commkit.importers.mbox.files import list_archives
from commkit.importers.mbox.headers import read_headers
from commkit.importers.mbox.rows import member_of, post_of
from commkit.importers.mbox.splitting import RawMessage, split_messages
from commkit.importers.mbox.threading import MailPlace, ThreadIndex
from commkit.importers.messages import ListMissingPosts
from commkit.importers.ports import KitProtocol
from commkit.importers.records import ExternalMember, ExternalPost, ImportResult
from commkit.importers.report import ImportReport, ReadFailure, TableImportReport
from commkit.importers.streams import ExportStream, StreamDamaged
from commkit.runtime.model.errors import Invalid
from commkit.runtime.sessions.composition import SYSTEM
from commkit.runtime.sessions.session import Session

ATTACHMENTS = "attachments"
"""The name of the table of all attachments in the report."""

_AHEAD = timedelta(days=1)
"""How far the clock of a writer may be ahead."""
_LOOK_UP = 5_000


def import_mail(
    kit: KitProtocol,
    path: str | Path,
    community: str,
    *,
    source: str | None = None,
    batch: int = 200,
    progress: Progress | None = None,
) -> ImportReport:
    """Import archives of a mailing list into a community that exists. Needs the extra `rendering`.

    Messages become threads by their References and In-Reply-To. It may be stopped and started again at any moment:
    nothing is imported twice. Of each message some numbers are kept in memory, and the text of one batch.

    Args:
        kit: The Kit.
        path: An mbox, plain or gzip, or a folder or a zip of such files.
        community: The community's slug.
        source: The name of the source, by default that of the folder or file. Members and messages of one source are
            imported once; messages of a later archive of the same list join its threads.
        batch: Messages in a transaction, 1 to 5,000.
        progress: Called after each batch.

    Returns:
        The report of every file, and of all attachments, which are listed in the texts, but not imported. Of a file
        that cannot be read to its end, all messages before that place are imported.

    Raises:
        Invalid: There is no archive, the source is malformed, or the batch size is out of range.
        NotFound: There is no such community.
        Conflict: No kind of the community's type opens threads.
        Denied: The community is archived.
        PluginError: The packages of the extra `rendering` are not installed.
    """
    archives = list_archives(path)
    if not archives:
        raise Invalid.field("path", "no_archives", "there is no mbox in it, such as 2004-January.txt.gz")
    origin = f"mbox:{source or source_of(path)}"
    importer = ConversationImporter(kit, community, origin, size=batch)
    require_opening_kind(kit, community)
    importing = _Import(kit, community, importer, origin, size=batch, progress=progress)
    counts = [importing.read(archive) for archive in archives]
    importing.find_places()
    for step in range(importing.index.passes):
        for archive, (first, count) in zip(archives, counts, strict=True):
            importing.import_archive(archive, step, first, count)
    return ImportReport(origin, importing.tables)


def _ask(session: Session, query: ListMissingPosts) -> Mapping[str, str]:
    return session.ask(query)


@frozen
class _Skipped:
    """A message that is skipped.

    Attributes:
        reason: The reason.
        post: Its external id, where others may reply to it.
    """

    reason: str
    post: str | None = None


@frozen
class _Mail:
    post: ExternalPost
    member: ExternalMember | None
    attachments: int


class _Import:
    """The state of one import.

    Attributes:
        index: All messages, in the order of reading.
        tables: The result of each file so far.
    """

    def __init__(
        self,
        kit: KitProtocol,
        community: str,
        importer: ConversationImporter,
        source: str,
        *,
        size: int,
        progress: Progress | None,
    ) -> None:
        self._kit = kit
        self._community = community
        self._importer = importer
        self._source = source
        self._size = size
        self._progress = progress
        self._latest = kit.clock() + _AHEAD
        self.index = ThreadIndex()
        self.tables: dict[str, TableImportReport] = {}

    def read(self, archive: ExportStream) -> tuple[int, int]:
        """Read the headers of a file; gives the number of its first message, and how many it has."""
        first = len(self.index)
        self.tables[archive.name] = TableImportReport()
        try:
            with archive.open() as file:
                for message in split_messages(file):
                    if message.reason:
                        self.index.skip(message.reason)
                    else:
                        self.index.add(read_headers(message.data, latest=self._latest))
        except StreamDamaged as damaged:
            row = len(self.index) - first
            text = f"{archive.name} is {damaged.reason} after message {row}; import it again when it is whole"
            failure = ReadFailure(row, row + 1, 0, damaged.reason.replace(" ", "_"), text)
            self.tables[archive.name] = TableImportReport(failure=failure)
        return first, len(self.index) - first

    def find_places(self) -> None:
        """Find the places of all messages."""
        self.index.resolve(self._find_imported)

    def _find_imported(self, ids: Iterable[bytes]) -> set[bytes]:
        """Those that were imported before, also where they are removed since: nothing shall go elsewhere then."""
        found: set[bytes] = set()
        waiting = iter(ids)
        while some := tuple(id.hex() for id in islice(waiting, _LOOK_UP)):
            missing = self._kit.transact(
                SYSTEM,
                self._community,
                partial(_ask, query=ListMissingPosts(self._source, some)),
                read_only=True,
            )
            found |= {bytes.fromhex(id) for id in some if missing.get(id) in (None, "post removed")}
        return found

    def import_archive(self, archive: ExportStream, step: int, first: int, count: int) -> None:
        """Import those messages of a file whose turn it is."""
        if not any(self.index.place(first + row).step == step for row in range(count)):
            return
        report = self.tables[archive.name]
        for chunk in batches(self._rows(archive, step, first, count), self._size):
            report = self._import_batch(report, chunk)
            self.tables[archive.name] = report
            if self._progress is not None:
                self._progress(archive.name, report.rows)

    def _rows(self, archive: ExportStream, step: int, first: int, count: int) -> Iterator[_Skipped | _Mail]:
        with archive.open() as file:
            for row, message in enumerate(islice(split_messages(file), count)):
                place = self.index.place(first + row)
                if place.step == step:
                    yield self._mail(message, place)

    def _mail(self, message: RawMessage, place: MailPlace) -> _Skipped | _Mail:
        if place.reason:
            return _Skipped(place.reason)
        body = read_body(message.data)
        if body.reason:
            return _Skipped(body.reason, place.id.hex())
        headers = read_headers(message.data, latest=self._latest)
        post = post_of(self._source, headers, body, place)
        return _Mail(post, member_of(self._source, headers), len(body.attachments))

    def _import_batch(self, report: TableImportReport, rows: Sequence[_Skipped | _Mail]) -> TableImportReport:
        mails = [row for row in rows if isinstance(row, _Mail)]
        refused = [row for row in rows if isinstance(row, _Skipped)]
        result = self._importer.import_batch(
            [mail.member for mail in mails if mail.member],
            [mail.post for mail in mails],
            [row.post for row in refused if row.post],
        )
        if attachments := sum(mail.attachments for mail in mails):
            listed = ImportResult(0, {"attachments not supported": attachments})
            self.tables[ATTACHMENTS] = self.tables.get(ATTACHMENTS, TableImportReport()).plus(listed)
        skipped = Counter(result.skipped)
        skipped.update(row.reason for row in refused)
        return evolve(report.plus(ImportResult(result.imported, skipped)), failure=report.failure)
