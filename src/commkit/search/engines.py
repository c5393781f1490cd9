"""Engines: how entries come into the full-text index of the database and go out of it, in the session's transaction."""

import secrets
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from commkit.runtime.ids import MemberId
from commkit.runtime.session import Session
from commkit.search import statements as sql
from commkit.search.messages import EntryChanged, EntryForgotten
from commkit.search.port import SearchPort
from commkit.search.words import plain_words, scope_words

_LONGEST_BODY = 100_000
"""Signs of a text that are indexed; PostgreSQL takes no more than a megabyte of words."""


def index(
    session: Session,
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
    within: UUID | None = None,
    new: bool = False,
) -> None:
    """Put an object into the index, or put it there anew.

    Args:
        session: Whose transaction; call it in a reaction.
        record: The class name of the object's record, which has a door.
        object: Its id.
        title: Its title.
        body: Its text, as written.
        permission: Who holds it finds the object.
        at: When it was made.
        tags: Its tags.
        author: Who made it.
        kind: What kind of it.
        within: What it is a part of, for `hide_within`; itself where it is left out.
        new: Whether it is surely not there yet, which saves a look.
    """
    words = tuple(tags)
    values: dict[str, Any] = {
        "kind": kind,
        "title": title,
        "body": body[:_LONGEST_BODY],
        "tags": words,
        "scope": " ".join(
            [
                *scope_words(
                    community=session.community_id,
                    permission=permission,
                    record=record,
                    kind=kind or None,
                    author=author,
                ),
                *(word for tag in words for word in scope_words(tag=tag)),
            ]
        ),
        "author": author,
        "at": at,
        "permission": permission,
        "within": within or object,
    }
    before = None if new else session.one(sql.WORDS_OF, record=record, object=object)
    doc: int = before[0] if before else secrets.randbits(62)
    if before is None:
        session.run(sql.ADD, record=record, object=object, doc=doc, **values)
    else:
        session.run(
            sql.CHANGE,
            record=record,
            object=object,
            **{f"new_{name}": value for name, value in values.items()},
        )
    words_of = {"record": record, "object": object, "doc": doc, **values}
    _set_words(session, words_of, before=before)
    if session.port(SearchPort) is not None:
        session.emit(EntryChanged(record=record, object=object))


def forget(session: Session, *, record: str, object: UUID) -> None:
    """Take an object out of the index; to do it twice changes nothing."""
    before = session.one(sql.WORDS_OF, record=record, object=object)
    if before is None:
        return
    if session.dialect_name == "sqlite":
        _take_words(session, before)
    session.run(sql.FORGET, record=record, object=object)
    if session.port(SearchPort) is not None:
        session.emit(EntryForgotten(record=record, object=object))


def forget_author(session: Session, member: MemberId) -> None:
    """Take out all that somebody made, and leave no trace of its words in the index."""
    for record, object in session.rows(sql.BY_AUTHOR, author=member):
        forget(session, record=record, object=object)
    if session.dialect_name == "sqlite":
        session.run(sql.TIDY_WORDS)


def hide_within(session: Session, within: UUID) -> None:
    """Hide all parts of something that is not to be seen, such as a thread; to do it twice changes nothing."""
    session.run(sql.HIDE, within=within)


def show_within(session: Session, within: UUID) -> None:
    """Show them again."""
    session.run(sql.SHOW, within=within)


def _set_words(session: Session, entry: dict[str, Any], *, before: Any) -> None:
    words = _words(entry["title"], entry["body"], entry["tags"], entry["scope"])
    if session.dialect_name == "sqlite":
        if before is not None:
            _take_words(session, before)
        session.run(sql.ADD_WORDS, doc=entry["doc"], **words)
    else:
        session.run(sql.SET_DOCUMENT, record=entry["record"], object=entry["object"], **words)


def _take_words(session: Session, before: Any) -> None:
    doc, title, body, tags, scope = before
    session.run(sql.TAKE_WORDS, doc=doc, **_words(title, body, tags, scope))


def _words(title: str, body: str, tags: Iterable[str], scope: str) -> dict[str, str]:
    """What both full-text indexes get: plain words, so that both find the same."""
    return {
        "title": " ".join(plain_words(title)),
        "body": " ".join(plain_words(body)),
        "tags": " ".join(word for tag in tags for word in plain_words(tag)),
        "scope": scope,
    }
