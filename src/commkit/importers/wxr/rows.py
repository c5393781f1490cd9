"""How elements of a WXR file become threads and comments.

WXR is the RSS of WordPress's own export, with elements of its own: authors and terms, then items (posts, pages and all
else that is kept as a post), each with its comments.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime

from attrs import evolve

from commkit.importers.discussions.fields import (
    body_of,
    id_of,
    line_of,
    moment,
    moment_or_none,
    name_of,
    paragraphs,
    tag_of,
    tags_of,
    title_of,
)
from commkit.importers.discussions.pages import url_of
from commkit.importers.discussions.records import (
    GUEST,
    Author,
    Found,
    FoundComment,
    FoundMember,
    FoundTag,
    FoundThread,
    LeftOut,
    RowRejected,
    SkippedRow,
)
from commkit.importers.discussions.xml_rows import RowKind, XmlRow, first, read_xml_rows
from commkit.importers.records import ExternalTag
from commkit.importers.streams import ExportStream

AUTHORS = "authors"
CATEGORIES = "categories"
TAGS = "tags"
TERMS = "terms"
ITEMS = "items"
COMMENTS = "comments"

_KINDS = {
    "channel/wp:author": RowKind(
        AUTHORS,
        frozenset({"wp:author_id", "wp:author_login", "wp:author_display_name"}),
        frozenset({"wp:author_email", "wp:author_first_name", "wp:author_last_name"}),
    ),
    "channel/wp:category": RowKind(CATEGORIES, frozenset({"wp:category_nicename", "wp:cat_name"})),
    "channel/wp:tag": RowKind(TAGS, frozenset({"wp:tag_slug", "wp:tag_name"})),
    "channel/wp:term": RowKind(TERMS, frozenset()),
    "channel/item": RowKind(
        ITEMS,
        frozenset(
            {
                "title",
                "link",
                "guid",
                "dc:creator",
                "content:encoded",
                "dsq:thread_identifier",
                "wp:post_id",
                "wp:post_date",
                "wp:post_date_gmt",
                "wp:comment_status",
                "wp:status",
                "wp:post_type",
                "wp:post_password",
                "category@domain",
                "category@nicename",
            }
        ),
    ),
    "item/wp:comment": RowKind(
        COMMENTS,
        frozenset(
            {
                "wp:comment_id",
                "wp:comment_author",
                "wp:comment_date",
                "wp:comment_date_gmt",
                "wp:comment_content",
                "wp:comment_approved",
                "wp:comment_type",
                "wp:comment_parent",
                "wp:comment_user_id",
            }
        ),
        frozenset({"wp:comment_author_email", "wp:comment_author_IP", "wp:comment_author_url"}),
    ),
}
_TYPES = ("post", "page")
_STATUSES = ("draft", "pending", "private", "future", "trash", "inherit", "auto-draft")
_APPROVED = {"1": "", "approved": "", "0": "not approved", "hold": "not approved", "spam": "spam"}
_TRASH = ("trash", "post-trashed")
_DEFAULT = "uncategorized"


class WxrReader:
    """Reads WXR files.

    Args:
        latest: The latest time that a row may have.
    """

    def __init__(self, latest: datetime) -> None:
        self._latest = latest
        self._authors: dict[str, Author] = {}
        self._ids: set[str] = set()

    def read(self, stream: ExportStream) -> Iterator[Found]:
        """What the rows of a file hold; comments come before their item.

        Raises:
            RowsDamaged: It cannot be read any further, or is no WXR file.
        """
        reads: Mapping[str, Callable[[XmlRow], Found]] = {
            AUTHORS: self._author,
            CATEGORIES: _category,
            TAGS: _tag,
            TERMS: _term,
            ITEMS: self._item,
            COMMENTS: self._comment,
        }
        for row in read_xml_rows(stream, _KINDS, roots=("rss", "channel")):
            table = row.kind.table
            if row.private:
                yield LeftOut(table, row.private)
            try:
                if not row.whole:
                    raise RowRejected("cut off")
                yield reads[table](row)
            except RowRejected as rejected:
                yield SkippedRow(table, rejected.reason)

    def _author(self, row: XmlRow) -> FoundMember:
        id = id_of(row.get("wp:author_id"), "user", "wp:author_id")
        name = name_of(row.get("wp:author_display_name"))
        self._ids.add(id)
        if login := row.get("wp:author_login"):
            self._authors[login] = Author(id, name, listed=True)
        return FoundMember(AUTHORS, id, name)

    def _item(self, row: XmlRow) -> FoundThread:
        reason = _item_kept_out(row)
        content = row.get("content:encoded")
        return FoundThread(
            id=_thread_id(row.values),
            title=title_of(row.get("title")),
            url=url_of(row.get("link")),
            identifier=line_of(row.get("dsq:thread_identifier") or row.get("guid")),
            body=paragraphs(body_of(content, "content:encoded")) if content and not reason else "",
            author=self._authors.get(row.get("dc:creator"), Author()),
            created_at=moment_or_none(
                _date(row, "wp:post_date_gmt") or _date(row, "wp:post_date"), latest=self._latest
            ),
            closed=row.get("wp:comment_status") == "closed",
            tags=_tags(row),
            reason=reason,
        )

    def _comment(self, row: XmlRow) -> FoundComment:
        parent = row.get("wp:comment_parent")
        found = FoundComment(
            id=id_of(row.get("wp:comment_id"), "comment", "wp:comment_id"),
            thread=_thread_id(row.around),
            parent=id_of(parent, "comment", "wp:comment_parent") if parent not in ("", "0") else None,
        )
        try:
            if reason := _comment_kept_out(row):
                raise RowRejected(reason)
            date = "wp:comment_date_gmt" if _date(row, "wp:comment_date_gmt") else "wp:comment_date"
            return evolve(
                found,
                body=paragraphs(body_of(row.get("wp:comment_content"), "wp:comment_content")),
                author=self._writer(row),
                created_at=moment(_date(row, date), date, latest=self._latest),
            )
        except RowRejected as rejected:
            return evolve(found, reason=rejected.reason)

    def _writer(self, row: XmlRow) -> Author:
        """Who wrote a comment: a user of the site, or a guest."""
        name, user = name_of(row.get("wp:comment_author")), row.get("wp:comment_user_id")
        if user in ("", "0"):
            return Author(None, name or GUEST.name)
        id = id_of(user, "user", "wp:comment_user_id")
        return Author(id, name, listed=id in self._ids)


def _category(row: XmlRow) -> FoundTag:
    slug = row.get("wp:category_nicename")
    if slug == _DEFAULT:
        raise RowRejected("default category")
    return _term_of(CATEGORIES, slug or row.get("wp:cat_name"))


def _tag(row: XmlRow) -> FoundTag:
    return _term_of(TAGS, row.get("wp:tag_slug") or row.get("wp:tag_name"))


def _term_of(table: str, slug: str) -> FoundTag:
    tag = tag_of(slug)
    if not tag:
        raise RowRejected("slug cannot be a tag")
    return FoundTag(table, ExternalTag(external_id=id_of(f"{table}/{slug}", "term"), name=tag))


def _term(row: XmlRow) -> Found:
    raise RowRejected("terms of other taxonomies not supported")


def _tags(row: XmlRow) -> tuple[str, ...]:
    domains = row.values.get("category@domain", ())
    slugs = row.values.get("category@nicename", ())
    return tags_of(
        [
            slug
            for domain, slug in zip(domains, slugs, strict=False)
            if domain in ("category", "post_tag") and slug != _DEFAULT
        ]
    )


def _thread_id(values: Mapping[str, list[str]]) -> str:
    """The id of the thread of an item: that of the post, or its address where a file has no ids."""
    if post := first(values, "wp:post_id"):
        return id_of(post, "post", "wp:post_id")
    return id_of(first(values, "link"), "page", "wp:post_id")


def _item_kept_out(row: XmlRow) -> str:
    """Why an item is kept out; empty for a published post or page."""
    type, status = row.get("wp:post_type") or "post", row.get("wp:status") or "publish"
    if type not in _TYPES:
        return "attachment: not fetched" if type == "attachment" else "type not supported"
    if status == "trash":
        return "deleted"
    if status != "publish":
        return f"not published: {status}" if status in _STATUSES else "not published"
    return "password" if row.get("wp:post_password") else ""


def _comment_kept_out(row: XmlRow) -> str:
    """Why a comment is kept out; empty for an approved one that somebody wrote."""
    approved, type = row.get("wp:comment_approved"), row.get("wp:comment_type")
    if approved in _TRASH:
        return "deleted"
    if approved not in _APPROVED:
        return "malformed: wp:comment_approved" if approved else "no wp:comment_approved"
    if _APPROVED[approved]:
        return _APPROVED[approved]
    if type in ("pingback", "trackback"):
        return type
    return "" if type in ("", "comment") else "type not supported"


def _date(row: XmlRow, name: str) -> str:
    """A date; empty where WordPress has none."""
    value = row.get(name)
    return "" if value.startswith("0000-") else value
