"""The SQL of the index."""

from typing import Any

from sqlalchemy import BigInteger, bindparam, delete, func, insert, or_, select, text, update

from commkit.posts import AUTHORED_POSTS, POST_COLUMNS, Post, post
from commkit.runtime.storage.columns import Id
from commkit.runtime.storage.statements import statement
from commkit.search.records import SearchEntry
from commkit.search.tables import entry

_HERE = entry.c.community_id == bindparam("community_id")

_THIS = _HERE & (entry.c.record == bindparam("record")) & (entry.c.object == bindparam("object", type_=Id))

ENTRY_COLUMNS = (
    entry.c.record,
    entry.c.object,
    entry.c.kind,
    entry.c.title,
    entry.c.body,
    entry.c.tags,
    entry.c.author,
    entry.c.at,
)


def as_entry(*columns: Any) -> SearchEntry:
    """A row of `ENTRY_COLUMNS` as a record."""
    record, object, kind, title, body, tags, author, at = columns
    return SearchEntry(
        record=record, object=object, kind=kind, title=title, body=body, tags=tags, author=author, at=at
    )


_others = entry.alias("others")

_NEXT_DOC_ID = func.coalesce(
    select(func.max(_others.c.doc_id) + 1)
    .where(
        _others.c.doc_id >= bindparam("first_doc_id", type_=BigInteger),
        _others.c.doc_id <= bindparam("last_doc_id", type_=BigInteger),
    )
    .scalar_subquery(),
    bindparam("first_doc_id", type_=BigInteger),
)
"""The next number of a second. Numbers are in the order of time, so that the full-text index gives the newest first."""

_VALUES = {column.name: bindparam(column.name, type_=column.type) for column in entry.c}

ADD_ON_SQLITE = statement(lambda: insert(entry).values(_VALUES | {"doc_id": _NEXT_DOC_ID}))
"""Adds an entry under a number that no other one has in the whole database: there is one writer at a time."""

ADD_ON_POSTGRES = statement(lambda: insert(entry).values(_VALUES))
"""Adds an entry; its words are in its own row, so that its number tells its time only, and others may have it too."""

ONE = statement(lambda: select(*ENTRY_COLUMNS).where(_THIS), into=as_entry)

WORDS_OF = statement(
    lambda: select(entry.c.doc_id, entry.c.title, entry.c.body, entry.c.tags, entry.c.scope).where(_THIS)
)

CHANGE = statement(
    lambda: (
        update(entry)
        .values(
            kind=bindparam("new_kind"),
            title=bindparam("new_title"),
            body=bindparam("new_body"),
            tags=bindparam("new_tags"),
            scope=bindparam("new_scope"),
            author=bindparam("new_author"),
            at=bindparam("new_at"),
            permission=bindparam("new_permission"),
        )
        .where(_THIS)
    )
)

DELETE = statement(lambda: delete(entry).where(_THIS))

BY_AUTHOR = statement(
    lambda: select(entry.c.record, entry.c.object).where(
        _HERE, entry.c.author == bindparam("author", type_=Id)
    )
)

POSTS = statement(
    lambda: (
        select(*POST_COLUMNS)
        .select_from(AUTHORED_POSTS)
        .where(
            post.c.community_id == bindparam("community_id"),
            post.c.id.in_(bindparam("posts", type_=Id, expanding=True)),
            post.c.removed_at.is_(None),
        )
    ),
    into=Post,
)
"""The visible posts of an imported batch."""
STALE_POSTS = statement(
    lambda: (
        select(*POST_COLUMNS)
        .select_from(AUTHORED_POSTS)
        .join(
            entry,
            (entry.c.community_id == post.c.community_id)
            & (entry.c.record == "Post")
            & (entry.c.object == post.c.id),
        )
        .where(
            post.c.community_id == bindparam("community_id"),
            post.c.thread == bindparam("thread", type_=Id),
            post.c.removed_at.is_(None),
            or_(entry.c.kind != post.c.kind, entry.c.title != post.c.title, entry.c.tags != post.c.tags),
        )
    ),
    into=Post,
)
"""Posts of a thread that the index has as they were before: moved ones may have another kind, title and tags."""

_KEY = (bindparam("community_id", type_=Id), bindparam("object", type_=Id))

ADD_WORDS = statement(
    lambda: text(
        "INSERT INTO commkit_search_fts (rowid, title, body, tags, scope) "
        "SELECT doc_id, :title, :body, :tags, :scope FROM commkit_search_entry "
        "WHERE community_id = :community_id AND record = :record AND object = :object"
    ).bindparams(*_KEY)
)

REMOVE_WORDS = statement(
    lambda: text(
        "INSERT INTO commkit_search_fts (commkit_search_fts, rowid, title, body, tags, scope) "
        "VALUES ('delete', :doc_id, :title, :body, :tags, :scope)"
    )
)

OPTIMIZE_WORDS = statement(
    lambda: text("INSERT INTO commkit_search_fts (commkit_search_fts) VALUES ('optimize')")
)
"""Merges the index into one segment, which leaves nothing of removed entries."""

SET_DOCUMENT = statement(
    lambda: text(
        "UPDATE commkit_search_entry SET document = CAST(:document AS tsvector), words = :words "
        "WHERE community_id = :community_id AND record = :record AND object = :object"
    ).bindparams(*_KEY)
)
