"""Handler of the query of preferences."""

from commkit.notifications.feature import notifications
from commkit.notifications.preferences import statements as sql
from commkit.notifications.preferences.messages import ListNotificationPreferences
from commkit.notifications.preferences.records import NotificationPreference
from commkit.notifications.records import NotificationChannel
from commkit.runtime.sessions.context import Context


@notifications.handles(ListNotificationPreferences)
def list_notification_preferences(
    context: Context, query: ListNotificationPreferences
) -> tuple[NotificationPreference, ...]:
    """List the kinds of this community's features; the member's preferences override the defaults."""
    chosen = {
        (kind, channel): enabled
        for kind, channel, enabled in context.rows(sql.PREFERENCES, me=context.member)
    }
    return tuple(
        NotificationPreference(
            kind=kind.name,
            summary=kind.summary,
            channels=tuple(
                str(channel)
                for channel in NotificationChannel
                if chosen.get((kind.name, channel), channel in kind.channels)
            ),
            urgent=kind.urgent,
        )
        for _, kind in sorted(context.dispatch.notification_kinds.items())
    )
