"""Handlers of commands of preferences."""

from typing import Any

from commkit.notifications.feature import notifications
from commkit.notifications.metrics.handlers import count_metric
from commkit.notifications.preferences import statements as sql
from commkit.notifications.preferences.facts import NotificationPreferenceChanged
from commkit.notifications.preferences.messages import (
    SetNotificationPreference,
    SetNotificationPreferenceEverywhere,
)
from commkit.notifications.records import NotificationChannel
from commkit.runtime.model.errors import Invalid
from commkit.runtime.model.ids import LOBBY
from commkit.runtime.sessions.context import Context


@notifications.handles(SetNotificationPreference)
def set_notification_preference(context: Context, command: SetNotificationPreference) -> None:
    """Store the preference for this community."""
    _check_kind(context.dispatch.notification_kinds, command.kind)
    context.run(sql.SET_PREFERENCE, command, member=context.member, channel=str(command.channel), own=True)
    _record_change(context, command)


@notifications.handles(SetNotificationPreferenceEverywhere)
def set_notification_preference_everywhere(
    context: Context, command: SetNotificationPreferenceEverywhere
) -> None:
    """Store it in the lobby for communities joined later, and copy it into those the member is in."""
    kinds = {
        kind.name: kind
        for feature in context.registry.features.values()
        for kind in feature.notification_kinds
    }
    _check_kind(kinds, command.kind)
    channel = str(command.channel)
    context.run(
        sql.SET_PREFERENCE, command, community_id=LOBBY, member=context.member, channel=channel, own=False
    )
    context.run(
        sql.COPY_TO_COMMUNITIES,
        key=context.actor,
        new_kind=command.kind,
        new_channel=channel,
        new_enabled=command.enabled,
    )
    _record_change(context, command)


def _record_change(context: Context, preference: Any) -> None:
    """Emit the fact; count it where mail was turned off."""
    if preference.channel is NotificationChannel.MAIL and not preference.enabled:
        count_metric(context, preference.kind, "unsubscribed")
    context.emit(
        NotificationPreferenceChanged(
            member=context.member,
            kind=preference.kind,
            channel=preference.channel,
            enabled=preference.enabled,
        )
    )


def _check_kind(kinds: Any, name: str) -> None:
    if name not in kinds:
        raise Invalid.field("kind", "unknown_kind", f"choose one of: {', '.join(sorted(kinds))}")
