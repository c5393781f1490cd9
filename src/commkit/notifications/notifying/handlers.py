"""Handler of notifying, and the function that adds a notification to inboxes."""

from collections.abc import Iterable
from uuid import UUID

from commkit.notifications.feature import notifications
from commkit.notifications.mailing.ports import MailPort
from commkit.notifications.metrics.handlers import count_metric
from commkit.notifications.notifying import statements as sql
from commkit.notifications.notifying.facts import MembersNotified
from commkit.notifications.notifying.messages import NotifyMembers
from commkit.notifications.notifying.records import NotificationDraft
from commkit.notifications.queries import record_class
from commkit.notifications.records import MailState, NotificationChannel, NotificationId
from commkit.runtime.model.errors import FieldError, Invalid
from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.types import NotificationKind
from commkit.runtime.sessions.context import Context

BATCH_SIZE = 1_000
"""Members notified by one command at most."""


@notifications.handles(NotifyMembers)
def notify_members(context: Context, command: NotifyMembers) -> None:
    """Add a notification to the inboxes of members."""
    too_many = FieldError("to", "too_many", f"notify at most {BATCH_SIZE} members with one command")
    kind = check_kind(
        context, command.kind, command.record, errors=[too_many] if len(command.to) > BATCH_SIZE else []
    )
    cause = context.new_id()
    add_to_inbox(
        context,
        NotificationDraft(
            kind=kind, record=command.record, object=command.object, cause=cause, by=command.by
        ),
        to=command.to,
    )


def notify(
    context: Context,
    kind: str,
    members: Iterable[MemberId | None],
    *,
    record: str,
    object: UUID,
    by: MemberId | None = None,
) -> None:
    """Send `NotifyMembers` to members, each once, and to nobody where there is nobody; for subscribers of features.

    Args:
        context: Of the host.
        kind: A kind of notification that a feature of this community declares.
        members: Up to 1,000; None among them is left out, as where somebody was erased.
        record: The class name of the object it is about.
        object: The id of that object.
        by: The member who caused it; None for the host.
    """
    to = tuple(sorted({member for member in members if member is not None}))
    if to:
        context.do(NotifyMembers(kind=kind, to=to, record=record, object=object, by=by))


def check_kind(
    context: Context, name: str, record: str, *, errors: Iterable[FieldError] = ()
) -> NotificationKind:
    """The kind with a name, for notifications about records of a class.

    Raises:
        Invalid: No feature here declares the kind, or the record has no loader; with the given errors too.
    """
    kind = context.dispatch.notification_kinds.get(name)
    found = list(errors)
    if kind is None:
        known = ", ".join(sorted(context.dispatch.notification_kinds))
        found.append(
            FieldError(
                "kind", "unknown_kind", f"declare it in a feature's `notification_kinds`; known: {known}"
            )
        )
    if record_class(context, record) is None:
        found.append(
            FieldError("record", "unknown_record", "give the class name of a record that has a loader here")
        )
    if found or kind is None:
        raise Invalid(found)
    return kind


def add_to_inbox(context: Context, draft: NotificationDraft, *, to: Iterable[MemberId]) -> list[MemberId]:
    """Notify those of up to 1,000 members who are to be notified, each once, however often it is called.

    Returns:
        The members notified by this call.
    """
    to = sorted(set(to))
    if not to:
        return []
    id, is_new = _notification(context, draft)
    bundle = draft.thread or draft.object
    values = {
        "here": context.community_id,
        "new_notification": id,
        "new_kind": draft.kind.name,
        "new_bundle": bundle,
    }
    rows = context.rows(
        sql.ADD_TO_INBOX,
        **values,
        to=to,
        record=draft.record,
        object=draft.object,
        by=draft.by,
        thread=draft.thread.hex if draft.thread else "",
        inbox_default=NotificationChannel.INBOX in draft.kind.channels,
        mail_default=NotificationChannel.MAIL in draft.kind.channels,
        repeat=draft.repeat,
        mailing=context.port(MailPort) is not None,
        now=context.now,
    )
    if not rows:
        if is_new:
            context.run(sql.DELETE_NOTIFICATION, id=id)
        return []
    reached = sorted(member for member, _ in rows)
    context.run(sql.COLLAPSE, **values, to=reached)
    count_metric(context, draft.kind.name, "notified", len(reached))
    context.emit(
        MembersNotified(
            notification=id,
            kind=draft.kind.name,
            first=reached[0],
            last=reached[-1],
            recipients=len(reached),
            mails_due=sum(mail is MailState.DUE for _, mail in rows),
        )
    )
    return reached


def _notification(context: Context, draft: NotificationDraft) -> tuple[NotificationId, bool]:
    """The id of the notification for this kind and cause, and whether it was added just now."""
    id = NotificationId(context.new_id())
    added = context.run(
        sql.ADD_NOTIFICATION,
        id=id,
        kind=draft.kind.name,
        record=draft.record,
        object=draft.object,
        by=draft.by,
        cause=draft.cause,
        at=context.now,
    )
    if added:
        return id, True
    ((existing,),) = context.rows(sql.NOTIFICATION_OF, kind=draft.kind.name, cause=draft.cause)
    return NotificationId(existing), False
