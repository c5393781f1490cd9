"""How members choose what they are told, how and when."""

from typing import Any

from commkit.members import MemberJoined
from commkit.notifications.feature import NotificationSettings, notifications
from commkit.notifications.inbox import count_metric
from commkit.notifications.mailing.digest_scheduling import set_digest
from commkit.notifications.mailing.quiet_hours import clock_time, time_zone_or_none
from commkit.notifications.preferences import statements as sql
from commkit.notifications.preferences.messages import (
    ListNotificationPreferences,
    NotificationPreferenceChanged,
    ReadDeliverySchedule,
    ReadDigestPreference,
    SetDeliverySchedule,
    SetDigestPreference,
    SetNotificationPreference,
    SetNotificationPreferenceEverywhere,
)
from commkit.notifications.records import (
    DeliverySchedule,
    DigestPreference,
    NotificationChannel,
    NotificationPreference,
)
from commkit.runtime.model.errors import FieldError, Invalid
from commkit.runtime.model.ids import LOBBY
from commkit.runtime.sessions.context import Context

_MAX_MAILS = 1_000
_HOURS = range(24)
_WEEKDAYS = range(7)


@notifications.handles(ListNotificationPreferences)
def list_notification_preferences(
    context: Context, query: ListNotificationPreferences
) -> tuple[NotificationPreference, ...]:
    """The kinds of this community's features, each with the member's preferences over its defaults."""
    chosen = {
        (kind, channel): wanted for kind, channel, wanted in context.rows(sql.PREFERENCES, me=context.member)
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


@notifications.handles(SetNotificationPreference)
def set_notification_preference(context: Context, command: SetNotificationPreference) -> None:
    """For this community."""
    _refuse_unknown(context.dispatch.notification_kinds, command.kind)
    context.run(sql.SET_PREFERENCE, command, member=context.member, channel=str(command.channel), own=True)
    record_preference_change(context, command)


@notifications.handles(SetNotificationPreferenceEverywhere)
def set_notification_preference_everywhere(
    context: Context, command: SetNotificationPreferenceEverywhere
) -> None:
    """Kept in the lobby for communities to come, and copied into those the member is in."""
    kinds = {
        kind.name: kind
        for feature in context.registry.features.values()
        for kind in feature.notification_kinds
    }
    _refuse_unknown(kinds, command.kind)
    channel = str(command.channel)
    context.run(
        sql.SET_PREFERENCE, command, community_id=LOBBY, member=context.member, channel=channel, own=False
    )
    context.run(
        sql.COPY_TO_COMMUNITIES,
        key=context.actor,
        new_kind=command.kind,
        new_channel=channel,
        new_wanted=command.enabled,
    )
    record_preference_change(context, command)


@notifications.reacts_to(MemberJoined)
def copy_global_preferences(context: Context, fact: MemberJoined) -> None:
    """What a member wishes for every community holds in a new one, too."""
    context.run(sql.COPY_GLOBAL, here=context.community_id, lobby=LOBBY, me=fact.member)


@notifications.handles(SetDeliverySchedule)
def set_delivery_schedule(context: Context, command: SetDeliverySchedule) -> DeliverySchedule:
    """The same in every community."""
    _check_delivery_schedule(command)
    made = DeliverySchedule(command.time_zone, command.quiet_from, command.quiet_until, command.mails_per_day)
    context.run(sql.SET_DELIVERY_SCHEDULE, made, member=context.member, refused_address="")
    return made


@notifications.handles(ReadDeliverySchedule)
def read_delivery_schedule(context: Context, query: ReadDeliverySchedule) -> DeliverySchedule:
    """What was said last, or nothing."""
    return context.one(sql.DELIVERY_SCHEDULE, me=context.member) or DeliverySchedule()


@notifications.handles(SetDigestPreference)
def set_digest_preference(context: Context, command: SetDigestPreference) -> DigestPreference:
    """The next one is planned at once."""
    faults = []
    if command.hour not in _HOURS:
        faults.append(FieldError("hour", "no_such_hour", "give an hour from 0 to 23"))
    if command.weekday not in _WEEKDAYS:
        faults.append(FieldError("weekday", "no_such_day", "give 0 for Monday to 6 for Sunday"))
    if faults:
        raise Invalid(faults)
    preference = DigestPreference(command.frequency, command.hour, command.weekday)
    set_digest(context, context.member, preference)
    return preference


@notifications.handles(ReadDigestPreference)
def read_digest_preference(context: Context, query: ReadDigestPreference) -> DigestPreference:
    """What was said last, or what the community does for those who said nothing."""
    found = context.one(sql.DIGEST, me=context.member)
    return found or DigestPreference(context.settings(NotificationSettings).digest)


def record_preference_change(context: Context, preference: Any) -> None:
    """Tell and count what a member chose."""
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


def _refuse_unknown(kinds: Any, name: str) -> None:
    if name not in kinds:
        raise Invalid.field("kind", "unknown_kind", f"choose one of: {', '.join(sorted(kinds))}")


def _check_delivery_schedule(command: SetDeliverySchedule) -> None:
    faults = []
    if command.time_zone and time_zone_or_none(command.time_zone) is None:
        faults.append(FieldError("time_zone", "unknown_zone", "give an IANA name, such as Europe/Vienna"))
    for name in ("quiet_from", "quiet_until"):
        text = getattr(command, name)
        if text and clock_time(text) is None:
            faults.append(FieldError(name, "no_time", "give hours and minutes, such as 22:00"))
    if bool(command.quiet_from) != bool(command.quiet_until):
        faults.append(FieldError("quiet_until", "one_end", "give both ends of the quiet hours, or none"))
    elif command.quiet_from and command.quiet_from == command.quiet_until:
        faults.append(FieldError("quiet_until", "no_length", "give another time than that of the beginning"))
    if command.mails_per_day is not None and not 0 <= command.mails_per_day <= _MAX_MAILS:
        faults.append(FieldError("mails_per_day", "out_of_range", f"give a number from 0 to {_MAX_MAILS}"))
    if faults:
        raise Invalid(faults)
