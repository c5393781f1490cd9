"""How objects of Discourse's API become threads and comments.

Read are the answers of `/t/ID.json` and `/t/ID/posts.json` (topics with posts), `/latest.json` and other lists of
topics, `/posts.json`, `/categories.json`, `/users/NAME.json` and lists of users, and uploads; whatever their order is.
"""

import mimetypes
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from attrs import define, evolve, field

from commkit.importers.discourse.addresses import upload_at
from commkit.importers.discourse.uploads import UploadTexts
from commkit.importers.discourse.values import (
    is_post,
    is_topic,
    is_upload,
    is_user,
    number_of,
    private_values,
)
from commkit.importers.discussions.fields import (
    body_of,
    id_of,
    moment,
    moment_or_none,
    name_of,
    tag_of,
    tags_of,
    title_of,
    upvotes_of,
)
from commkit.importers.discussions.json_rows import read_json_parts
from commkit.importers.discussions.records import (
    GUEST,
    Author,
    Found,
    FoundComment,
    FoundFile,
    FoundGroup,
    FoundMember,
    FoundTag,
    FoundThread,
    LeftOut,
    RowRejected,
    SkippedRow,
)
from commkit.importers.plain_text import MAX_TEXT
from commkit.importers.records import ExternalFile, ExternalTag
from commkit.importers.streams import ExportStream

TOPICS = "topics"
COMMENTS = "posts"
USERS = "users"
CATEGORIES = "categories"
UPLOADS = "uploads"
OTHER = "other"

_LISTS = {
    "topics": TOPICS,
    "posts": COMMENTS,
    "latest_posts": COMMENTS,
    "private_posts": COMMENTS,
    "users": USERS,
    "members": USERS,
    "owners": USERS,
    "categories": CATEGORIES,
    "uploads": UPLOADS,
}
_OBJECTS = {
    "topic": TOPICS,
    "post": COMMENTS,
    "user": USERS,
    "admin_user": USERS,
    "category": CATEGORIES,
    "upload": UPLOADS,
}
_WRAPPED = {"topic_list": "topics", "category_list": "categories", "post_stream": "posts"}
"""Objects of which one list is read."""
_PUBLIC = ("latest_posts",)
"""Lists of posts that everybody may read, so that their topics are known without a row of their own."""
_PRIVATE = ("private_posts",)
_OWN = ("actions_summary", "tags")
"""Lists that say something of the object that they stand in."""
_MAX_OWN = 1_000
_LIKE = 2
_SIZE = 2**62
_ARCHETYPES = {"regular": "", "banner": "", "private_message": "private message"}
_POST_TYPES = {1: "", 2: "", 3: "small action", 4: "whisper"}


@define
class _Document:
    """A JSON value of a file, as far as it was read."""

    number: int
    values: dict[str, Any] = field(factory=dict)
    others: list[Found] = field(factory=list)


