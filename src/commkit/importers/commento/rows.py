"""How objects of a Commento export become threads and comments.

The format is that of Commento's own export, version 1: `comments`, each with the path of its page, and `commenters`.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from attrs import evolve

from commkit.importers.discussions.fields import (
    body_of,
    flag,
    id_of,
    line_of,
    moment,
    moment_or_none,
    name_of,
    upvotes_of,
)
from commkit.importers.discussions.json_rows import read_json_parts
from commkit.importers.discussions.pages import url_of
from commkit.importers.discussions.records import (
    GUEST,
    Author,
    Found,
    FoundComment,
    FoundMember,
    FoundThread,
    LeftOut,
    RowRejected,
    RowsDamaged,
    SkippedRow,
)
from commkit.importers.streams import ExportStream

PAGES = "pages"
COMMENTS = "comments"
COMMENTERS = "commenters"

_VERSION = 1
_ROOT = "root"
_ANONYMOUS = "anonymous"
_DELETED = "[deleted]"
"""The text of a deleted comment in exports that do not say `deleted`."""
_STATES = {"approved": "", "unapproved": "not approved", "flagged": "spam"}
_PRIVATE = ("email", "photo", "link")


class CommentoReader:
    """Reads exports.

    Args:
        latest: The latest time that a row may have.
    """

    def __init__(self, latest: datetime) -> None:
        self._latest = latest
        self._pages: set[str] = set()

    def read(self, stream: ExportStream) -> Iterator[Found]:
        """What the rows of a file hold; a page is found with its first comment.

        Raises:
            RowsDamaged: It cannot be read any further, or is no export of Commento.
        """
        known = False
        for part in read_json_parts(stream):
            if part.name == "version" and part.value != _VERSION:
                raise RowsDamaged("it is of another version of Commento than 1")
            if part.name not in (COMMENTS, COMMENTERS):
                continue
            known = True
            if part.listed:
                yield from self._row(part.name, part.value)
        if not known:
            raise RowsDamaged("it is no export of Commento: it has no comments")

    def _row(self, table: str, value: Any) -> Iterator[Found]:
        try:
            if not isinstance(value, Mapping):
                raise RowRejected("not an object")
            if table == COMMENTERS:
                if private := {name: 1 for name in _PRIVATE if value.get(name)}:
                    yield LeftOut(table, private)
                yield self._commenter(value)
                return
            page = _page(value)
            if page.id not in self._pages:
                self._pages.add(page.id)
                yield page
            yield self._comment(value, page.id)
        except RowRejected as rejected:
            yield SkippedRow(table, rejected.reason)

    def _commenter(self, value: Mapping[str, Any]) -> FoundMember:
        return FoundMember(
            COMMENTERS,
            id_of(value.get("commenterHex"), "user", "commenterHex"),
            name_of(value.get("name")),
            moment_or_none(value.get("joinDate"), latest=self._latest),
        )

    def _comment(self, value: Mapping[str, Any], page: str) -> FoundComment:
        parent = value.get("parentHex")
        found = FoundComment(
            id=id_of(value.get("commentHex"), "comment", "commentHex"),
            thread=page,
            parent=None if parent in (None, "", _ROOT) else id_of(parent, "comment", "parentHex"),
        )
        try:
            if reason := _kept_out(value):
                raise RowRejected(reason)
            markdown = value.get("markdown")
            return evolve(
                found,
                body=body_of(markdown or value.get("html"), "markdown"),
                markup="markdown" if markdown else "html",
                author=_author(value.get("commenterHex")),
                created_at=moment(value.get("creationDate"), "creationDate", latest=self._latest),
                upvotes=upvotes_of(value.get("score")),
            )
        except RowRejected as rejected:
            return evolve(found, reason=rejected.reason)


def _page(value: Mapping[str, Any]) -> FoundThread:
    domain, path = line_of(value.get("domain"), 250), line_of(value.get("url"))
    if not path and not domain:
        raise RowRejected("no url")
    url = url_of(path) or (url_of(f"https://{domain}{path}") if domain else "")
    return FoundThread(
        id=id_of(f"{domain}{path}", "page", "url"),
        group=domain,
        title=f"{domain}{path}"[:300],
        url=url,
        identifier=path,
    )


def _kept_out(value: Mapping[str, Any]) -> str:
    """Why a comment is kept out that its writer or a moderator had taken away; empty for others."""
    if flag(value.get("deleted"), "deleted") or str(value.get("markdown")).strip() == _DELETED:
        return "deleted"
    state = value.get("state")
    return "" if state in (None, "") else _STATES.get(str(state), "state not known")


def _author(hex: Any) -> Author:
    if hex in (None, "", _ANONYMOUS):
        return GUEST
    return Author(id_of(hex, "user", "commenterHex"), "", listed=True)
