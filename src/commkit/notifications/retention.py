"""How long notifications are kept, and what counts mails."""

from datetime import timedelta

from sqlalchemy import ColumnElement, Table, exists, or_

from commkit.notifications.records import MailState
from commkit.notifications.tables import inbox, mail_budget, metric, notification
from commkit.runtime.storage.retention import Retention


def _is_read(row: Table) -> ColumnElement[bool]:
    return row.c.read_at.is_not(None)


def _is_unread(row: Table) -> ColumnElement[bool]:
    return row.c.read_at.is_(None)


def _has_mail_to_send(row: Table) -> ColumnElement[bool]:
    return or_(*(row.c.mail == state for state in (MailState.DUE, MailState.QUIET, MailState.SENDING)))


def _is_in_an_inbox(row: Table) -> ColumnElement[bool]:
    return exists().where(inbox.c.notification == row.c.id, inbox.c.community_id == row.c.community_id)


NOTIFICATION_RETENTION = (
    Retention(
        "read_notifications",
        table=inbox,
        age=inbox.c.read_at,
        default=timedelta(days=90),
        where=_is_read,
        needed=_has_mail_to_send,
        purpose="Notifications in the inboxes of members who have read them.",
    ),
    Retention(
        "unread_notifications",
        table=inbox,
        age=inbox.c.notification,
        default=timedelta(days=365),
        where=_is_unread,
        needed=_has_mail_to_send,
        purpose="Notifications in the inboxes of members who have not read them.",
    ),
    Retention(
        "notifications",
        table=notification,
        age=notification.c.at,
        default=timedelta(days=90),
        needed=_is_in_an_inbox,
        purpose="What notifications are about; it goes after it has gone from the last inbox.",
    ),
    Retention(
        "mail_budgets",
        table=mail_budget,
        age=mail_budget.c.day,
        default=timedelta(days=7),
        by_key=True,
        purpose="How many mails a member got on one day.",
    ),
    Retention(
        "notification_metrics",
        table=metric,
        age=metric.c.day,
        default=None,
        by_key=True,
        purpose="What became of the notifications of one day and kind.",
    ),
)
"""What every Kit keeps for a time."""