class DiscourseReader:
    """Reads answers of the API.

    Args:
        latest: The latest time that a row may have.
        texts: Finds the uploads of posts; None to find none.
    """

    def __init__(self, latest: datetime, *, texts: UploadTexts | None = None) -> None:
        self._latest = latest
        self._texts = texts
        self._reads = {
            TOPICS: self._topic,
            COMMENTS: self._post,
            USERS: self._user,
            CATEGORIES: self._category,
            UPLOADS: _upload,
        }

    def read(self, stream: ExportStream) -> Iterator[Found]:
        """What the objects of a file hold.

        Raises:
            RowsDamaged: It cannot be read any further.
        """
        document = _Document(0)
        for part in read_json_parts(stream):
            if part.document != document.number:
                yield from self._end(document)
                document = _Document(part.document)
            if part.name is None:
                yield from self._rows(_table_of(part.value), part.value)
            elif part.listed:
                yield from self._item(document, part.name, part.value)
            else:
                yield from self._value(document, part.name, part.value)
        yield from self._end(document)

    def _item(self, document: _Document, name: str, value: Any) -> Iterator[Found]:
        if name in _OWN:
            own = document.values.setdefault(name, [])
            if len(own) < _MAX_OWN:
                own.append(value)
        elif name in _LISTS:
            yield from self._rows(_LISTS[name], value, of=name)
        else:
            document.others.append(SkippedRow(OTHER, "not supported"))

    def _value(self, document: _Document, name: str, value: Any) -> Iterator[Found]:
        if not isinstance(value, Mapping):
            document.values[name] = value if not isinstance(value, str) or len(value) < _SIZE else ""
        elif name in _WRAPPED:
            document.values.setdefault(name, True)
            items = value.get(_WRAPPED[name])
            for item in items if isinstance(items, list) else ():
                yield from self._rows(_LISTS[_WRAPPED[name]], item)
        elif name in _OBJECTS:
            yield from self._rows(_OBJECTS[name], value)
        else:
            document.others.append(SkippedRow(OTHER, "not supported"))

    def _end(self, document: _Document) -> Iterator[Found]:
        """The object that a file is, unless it only holds others."""
        table = _table_of(document.values)
        if table != OTHER:
            yield from self._rows(table, document.values)
            return
        yield from document.others
        wrapped = set(_WRAPPED) & document.values.keys()
        if not document.others and not wrapped and len(document.values) > 1:
            yield from self._rows(OTHER, document.values)

    def _rows(self, table: str, value: Any, *, of: str = "") -> Iterator[Found]:
        if not isinstance(value, Mapping):
            yield SkippedRow(table, "not an object")
            return
        if private := private_values(value):
            yield LeftOut(table, private)
        if table == OTHER:
            yield SkippedRow(OTHER, "not supported")
            return
        try:
            if of in _PRIVATE:
                raise RowRejected("private message")
            found = self._reads[table](value)
        except RowRejected as rejected:
            yield SkippedRow(table, rejected.reason)
            return
        if isinstance(found, FoundComment) and of in _PUBLIC:
            yield _implied(value, found)
        yield from (found if isinstance(found, tuple) else (found,))

    def _topic(self, value: Mapping[str, Any]) -> FoundThread:
        return FoundThread(
            id=id_of(value.get("id"), "topic"),
            group=_group(value),
            title=title_of(value.get("title") or value.get("fancy_title")),
            closed=value.get("closed") is True or value.get("archived") is True,
            tags=_tags(value.get("tags")),
            has_opener=True,
            reason=_topic_kept_out(value),
        )

    def _post(self, value: Mapping[str, Any]) -> FoundComment:
        topic = id_of(value.get("topic_id"), "topic", "topic_id")
        number = number_of(value, "post_number")
        parent = value.get("reply_to_post_number")
        found = FoundComment(
            id=id_of(value.get("id"), "post"),
            key=f"{topic}#{number}",
            thread=topic,
            parent=f"{topic}#{number_of(value, 'reply_to_post_number')}" if parent is not None else None,
            opens=number == 1,
        )
        raw = value.get("raw")
        is_raw = isinstance(raw, str) and bool(raw.strip())
        body = raw if is_raw else value.get("cooked")
        if self._texts is not None and isinstance(body, str) and len(body) <= MAX_TEXT:
            body, uploads = self._texts.read(body, markdown=is_raw)
            found = evolve(found, uploads=uploads)
        try:
            if reason := _post_kept_out(value):
                raise RowRejected(reason)
            edited = type(value.get("version")) is int and value["version"] > 1
            return evolve(
                found,
                body=body_of(body, "text"),
                markup="markdown" if is_raw else "html",
                author=_author(value),
                created_at=moment(value.get("created_at"), "created_at", latest=self._latest),
                edited_at=moment_or_none(value.get("updated_at"), latest=self._latest) if edited else None,
                upvotes=_likes(value.get("actions_summary")),
            )
        except RowRejected as rejected:
            return evolve(found, reason=rejected.reason)

    def _user(self, value: Mapping[str, Any]) -> FoundMember:
        if number_of(value, "id") <= 0:
            raise RowRejected("system user")
        if value.get("active") is False or value.get("staged") is True:
            raise RowRejected("not active")
        return FoundMember(
            USERS,
            id_of(value["id"], "user"),
            name_of(value.get("name")) or name_of(value.get("username")),
            moment_or_none(value.get("created_at"), latest=self._latest),
        )

    def _category(self, value: Mapping[str, Any]) -> tuple[Found, ...]:
        id = id_of(value.get("id"), "category")
        below = value.get("subcategory_list")
        others = [
            row for each in (below if isinstance(below, list) else ()) for row in self._rows(CATEGORIES, each)
        ]
        if value.get("read_restricted") is not False and value.get("read_restricted") is not None:
            refused = FoundGroup(id, reason="restricted category")
            return (refused, SkippedRow(CATEGORIES, "restricted category"), *others)
        tag = tag_of(value.get("slug")) or tag_of(value.get("name"))
        if not tag:
            return (SkippedRow(CATEGORIES, "slug cannot be a tag"), *others)
        own = FoundTag(CATEGORIES, ExternalTag(external_id=id, name=tag))
        return (FoundGroup(id, tag=tag), own, *others)


