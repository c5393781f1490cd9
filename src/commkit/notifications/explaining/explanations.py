"""Why a member was notified of someobject or was not: preferences, blocks, watches, the state of the notification.

All steps but the one about membership concern the member only; so they are private and are given whatever they say.
"""

from collections.abc import Iterator

from commkit.notifications.explaining import statements as sql
from commkit.notifications.explaining.records import ExplainedNotification
from commkit.notifications.feature import NotificationSettings, notifications
from commkit.notifications.mailing.ports import MailPort
from commkit.notifications.preferences.statements import PREFERENCES
from commkit.notifications.records import MailState, NotificationChannel
from commkit.notifications.schedules.policy import is_quiet, local_day, zone_of
from commkit.notifications.schedules.records import DeliverySchedule
from commkit.notifications.schedules.statements import DELIVERY_SCHEDULE
from commkit.notifications.watching.records import WatchLevel, WatchScope
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
    MailState.DIGESTED: "it was sent in a digest",
    MailState.DROPPED: "it was dropped: read already, not wanted or not visible any more, or no address",
    MailState.FAILED: "the mail server refused it",
}


@notifications.explains("", about="notification")
def explain_notification(context: Context, question: ExplainRequest) -> Iterator[TraceStep]:
    """Explain in the order in which it is decided."""
    kind = context.dispatch.notification_kinds[question.action]
    membership = context.membership
    is_current = membership is not None and membership.is_current
    yield TraceStep(
        "only members are notified", is_current, "they are one" if is_current else "they are none"
    )
    if membership is None or not is_current:
        return
    me, about = membership.id, question.object
    latest = context.one(sql.LATEST, me=me, kind=kind.name, object=question.id) if about is not None else None
    if latest is not None and latest.shown is not None:
        yield from _explain_state(latest)
    else:
        yield _explain_channels(context, kind, me)
        if about is not None and question.id is not None:
            by = latest.by if latest is not None else context.owner_of(about)
            yield from _explain_exclusions(context, me, about, by)
            kinds = ", ".join(name for (name,) in context.rows(sql.OTHER_KINDS, me=me, object=question.id))
            yield TraceStep("other notifications about it", RuleOutcome.FACT, kinds or "none", private=True)
            others = (
                "others were"
                if latest is not None
                else "nobody was notified about it by this kind, or not yet"
            )
            yield TraceStep("notified", False, others, private=True)
    yield _explain_delivery(context, kind, me)


def _explain_state(row: ExplainedNotification) -> Iterator[TraceStep]:
    """Explain a notification that the member got."""
    yield TraceStep("notified", True, f"at {row.at:%Y-%m-%d %H:%M} UTC", private=True)
    inbox = "the inbox shows it"
    if not row.shown:
        inbox = "the inbox does not show it, by their preference"
    elif row.collapsed_into is not None:
        inbox = "it is collapsed into a later notification about the same thing"
    read = "" if row.read_at is None else f"; read at {row.read_at:%Y-%m-%d %H:%M} UTC"
    yield TraceStep("inbox", RuleOutcome.FACT, inbox + read, private=True)
    yield TraceStep("mail", RuleOutcome.FACT, _MAIL[row.mail or MailState.NONE], private=True)


def _explain_channels(context: Context, kind: NotificationKind, me: MemberId) -> TraceStep:
    """Explain which channels are on."""
    preferences = {
        channel: enabled for name, channel, enabled in context.rows(PREFERENCES, me=me) if name == kind.name
    }
    lines, is_on = [], False
    for channel in NotificationChannel:
        enabled = bool(preferences.get(str(channel), channel in kind.channels))
        is_sent = channel is not NotificationChannel.MAIL or context.port(MailPort) is not None
        source = "their choice" if str(channel) in preferences else "the default"
        sent = "" if is_sent else ", but the host sends none"
        lines.append(f"{channel} is {'on' if enabled else 'off'} by {source}{sent}")
        is_on = is_on or (enabled and is_sent)
    return TraceStep("a channel is on", is_on, "; ".join(lines), private=True)


def _explain_exclusions(
    context: Context, me: MemberId, about: object, by: MemberId | None
) -> Iterator[TraceStep]:
    """Explain whether the member is excluded: as the cause, by a block, or by a muted thread."""
    yield TraceStep(
        "they did not cause it", by != me, "who causes something is not notified about it", private=True
    )
    level = context.one(sql.BLOCK_LEVEL, me=me, by=by)
    blocked = f"they have a {level[0]} on them" if level is not None else "they have not"
    yield TraceStep("who caused it is not muted", level is None, blocked, private=True)
    if isinstance(about, Post):
        watches = context.rows(sql.WATCHES, me=me, thread=about.thread.hex, opening=about.thread)
        is_muted = any(
            scope == WatchScope.THREAD and level is WatchLevel.MUTED for scope, _, level in watches
        )
        levels = ", ".join(
            f"{scope} {target if scope == WatchScope.TAG else ''}".strip() + f": {level}"
            for scope, target, level in watches
        )
        yield TraceStep(
            "the thread is not muted", not is_muted, levels or "they watch nothing here", private=True
        )


def _explain_delivery(context: Context, kind: NotificationKind, me: MemberId) -> TraceStep:
    """Explain when mail may be sent."""
    schedule: DeliverySchedule = context.one(DELIVERY_SCHEDULE, me=me) or DeliverySchedule()
    zone = zone_of(schedule, "")
    used = context.one(sql.MAILS_USED, me=me, day=local_day(zone, context.now))
    limit = schedule.mails_per_day
    if limit is None:
        limit = context.settings(NotificationSettings).mails_per_day
    quiet = f"{schedule.quiet_from} to {schedule.quiet_until} {zone.key}" if schedule.quiet_from else "none"
    now = " (now)" if is_quiet(schedule, zone, context.now) else ""
    urgent = "; such a notification is urgent and ignores both" if kind.urgent else ""
    detail = f"quiet hours: {quiet}{now}; mails today: {used[0] if used else 0} of {limit}{urgent}"
    return TraceStep("when mail may be sent", RuleOutcome.FACT, detail, private=True)
