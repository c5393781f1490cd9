"""Batches of a conversation: its people, the posts that open threads and the replies, in one transaction each."""

import hashlib
from collections.abc import Iterable
from pathlib import Path
from uuid import UUID

from commkit.importers.kept.messages import ImportPages
from commkit.importers.kept.records import ExternalPage
from commkit.importers.messages import ImportMembers, ImportReplies, ImportThreads
from commkit.importers.ports import KitProtocol
from commkit.importers.records import ExternalMember, ExternalPost, ImportResult
from commkit.runtime.model.errors import Invalid
from commkit.runtime.model.ids import Ids
from commkit.runtime.sessions.composition import SYSTEM
from commkit.runtime.sessions.session import Session

_MAX_BATCH = 5_000
_MAX_SOURCE = 80


class ConversationImporter:
    """Imports batches of messages, of which one that opens a thread comes before its replies.

    Args:
        kit: The Kit.
        community: The community's slug.
        source: The name of the source.
        size: Rows in a transaction.

    Raises:
        Invalid: The size is out of range.
    """

    def __init__(self, kit: KitProtocol, community: str, source: str, *, size: int) -> None:
        if not 1 <= size <= _MAX_BATCH:
            raise Invalid.field("batch", "out_of_range", f"import 1 to {_MAX_BATCH} rows at a time")
        self._kit = kit
        self._community = community
        self._source = source
        self._run: UUID = Ids().new(kit.clock())
        self._members: set[str] = set()

    def import_batch(
        self, members: Iterable[ExternalMember], posts: Iterable[ExternalPost], skipped: Iterable[str] = ()
    ) -> ImportResult:
        """Import a batch; gives the counts of its posts. See `import_parts`."""
        openers, replies = self.import_parts(members, posts, skipped)
        return openers.plus(replies)

    def import_parts(
        self,
        members: Iterable[ExternalMember],
        posts: Iterable[ExternalPost],
        skipped: Iterable[str] = (),
        pages: Iterable[ExternalPage] = (),
    ) -> tuple[ImportResult, ImportResult]:
        """Import a batch in one transaction.

        Args:
            members: The authors of the posts; those of earlier batches are left out.
            posts: The posts in an order in which each comes after the one it replies to.
            skipped: The external ids of posts that are skipped for good.
            pages: The pages on which threads stood, which the batch opens.

        Returns:
            The counts of the posts that open threads, and those of the replies.
        """
        people = {person.external_id: person for person in members if person.external_id not in self._members}
        posts, refused = tuple(posts), tuple(skipped)
        openers = tuple(post for post in posts if post.parent is None)
        replies = tuple(post for post in posts if post.parent is not None)
        stood = tuple(pages)

        def work(session: Session) -> tuple[ImportResult, ImportResult]:
            opened = replied = ImportResult(0)
            if people:
                session.do(ImportMembers(self._source, self._run, tuple(people.values())))
            if openers or refused:
                opened = session.do(ImportThreads(self._source, self._run, openers, refused))
            if stood:
                kept = session.do(ImportPages(self._source, self._run, stood)).changes
                taken = {f"page {change}": count for change, count in kept.items() if change != "kept"}
                opened = opened.plus(ImportResult(0, changes=taken))
            if replies:
                command = ImportReplies(self._source, self._run, replies, role="message")
                replied = session.do(command)
            return opened, replied

        if not posts and not refused:
            return ImportResult(0), ImportResult(0)
        result = self._kit.transact(SYSTEM, self._community, work)
        self._members |= people.keys()
        return result


def digest(*parts: str) -> str:
    """An external id of 32 characters, the same for the same parts."""
    return hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()[:32]


def source_of(path: str | Path) -> str:
    """The name of a source: that of the file or folder, without its suffixes; a long one ends in a digest."""
    name = Path(path).resolve().name
    name = "".join(sign for sign in name.split(".")[0] if sign.isprintable()) or "archive"
    return name if len(name) <= _MAX_SOURCE else f"{name[: _MAX_SOURCE - 17]}-{digest(name)[:16]}"