def _table_of(value: Any) -> str:
    """The table of an object, by the names of its values."""
    if not isinstance(value, Mapping):
        return OTHER
    for table, is_one in ((COMMENTS, is_post), (TOPICS, is_topic), (UPLOADS, is_upload), (USERS, is_user)):
        if is_one(value):
            return table
    return OTHER


def _implied(value: Mapping[str, Any], found: FoundComment) -> FoundThread:
    """The topic of a public post, where no row says more of it."""
    slug = value.get("topic_slug")
    title = title_of(value.get("topic_title")) or title_of(
        slug.replace("-", " ") if isinstance(slug, str) else ""
    )
    return FoundThread(id=found.thread, group=_group(value), title=title, has_opener=True, implied=True)


def _group(value: Mapping[str, Any]) -> str:
    category = value.get("category_id")
    return f"category {category}" if type(category) is int else ""


def _tags(names: Any) -> tuple[str, ...]:
    """The tags of a topic: names, or in later versions objects."""
    items: Iterable[Any] = names if isinstance(names, list) else ()
    return tags_of([item.get("name") if isinstance(item, Mapping) else item for item in items])


def _topic_kept_out(value: Mapping[str, Any]) -> str:
    """Why a topic is kept out; empty for one that everybody could read."""
    if value.get("deleted_at") is not None:
        return "deleted"
    if value.get("visible") is False:
        return "unlisted"
    archetype = value.get("archetype")
    return _ARCHETYPES.get(str(archetype), "archetype not supported") if archetype is not None else ""


def _post_kept_out(value: Mapping[str, Any]) -> str:
    """Why a post is kept out; empty for one that everybody could read."""
    if value.get("deleted_at") is not None or value.get("user_deleted") is True:
        return "deleted"
    if value.get("hidden") is True:
        return "hidden"
    type = value.get("post_type", 1)
    return (
        _POST_TYPES.get(type, "post type not supported") if isinstance(type, int) else "malformed: post_type"
    )


def _author(value: Mapping[str, Any]) -> Author:
    name = (
        name_of(value.get("name")) or name_of(value.get("display_username")) or name_of(value.get("username"))
    )
    user = value.get("user_id")
    if type(user) is not int or user <= 0:
        return Author(None, name or GUEST.name)
    return Author(id_of(user, "user"), name)


def _likes(actions: Any) -> int:
    for action in actions if isinstance(actions, list) else ():
        if isinstance(action, Mapping) and action.get("id") == _LIKE:
            return upvotes_of(action.get("count"))
    return 0


def _upload(value: Mapping[str, Any]) -> FoundFile:
    name, size = value.get("original_filename"), value.get("filesize")
    name = name if isinstance(name, str) and len(name) < 1_000 else ""
    url = value.get("url")
    upload = upload_at(url) if isinstance(url, str) and len(url) < 1_000 else None
    return FoundFile(
        UPLOADS,
        ExternalFile(
            external_id=id_of(value.get("id"), "upload"),
            size=size if type(size) is int and 0 <= size < _SIZE else 0,
            media_type=mimetypes.guess_type(name)[0] or "",
        ),
        key=upload.key if upload is not None else "",
        name=name,
    )
