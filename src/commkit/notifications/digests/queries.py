"""Handler of the query of digest preferences, and the titles of what a digest tells of."""

from collections.abc import Iterable

from commkit.notifications.digests import statements as sql
from commkit.notifications.digests.messages import ReadDigestPreference
from commkit.notifications.digests.records import DigestPreference, TitledNotification
from commkit.notifications.feature import NotificationSettings, notifications
from commkit.notifications.inbox.records import Notification
from commkit.notifications.mailing.queries import title_of
from commkit.notifications.queries import visible_object
from commkit.runtime.model.types import NotificationKind
from commkit.runtime.sessions.context import Context


@notifications.handles(ReadDigestPreference)
def read_digest_preference(context: Context, query: ReadDigestPreference) -> DigestPreference:
    """Read the member's preference, or the community's default."""
    row = context.one(sql.DIGEST, me=context.member)
    return row or DigestPreference(context.settings(NotificationSettings).digest)


def with_titles(context: Context, unread: Iterable[TitledNotification]) -> list[tuple[Notification, str]]:
    """The notifications with the titles of their objects; without objects that a loader hides."""
    found = []
    for row in unread:
        kind = context.dispatch.notification_kinds.get(row.notification.kind)
        title = _title(context, row, kind) if kind is not None else None
        if title is not None:
            count = row.notification.count
            found.append((row.notification, f"{title} ({count})" if count > 1 else title))
    return found


def _title(context: Context, row: TitledNotification, kind: NotificationKind) -> str | None:
    """The title; None where the object is not visible. Only what is no post has to be loaded for it."""
    if row.title is not None:
        return (f"Re: {row.title}" if row.parent is not None else row.title) if row.title else kind.summary
    object = visible_object(context, row.notification.record, row.notification.object)
    return title_of(context, object, kind.summary) if object is not None else None
