"""Why a member was told of something or was not: what they wish, whom they mute, and where the notification stands.

All of it but that only members are told is the member's own affair, so every such step is private, and there whether it
holds or not.
"""

from collections.abc import Iterator

from commkit.notifications import explaining_statements as sql
from commkit.notifications.feature import NotificationSettings, notifications
from commkit.notifications.mailing.ports import MailPort
from commkit.notifications.mailing.quiet_hours import is_quiet, local_day, zone_of
from commkit.notifications.preferences.statements import DELIVERY_SCHEDULE, PREFERENCES
from commkit.notifications.records import (
    DeliverySchedule,
    MailState,
    NotificationChannel,
    WatchLevel,
    WatchScope,
)
from commkit.posts import Post
from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.traces import ExplainRequest, RuleOutcome, TraceStep
from commkit.runtime.model.types import NotificationKind
from commkit.runtime.sessions.context import Context

_MAIL = {
    MailState.NONE: "none was wanted",
    MailState.DUE: "it is about to be sent",
    MailState.QUIET: "it waits for the end of their quiet hours",
    MailState.SENDING: "it is being sent",
    MailState.SENT: "it was sent",
    MailState.DIGEST: "the mails of that day were used up; it waits for the digest",
    MailState.DIGESTED: "it went with a digest",
    MailState.DROPPED: "it was dropped: read already, not wanted or not to be seen any more, or nowhere to send it",
    MailState.FAILED: "the mail server refused the address",
}


@notifications.explains("", about="notification")
def explain_notification(context: Context, question: ExplainRequest) -> Iterator[TraceStep]:
    """In the order in which it is decided."""
    kind = context.dispatch.notification_kinds[question.action]
    mine = context.membership
    is_current = mine is not None and mine.is_current
    yield TraceStep("only members are told", is_current, "they are one" if is_current else "they are none")
    if mine is None or not is_current:
        return
    thing = question.object
    told = (
        context.one(sql.LATEST, me=mine.id, kind=kind.name, object=question.id) if thing is not None else None
    )
    if told is not None and told.shown is not None:
        yield from _explain_state(told)
    else:
        yield _explain_channels(context, kind, mine.id)
        if thing is not None and question.id is not None:
            yield from _explain_exclusions(
                context, mine.id, thing, told.by if told else context.owner_of(thing)
            )
            kinds = ", ".join(
                name for (name,) in context.rows(sql.OTHER_KINDS, me=mine.id, object=question.id)
            )
            yield TraceStep("other notifications of it", RuleOutcome.FACT, kinds or "none", private=True)
            nobody = "nobody was told of it by such a notification, or not yet"
            yield TraceStep("told", False, "others were" if told is not None else nobody, private=True)
    yield _explain_delivery(context, kind, mine.id)


def _explain_state(told: sql.ExplainedNotification) -> Iterator[TraceStep]:
    yield TraceStep("told", True, f"at {told.at:%Y-%m-%d %H:%M} UTC", private=True)
    inbox = "the inbox shows it"
    if not told.shown:
        inbox = "the inbox does not show it, as they wished"
    elif told.collapsed_into is not None:
        inbox = "it is folded under a later notification about the same thing"
    read = "" if told.read_at is None else f"; read at {told.read_at:%Y-%m-%d %H:%M} UTC"
    yield TraceStep("inbox", RuleOutcome.FACT, inbox + read, private=True)
    yield TraceStep("mail", RuleOutcome.FACT, _MAIL[told.mail or MailState.NONE], private=True)


def _explain_channels(context: Context, kind: NotificationKind, me: MemberId) -> TraceStep:
    chosen = {
        channel: wanted for name, channel, wanted in context.rows(PREFERENCES, me=me) if name == kind.name
    }
    told, is_on = [], False
    for channel in NotificationChannel:
        wanted = bool(chosen.get(str(channel), channel in kind.channels))
        is_sent = channel is not NotificationChannel.MAIL or context.port(MailPort) is not None
        whose = "their choice" if str(channel) in chosen else "the default"
        sent = "" if is_sent else ", but the host sends none"
        told.append(f"{channel} is {'on' if wanted else 'off'} by {whose}{sent}")
        is_on = is_on or (wanted and is_sent)
    return TraceStep("a channel is on", is_on, "; ".join(told), private=True)


def _explain_exclusions(
    context: Context, me: MemberId, thing: object, by: MemberId | None
) -> Iterator[TraceStep]:
    yield TraceStep("it is not their own doing", by != me, "who does a thing is not told of it", private=True)
    level = context.one(sql.BLOCK_LEVEL, me=me, by=by)
    kept_off = f"they have a {level[0]} on them" if level is not None else "they have not"
    yield TraceStep("who did it is not muted", level is None, kept_off, private=True)
    if isinstance(thing, Post):
        watches = context.rows(sql.WATCHES, me=me, thread=thing.thread.hex, opening=thing.thread)
        is_muted = any(
            scope == WatchScope.THREAD and level is WatchLevel.MUTED for scope, _, level in watches
        )
        told = ", ".join(
            f"{scope} {target if scope == WatchScope.TAG else ''}".strip() + f": {level}"
            for scope, target, level in watches
        )
        yield TraceStep(
            "the thread is not muted", not is_muted, told or "they follow it as everybody does", private=True
        )


def _explain_delivery(context: Context, kind: NotificationKind, me: MemberId) -> TraceStep:
    delivery_schedule: DeliverySchedule = context.one(DELIVERY_SCHEDULE, me=me) or DeliverySchedule()
    zone = zone_of(delivery_schedule, "")
    used = context.one(sql.USED, me=me, day=local_day(zone, context.now))
    most = delivery_schedule.mails_per_day
    if most is None:
        most = context.settings(NotificationSettings).mails_per_day
    quiet = (
        f"{delivery_schedule.quiet_from} to {delivery_schedule.quiet_until} {zone.key}"
        if delivery_schedule.quiet_from
        else "none"
    )
    now = " (now)" if is_quiet(delivery_schedule, zone, context.now) else ""
    passes = "; such a notification is urgent and passes both" if kind.urgent else ""
    told = f"quiet hours: {quiet}{now}; mails today: {used[0] if used else 0} of {most}{passes}"
    return TraceStep("when mail may come", RuleOutcome.FACT, told, private=True)
