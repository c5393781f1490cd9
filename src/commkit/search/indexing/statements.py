"""The SQL of the index."""

from typing import Any

from sqlalchemy import bindparam, delete, insert, select, text, update

from commkit.posts import AUTHORED_POSTS, POST_COLUMNS, Post, post
from commkit.runtime.storage.columns import Id
from commkit.runtime.storage.statements import insert_if_absent, statement
from commkit.search.records import SearchEntry
from commkit.search.tables import entry, hidden

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


ADD = statement(lambda: insert(entry))

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
            container=bindparam("new_container"),
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

HIDE = statement(lambda: insert_if_absent(hidden))

SHOW = statement(
    lambda: delete(hidden).where(
        hidden.c.community_id == bindparam("community_id"),
        hidden.c.container == bindparam("container", type_=Id),
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

MOVE_CONTAINER = statement(
    lambda: (
        update(entry)
        .values(
            container=select(post.c.thread)
            .where(post.c.community_id == entry.c.community_id, post.c.id == entry.c.object)
            .scalar_subquery()
        )
        .where(_HERE, entry.c.record == "Post", entry.c.container == bindparam("old", type_=Id))
    )
)

ADD_WORDS = statement(
    lambda: text(
        "INSERT INTO commkit_search_fts (rowid, title, body, tags, scope) "
        "VALUES (:doc_id, :title, :body, :tags, :scope)"
    )
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
        "UPDATE commkit_search_entry SET document = "
        "setweight(to_tsvector('simple', :title), 'A') || setweight(to_tsvector('simple', :tags), 'B') || "
        "setweight(to_tsvector('simple', :body), 'D') || to_tsvector('simple', :scope) "
        "WHERE community_id = :community_id AND record = :record AND object = :object"
    ).bindparams(bindparam("community_id", type_=Id), bindparam("object", type_=Id))
)
