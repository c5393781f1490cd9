"""How elements of a Disqus export become threads and comments.

The format is that of https://disqus.com/api/schemas/1.0/disqus.xsd: categories, then threads, each a page, then posts,
which name their thread and the post that they reply to by `dsq:id`.
"""

from collections.abc import Iterator
from datetime import datetime

from attrs import evolve

from commkit.importers.conversation_batches import digest
from commkit.importers.discussions.fields import (
    body_of,
    flag,
    id_of,
    line_of,
    moment,
    moment_or_none,
    name_of,
    paragraphs,
    tag_of,
    title_of,
)
from commkit.importers.discussions.pages import url_of
from commkit.importers.discussions.records import (
    GUEST,
    Author,
    Found,
    FoundComment,
    FoundTag,
    FoundThread,
    LeftOut,
    RowRejected,
    SkippedRow,
)
from commkit.importers.discussions.xml_rows import RowKind, XmlRow, read_xml_rows
from commkit.importers.records import ExternalTag
from commkit.importers.streams import ExportStream

CATEGORIES = "categories"
THREADS = "threads"
COMMENTS = "posts"

_AUTHOR = ("author/name", "author/username", "author/isAnonymous")
_PRIVATE = frozenset({"author/email", "ipAddress"})
_KINDS = {
    "disqus/category": RowKind(CATEGORIES, frozenset({"@dsq:id", "title", "isDefault"})),
    "disqus/thread": RowKind(
        THREADS,
        frozenset(
            {
                "@dsq:id",
                "id",
                "forum",
                "category@dsq:id",
                "link",
                "title",
                "message",
                "createdAt",
                "isClosed",
                "isDeleted",
                *_AUTHOR,
            }
        ),
        _PRIVATE,
    ),
    "disqus/post": RowKind(
        COMMENTS,
        frozenset(
            {
                "@dsq:id",
                "id",
                "message",
                "createdAt",
                "isDeleted",
                "isSpam",
                "thread@dsq:id",
                "parent@dsq:id",
                *_AUTHOR,
            }
        ),
        _PRIVATE,
    ),
}


class DisqusReader:
    """Reads exports.

    Args:
        latest: The latest time that a row may have.
    """

    def __init__(self, latest: datetime) -> None:
        self._latest = latest
        self._tags: dict[str, str] = {}

    def read(self, stream: ExportStream) -> Iterator[Found]:
        """What the rows of a file hold.

        Raises:
            RowsDamaged: It cannot be read any further, or is no export of Disqus.
        """
        reads = {CATEGORIES: self._category, THREADS: self._thread, COMMENTS: self._comment}
        for row in read_xml_rows(stream, _KINDS, roots=("disqus",)):
            table = row.kind.table
            if row.private:
                yield LeftOut(table, row.private)
            try:
                if not row.whole:
                    raise RowRejected("cut off")
                yield reads[table](row)
            except RowRejected as rejected:
                yield SkippedRow(table, rejected.reason)

    def _category(self, row: XmlRow) -> Found:
        id = id_of(row.get("@dsq:id"), "category")
        if flag(row.get("isDefault"), "isDefault"):
            return SkippedRow(CATEGORIES, "default category")
        tag = tag_of(row.get("title"))
        if not tag:
            raise RowRejected("title cannot be a tag")
        self._tags[id] = tag
        return FoundTag(CATEGORIES, ExternalTag(external_id=id, name=tag))

    def _thread(self, row: XmlRow) -> FoundThread:
        category = row.get("category@dsq:id")
        tag = self._tags.get(id_of(category, "category")) if category else None
        message = row.get("message")
        reason = _kept_out(row)
        return FoundThread(
            id=id_of(row.get("@dsq:id"), "thread"),
            group=line_of(row.get("forum"), 200),
            title=title_of(row.get("title")),
            url=url_of(row.get("link")),
            identifier=line_of(row.get("id")),
            body=paragraphs(body_of(message, "message")) if message and not reason else "",
            author=_author(row),
            created_at=moment_or_none(row.get("createdAt"), latest=self._latest),
            closed=flag(row.get("isClosed"), "isClosed"),
            tags=(tag,) if tag else (),
            reason=reason,
        )

    def _comment(self, row: XmlRow) -> FoundComment:
        own, internal = row.get("@dsq:id"), row.get("id")
        id = id_of(own, "post") if own else id_of(internal, "post-id")
        parent = row.get("parent@dsq:id")
        found = FoundComment(
            id=id,
            thread=id_of(row.get("thread@dsq:id"), "thread", "thread"),
            parent=id_of(parent, "post", "parent") if parent else None,
        )
        try:
            if reason := _kept_out(row):
                raise RowRejected(reason)
            return evolve(
                found,
                body=paragraphs(body_of(row.get("message"), "message")),
                author=_author(row),
                created_at=moment(row.get("createdAt"), "createdAt", latest=self._latest),
            )
        except RowRejected as rejected:
            return evolve(found, reason=rejected.reason)


def _kept_out(row: XmlRow) -> str:
    """Why a row is kept out that the site or Disqus had taken away; empty for others."""
    try:
        if flag(row.get("isDeleted"), "isDeleted"):
            return "deleted"
        return "spam" if flag(row.get("isSpam"), "isSpam") else ""
    except RowRejected as rejected:
        return rejected.reason


def _author(row: XmlRow) -> Author:
    """Who wrote it: somebody with an account is known by it, all others are guests."""
    name, username = name_of(row.get("author/name")), row.get("author/username")
    if row.get("author/isAnonymous") == "true" or not username:
        return Author(None, name or GUEST.name)
    return Author(f"user {digest(username)}", name)
