"""The statements of the inbox of one member."""

from typing import Any

from sqlalchemy import bindparam, func, select, update

from commkit.notifications.inbox.records import Notification
from commkit.notifications.tables import inbox, notification
from commkit.runtime.storage.columns import Id
from commkit.runtime.storage.statements import statement

_COMMUNITY = bindparam("community_id", type_=Id)

_MINE = (inbox.c.community_id == _COMMUNITY) & (inbox.c.member == bindparam("me", type_=Id))

_HEAD = inbox.c.shown & inbox.c.collapsed_into.is_(None)

_UNREAD = _HEAD & inbox.c.read_at.is_(None)

_INBOX_JOIN = inbox.join(
    notification,
    (notification.c.community_id == inbox.c.community_id) & (notification.c.id == inbox.c.notification),
)

_NOTIFICATION = (
    inbox.c.notification,
    inbox.c.kind,
    notification.c.record,
    notification.c.object,
    inbox.c.bundle,
    notification.c.by,
    notification.c.at,
    inbox.c.count,
    inbox.c.seen_at,
    inbox.c.read_at,
)
"""The columns of a `Notification`, in its order."""


def _page(condition: Any) -> Any:
    return (
        select(*_NOTIFICATION)
        .select_from(_INBOX_JOIN)
        .where(_MINE, condition, inbox.c.notification < bindparam("after", type_=Id))
        .order_by(inbox.c.notification.desc())
        .limit(bindparam("size"))
    )


PAGE = statement(lambda: _page(_HEAD), into=Notification)

UNREAD_PAGE = statement(lambda: _page(_UNREAD), into=Notification)

ONE = statement(
    lambda: (
        select(*_NOTIFICATION)
        .select_from(_INBOX_JOIN)
        .where(_MINE, _HEAD, inbox.c.notification == bindparam("id"))
    ),
    into=Notification,
)


def _mark(condition: Any) -> Any:
    return (
        update(inbox)
        .values(read_at=bindparam("now"), seen_at=func.coalesce(inbox.c.seen_at, bindparam("now")))
        .where(_MINE, _UNREAD, condition)
        .returning(inbox.c.kind)
    )


READ = statement(lambda: _mark(inbox.c.notification == bindparam("id", type_=Id)))

READ_BUNDLE = statement(lambda: _mark(inbox.c.bundle == bindparam("bundle", type_=Id)))

READ_ALL = statement(lambda: _mark(inbox.c.notification <= bindparam("until", type_=Id)))

SEEN = statement(
    lambda: update(inbox).values(seen_at=bindparam("now")).where(_MINE, _UNREAD, inbox.c.seen_at.is_(None))
)
