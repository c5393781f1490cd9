"""The statements of fetches. They check no visibility: they are the worker's."""

from typing import Any

from sqlalchemy import bindparam, case, func, or_, select, update

from commkit.members import MembershipStatus, membership
from commkit.storage import Id, UtcDateTime, statement
from commkit_feedreader.fetches.records import FetchTask
from commkit_feedreader.tables import entry, feed

_THIS = (feed.c.community_id == bindparam("community_id")) & (feed.c.id == bindparam("id", type_=Id))
_TASK = tuple(FetchTask.__annotations__)
_NOW = bindparam("now", type_=UtcDateTime)


def _as_task(*values: Any) -> FetchTask:
    return FetchTask(**dict(zip(_TASK, values, strict=True)))


TASK = statement(lambda: select(*(feed.c[name] for name in _TASK)).where(_THIS), into=_as_task)
_DUE = _THIS & (feed.c.turn == bindparam("seen")) & (feed.c.recorded < bindparam("seen"))
"""Only the outcome of the last turn is recorded, and once."""
RECORD_SUCCESS = statement(
    lambda: (
        update(feed)
        .values(
            recorded=bindparam("seen"),
            checked_at=_NOW,
            succeeded_at=_NOW,
            last_status=bindparam("new_status"),
            failures=0,
            failure_code="",
            fetch_count=feed.c.fetch_count + 1,
            etag=bindparam("new_etag"),
            last_modified=bindparam("new_last_modified"),
        )
        .where(_DUE)
    )
)
RECORD_DOCUMENT = statement(
    lambda: (
        update(feed)
        .values(
            document=case(
                (or_(feed.c.document > 0, bindparam("whole")), feed.c.document + 1), else_=feed.c.document
            ),
            cut=bindparam("new_cut"),
            title=func.coalesce(
                func.nullif(bindparam("new_title", type_=feed.c.title.type), ""), feed.c.title
            ),
            site=bindparam("new_site"),
        )
        .where(_THIS)
        .returning(feed.c.document)
    )
)
SEEN = statement(
    lambda: (
        update(entry)
        .values(document=bindparam("new_document"), seen_at=_NOW)
        .where(
            entry.c.community_id == bindparam("community_id"),
            entry.c.feed == bindparam("feed", type_=Id),
            entry.c.id.in_(bindparam("entries", expanding=True, type_=Id)),
        )
    )
)
RECORD_FAILURE = statement(
    lambda: (
        update(feed)
        .values(
            recorded=bindparam("seen"),
            checked_at=_NOW,
            last_status=bindparam("new_status"),
            failures=feed.c.failures + 1,
            failure_code=bindparam("code"),
            fetch_count=feed.c.fetch_count + 1,
            failed_count=feed.c.failed_count + 1,
        )
        .where(_DUE)
        .returning(feed.c.failures)
    )
)
MOVE = statement(
    lambda: update(feed).values(url=bindparam("new_url")).where(_THIS, feed.c.url != bindparam("new_url"))
)
OTHERS = statement(
    lambda: (
        select(func.count())
        .select_from(feed)
        .where(
            feed.c.community_id == bindparam("community_id"),
            feed.c.url == bindparam("new_url"),
            feed.c.id != bindparam("id", type_=Id),
        )
    )
)
"""How many other feeds have an address."""

STEWARDS = statement(
    lambda: (
        select(membership.c.id)
        .where(
            membership.c.community_id == bindparam("community_id"),
            membership.c.role.in_(bindparam("roles", expanding=True)),
            membership.c.status == MembershipStatus.ACTIVE,
            membership.c.id > bindparam("after", type_=Id),
        )
        .order_by(membership.c.id)
        .limit(bindparam("size"))
    )
)
"""Who is told of feeds that are paused."""
