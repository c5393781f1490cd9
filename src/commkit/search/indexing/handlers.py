"""Functions that add objects to the index, update and remove them; called by reactions to facts."""

import secrets
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from commkit.runtime.model.ids import MemberId
from commkit.runtime.sessions.context import Context
from commkit.runtime.storage.statements import Statement
from commkit.search.facts import SearchEntryIndexed, SearchEntryRemoved
from commkit.search.indexing import statements as sql
from commkit.search.policy import scope_tokens, tokenize
from commkit.search.ports import SearchPort

_KEY = ("record", "object", "doc_id")

_MAX_BODY = 100_000
"""Signs of a text that are indexed; PostgreSQL takes no more than a megabyte of words."""


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
    container: UUID | None = None,
    new: bool = False,
) -> None:
    """Put an object into the index, or put it there anew.

    Args:
        context: Whose transaction; call it in a reaction.
        record: The class name of the object's record, which has a door.
        object: Its id.
        title: Its title.
        body: Its text, as written.
        permission: Who holds it finds the object.
        at: When it was made.
        tags: Its tags.
        author: Who made it.
        kind: What kind of it.
        container: What it is a part of, for `hide_container`; itself where it is left out.
        new: Whether it is surely not there yet, which saves a look.
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
        "container": container or object,
    }
    if new:
        index_new_objects(context, [entry])
        return
    before = context.one(sql.WORDS_OF, record=record, object=object)
    if before is None:
        index_new_objects(context, [entry])
        return
    entry = _with_scope(context, entry, doc_id=before[0])
    values = {f"new_{name}": value for name, value in entry.items() if name not in _KEY}
    context.run(sql.CHANGE, record=record, object=object, **values)
    if context.dialect_name == "sqlite":
        _remove_words(context, before)
    context.run(_set_words(context), **_words_row(context, entry))
    _emit_for_port(context, SearchEntryIndexed(record=record, object=object))


def index_new_objects(context: Context, entries: Iterable[Mapping[str, Any]]) -> None:
    """Put objects into the index that are surely not there yet: so many take as many statements as one.

    Args:
        context: Whose transaction.
        entries: For each object what `index_object` takes; `tags` a tuple, and everything named.
    """
    whole = [_with_scope(context, entry, doc_id=secrets.randbits(62)) for entry in entries]
    context.run_many(sql.ADD, whole)
    context.run_many(_set_words(context), [_words_row(context, entry) for entry in whole])
    for entry in whole:
        _emit_for_port(context, SearchEntryIndexed(record=entry["record"], object=entry["object"]))


def remove_from_index(context: Context, *, record: str, object: UUID) -> None:
    """Take an object out of the index; to do it twice changes nothing."""
    before = context.one(sql.WORDS_OF, record=record, object=object)
    if before is None:
        return
    if context.dialect_name == "sqlite":
        _remove_words(context, before)
    context.run(sql.DELETE, record=record, object=object)
    _emit_for_port(context, SearchEntryRemoved(record=record, object=object))


def remove_author_from_index(context: Context, member: MemberId) -> None:
    """Take out all that somebody made, and leave no trace of its words in the index."""
    for record, object in context.rows(sql.BY_AUTHOR, author=member):
        remove_from_index(context, record=record, object=object)
    if context.dialect_name == "sqlite":
        context.run(sql.OPTIMIZE_WORDS)


def hide_container(context: Context, container: UUID) -> None:
    """Hide all parts of something that is not to be seen, such as a thread; to do it twice changes nothing."""
    context.run(sql.HIDE, container=container)


def show_container(context: Context, container: UUID) -> None:
    """Show them again."""
    context.run(sql.SHOW, container=container)


def _with_scope(context: Context, entry: Mapping[str, Any], *, doc_id: int) -> dict[str, Any]:
    """An entry with what the index needs beside."""
    things = scope_tokens(
        community=context.community_id,
        permission=entry["permission"],
        record=entry["record"],
        kind=entry["kind"] or None,
        author=entry["author"],
    )
    tags = [word for tag in entry["tags"] for word in scope_tokens(tag=tag)]
    body = entry["body"][:_MAX_BODY]
    return {**entry, "body": body, "doc_id": doc_id, "scope": " ".join((*things, *tags))}


def _set_words(context: Context) -> Statement[Any]:
    return sql.ADD_WORDS if context.dialect_name == "sqlite" else sql.SET_DOCUMENT


def _words_row(context: Context, entry: Mapping[str, Any]) -> dict[str, Any]:
    words = _words(entry["title"], entry["body"], entry["tags"], entry["scope"])
    if context.dialect_name == "sqlite":
        return {"doc_id": entry["doc_id"], **words}
    return {"record": entry["record"], "object": entry["object"], **words}


def _remove_words(context: Context, before: Any) -> None:
    doc_id, title, body, tags, scope = before
    context.run(sql.REMOVE_WORDS, doc_id=doc_id, **_words(title, body, tags, scope))


def _words(title: str, body: str, tags: Iterable[str], scope: str) -> dict[str, str]:
    """What both full-text indexes get: plain words, so that both find the same."""
    return {
        "title": " ".join(tokenize(title)),
        "body": " ".join(tokenize(body)),
        "tags": " ".join(word for tag in tags for word in tokenize(tag)),
        "scope": scope,
    }


def _emit_for_port(context: Context, fact: SearchEntryIndexed | SearchEntryRemoved) -> None:
    if context.port(SearchPort) is not None:
        context.emit(fact)
