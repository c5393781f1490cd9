"""Functions that add objects to the index, update and remove them; called by reactions to facts."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from commkit.runtime.model.clock import EPOCH
from commkit.runtime.model.ids import MemberId
from commkit.runtime.sessions.context import Context
from commkit.runtime.storage.statements import Statement
from commkit.search.facts import SearchEntryIndexed, SearchEntryRemoved
from commkit.search.indexing import statements as sql
from commkit.search.indexing.policy import index_words
from commkit.search.policy import scope_tokens
from commkit.search.ports import SearchPort

_KEY = ("record", "object")

_A_SECOND = timedelta(seconds=1)

_DOC_BITS = 25
"""A second has numbers for 33 million entries; so the year 9999 fits into 63 bits."""

_MAX_BODY = 50_000
"""Characters of a text that are indexed."""


def index_object(
    context: Context,
    *,
    record: str,
    object: UUID,
    title: str,
    body: str,
    permission: str,
    at: datetime,
    tags: Iterable[str] = (),
    author: MemberId | None = None,
    kind: str = "",
    new: bool = False,
) -> None:
    """Add an object to the index, or update it there.

    Args:
        context: The context of a reaction or a command.
        record: The class name of the object's record, which has a loader.
        object: Its id.
        title: Its title.
        body: Its text, as `searched_text` gives it.
        permission: The permission that members need to find it.
        at: When it was created.
        tags: Its tags.
        author: The member who created it.
        kind: Its kind.
        new: Whether it is certainly not in the index yet, which saves a statement.
    """
    entry = {
        "record": record,
        "object": object,
        "kind": kind,
        "title": title,
        "body": body,
        "tags": tuple(tags),
        "author": author,
        "at": at,
        "permission": permission,
    }
    if new:
        index_new_objects(context, [entry])
        return
    before = context.one(sql.WORDS_OF, record=record, object=object)
    if before is None:
        index_new_objects(context, [entry])
        return
    entry = _with_scope(context, entry)
    values = {f"new_{name}": value for name, value in entry.items() if name not in _KEY}
    context.run(sql.CHANGE, record=record, object=object, **values)
    if context.dialect_name == "sqlite":
        _remove_words(context, before)
    context.run(_set_words(context), **_words_row(context, entry))
    _emit_for_port(context, SearchEntryIndexed(record=record, object=object))


def index_new_objects(context: Context, entries: Iterable[Mapping[str, Any]]) -> None:
    """Add objects to the index that are certainly not there yet, with as many statements as for one.

    Args:
        context: The context of a reaction or a command.
        entries: For each object all arguments of `index_object` by name; `tags` is a tuple.
    """
    rows = [_with_scope(context, entry) for entry in entries]
    add = sql.ADD_ON_SQLITE if context.dialect_name == "sqlite" else sql.ADD_ON_POSTGRES
    context.run_many(add, [row | _doc_ids(row["at"]) for row in rows])
    context.run_many(_set_words(context), [_words_row(context, row) for row in rows])
    for entry in rows:
        _emit_for_port(context, SearchEntryIndexed(record=entry["record"], object=entry["object"]))


def remove_from_index(context: Context, *, record: str, object: UUID) -> None:
    """Remove an object from the index; without an entry, nothing changes."""
    before = context.one(sql.WORDS_OF, record=record, object=object)
    if before is None:
        return
    if context.dialect_name == "sqlite":
        _remove_words(context, before)
    context.run(sql.DELETE, record=record, object=object)
    _emit_for_port(context, SearchEntryRemoved(record=record, object=object))


def remove_author_from_index(context: Context, member: MemberId) -> None:
    """Remove all objects of a member from the index, and leave none of their words in it."""
    for record, object in context.rows(sql.BY_AUTHOR, author=member):
        remove_from_index(context, record=record, object=object)
    if context.dialect_name == "sqlite":
        context.run(sql.OPTIMIZE_WORDS)


def _doc_ids(at: datetime) -> dict[str, int]:
    """The first and last number of an entry's second, and the one of its microsecond."""
    first = (at - EPOCH) // _A_SECOND << _DOC_BITS
    return {
        "first_doc_id": first,
        "last_doc_id": first + (1 << _DOC_BITS) - 1,
        "doc_id": first + (at.microsecond << _DOC_BITS - 20),
    }


def _with_scope(context: Context, entry: Mapping[str, Any]) -> dict[str, Any]:
    """An entry with its scope in the full-text index."""
    scope = scope_tokens(
        community=context.community_id,
        permission=entry["permission"],
        record=entry["record"],
        kind=entry["kind"] or None,
        author=entry["author"],
    )
    tags = [word for tag in entry["tags"] for word in scope_tokens(tag=tag)]
    body = entry["body"][:_MAX_BODY]
    return {**entry, "body": body, "scope": " ".join((*scope, *tags))}


def _set_words(context: Context) -> Statement[Any]:
    return sql.ADD_WORDS if context.dialect_name == "sqlite" else sql.SET_DOCUMENT


def _words_row(context: Context, entry: Mapping[str, Any]) -> dict[str, Any]:
    words = index_words(
        entry["title"], entry["body"], entry["tags"], entry["scope"], dialect=context.dialect_name
    )
    return {"record": entry["record"], "object": entry["object"], **words}


def _remove_words(context: Context, before: Any) -> None:
    doc_id, title, body, tags, scope = before
    words = index_words(title, body, tags, scope, dialect=context.dialect_name)
    context.run(sql.REMOVE_WORDS, doc_id=doc_id, **words)


def _emit_for_port(context: Context, fact: SearchEntryIndexed | SearchEntryRemoved) -> None:
    if context.port(SearchPort) is not None:
        context.emit(fact)
