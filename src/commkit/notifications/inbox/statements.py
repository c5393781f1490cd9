"""The statements of the inbox of one member; what they show is visible by the rules of the class of each object."""

from typing import Any

from sqlalchemy import bindparam, func, select, update

from commkit.notifications.inbox.records import Notification
from commkit.notifications.tables import inbox, notification
from commkit.runtime.storage.columns import Id
from commkit.runtime.storage.statements import statement, visible_statement
from commkit.runtime.storage.visibility import Visible

_COMMUNITY = bindparam("community_id", type_=Id)

MINE = (inbox.c.community_id == _COMMUNITY) & (inbox.c.member == bindparam("me", type_=Id))

_HEAD = inbox.c.shown & inbox.c.collapsed_into.is_(None)

UNREAD = _HEAD & inbox.c.read_at.is_(None)

INBOX_JOIN = inbox.join(
    notification,
    (notification.c.community_id == inbox.c.community_id)
    & (notification.c.id == func.coalesce(inbox.c.notification, inbox.c.notification)),
)
"""The inbox comes first, by its index; of plain columns SQLite would conclude that it may go through all notifications
of the community.
"""

NOTIFICATION_COLUMNS = (
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


def object_shown(visible: Visible) -> Any:
    """The condition that the member may see what a notification is about."""
    return visible.object(notification.c.community_id, notification.c.record, notification.c.object)


def object_wanted(visible: Visible) -> Any:
    """The condition that the member did not mute what a notification is about."""
    return visible.object_wanted(notification.c.community_id, notification.c.record, notification.c.object)


def _page(visible: Visible, condition: Any) -> Any:
    return (
        select(*NOTIFICATION_COLUMNS)
        .select_from(INBOX_JOIN)
        .where(MINE, condition, inbox.c.notification < bindparam("after", type_=Id), object_shown(visible))
        .order_by(inbox.c.notification.desc())
        .limit(bindparam("size"))
    )


PAGE = visible_statement(lambda visible: _page(visible, _HEAD), into=Notification)

UNREAD_PAGE = visible_statement(lambda visible: _page(visible, UNREAD), into=Notification)

ONE = visible_statement(
    lambda visible: (
        select(*NOTIFICATION_COLUMNS)
        .select_from(INBOX_JOIN)
        .where(MINE, _HEAD, inbox.c.notification == bindparam("id", type_=Id), object_shown(visible))
    ),
    into=Notification,
)


def _mark(condition: Any) -> Any:
    return (
        update(inbox)
        .values(read_at=bindparam("now"), seen_at=func.coalesce(inbox.c.seen_at, bindparam("now")))
        .where(MINE, UNREAD, condition)
        .returning(inbox.c.kind)
    )


READ = statement(lambda: _mark(inbox.c.notification == bindparam("id", type_=Id)))

READ_BUNDLE = statement(lambda: _mark(inbox.c.bundle == bindparam("bundle", type_=Id)))

READ_ALL = statement(lambda: _mark(inbox.c.notification <= bindparam("until", type_=Id)))

SEEN = statement(
    lambda: update(inbox).values(seen_at=bindparam("now")).where(MINE, UNREAD, inbox.c.seen_at.is_(None))
)
