"""The statements of importing. They check no visibility: they are the worker's."""

from sqlalchemy import bindparam, func, or_, select, update

from commkit.storage import Id, UtcDateTime, insert_if_absent, statement
from commkit_feedreader.entries.importing.records import KnownEntry
from commkit_feedreader.tables import entry, feed

_HERE = (entry.c.community_id == bindparam("community_id")) & (entry.c.feed == bindparam("feed", type_=Id))
_KNOWN = tuple(entry.c[name] for name in KnownEntry.__annotations__)

LOCK = statement(
    lambda: (
        select(feed.c.title, feed.c.kind, feed.c.space, feed.c.agent, feed.c.document)
        .where(feed.c.community_id == bindparam("community_id"), feed.c.id == bindparam("feed", type_=Id))
        .with_for_update()
    )
)
"""What becomes of the entries of a feed; of two workers that take them one waits for the other."""
KNOWN = statement(
    lambda: select(*_KNOWN).where(
        _HERE,
        or_(
            entry.c.key.in_(bindparam("keys", expanding=True)),
            entry.c.link_key.in_(bindparam("link_keys", expanding=True)),
        ),
    ),
    into=KnownEntry,
)
TAKEN_SINCE = statement(
    lambda: (
        select(func.count())
        .select_from(entry)
        .where(_HERE, entry.c.found_at > bindparam("since", type_=UtcDateTime))
    )
)
ADD = statement(lambda: insert_if_absent(entry))
"""Claims an entry: of several that take it at once, one does."""
UPDATE = statement(
    lambda: (
        update(entry)
        .values(
            title=bindparam("new_title"),
            summary=bindparam("new_summary"),
            link=bindparam("new_link"),
            link_key=bindparam("new_link_key"),
            digest=bindparam("new_digest"),
            changed_at=bindparam("now", type_=UtcDateTime),
        )
        .where(
            _HERE,
            entry.c.id == bindparam("id", type_=Id),
            entry.c.digest == bindparam("seen"),
            entry.c.title != "",
        )
    )
)
"""Stores a change, unless another one was faster, or the entry was forgotten meanwhile."""
SET_POST = statement(
    lambda: (
        update(entry)
        .values(post=bindparam("new_post", type_=Id), post_version=bindparam("new_version"))
        .where(_HERE, entry.c.id == bindparam("id", type_=Id))
    )
)
SET_DIGEST = statement(
    lambda: (
        update(entry)
        .values(digest=bindparam("new_digest"))
        .where(_HERE, entry.c.id == bindparam("id", type_=Id))
    )
)
