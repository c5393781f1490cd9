"""The posts that are imported of an export: those that open threads, and the comments below them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from attrs import astuple, evolve, frozen

from commkit.importers.discussions.comments import CommentRows
from commkit.importers.discussions.fields import TITLE, link_to
from commkit.importers.discussions.records import Author, FoundComment, FoundThread, FoundUpload
from commkit.importers.discussions.spool import Spool
from commkit.importers.discussions.threads import ThreadRow, ThreadRows
from commkit.importers.kept.records import ExternalPage
from commkit.importers.records import ExternalPost


@frozen
class Unit:
    """A post that is imported.

    Attributes:
        post: The post.
        author: Who wrote it.
        pages: The pages of the thread that it opens.
        note: What is unusual about its parent; empty for nothing.
        row: The row of its thread, where a comment opens that; None for others.
        uploads: The files that it shows or links to.
    """

    post: ExternalPost
    author: Author
    pages: tuple[ExternalPage, ...] = ()
    note: str = ""
    row: ThreadRow | None = None
    uploads: tuple[FoundUpload, ...] = ()


class Units:
    """All posts that are imported, each after the one that it replies to.

    Args:
        threads: The threads, whose places are found.
        comments: The comments, whose places are found.
        spool: Where their texts are.
        skip_thread: Called with each thread that has no date and no comments.
    """

    def __init__(
        self,
        threads: ThreadRows,
        comments: CommentRows,
        spool: Spool,
        *,
        skip_thread: Callable[[ThreadRow], None],
    ) -> None:
        self._threads = threads
        self._comments = comments
        self._spool = spool
        self._skip_thread = skip_thread

    def __iter__(self) -> Iterator[Unit]:
        below = self._comments.of_threads()
        for row in self._threads:
            if row.reason:
                continue
            comments = below.get(row.found.id, [])
            opener = self._opener(row, comments)
            if opener is None:
                self._skip_thread(row)
                assert not comments
                continue
            yield opener
            for number in comments:
                yield self._reply(number, opener.post.external_id)

    def _opener(self, row: ThreadRow, comments: Sequence[int]) -> Unit | None:
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
            unit = Unit(_page_post(found, body, created_at), found.author)
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

    def _reply(self, number: int, opener: str) -> Unit:
        record = self._spool.read(self._comments.place(number))
        parent = self._comments.parent(number) or opener
        unit = _unit(record, external_id=self._comments.id(number), parent=parent)
        return evolve(unit, note=self._comments.notes.get(number, ""))


def record_of(found: FoundComment) -> dict[str, Any]:
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
        "uploads": [astuple(upload) for upload in found.uploads],
    }


def _unit(record: Mapping[str, Any], *, external_id: str, parent: str | None) -> Unit:
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
    author = Author(record["author"], record["name"], record["listed"])
    return Unit(post, author, uploads=tuple(FoundUpload(*upload) for upload in record["uploads"]))


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
