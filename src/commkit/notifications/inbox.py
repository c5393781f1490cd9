"""How members are told: one notification, a row for each, older unread ones about the same thing folded under it."""

from collections.abc import Iterable
from uuid import UUID

from attrs import frozen

from commkit.notifications import statements as sql
from commkit.notifications.feature import notifications
from commkit.notifications.mailing.ports import MailPort
from commkit.notifications.messages import MembersNotified, NotifyMembers
from commkit.notifications.records import MailState, NotificationChannel, NotificationId
from commkit.notifications.visibility import record_class
from commkit.runtime.model.errors import FieldError, Invalid
from commkit.runtime.model.ids import CommunityId, MemberId
from commkit.runtime.model.types import NotificationKind
from commkit.runtime.sessions.context import Context

AT_ONCE = 1_000
"""Members told by one command, at most."""


@frozen(kw_only=True)
class NotificationDraft:
    """What is to be told.

    Attributes:
        kind: The kind of notification.
        record: The class name of the object it is about.
        object: The id of the object.
        cause: The fact it is told for; one notification of a kind is made for each.
        by: Who did it; never told of it.
        thread: The thread it happened in; who muted it is not told.
        repeat: Whether it is told to those who know of the object already.
    """

    kind: NotificationKind
    record: str
    object: UUID
    cause: UUID
    by: MemberId | None = None
    thread: UUID | None = None
    repeat: bool = True


@notifications.handles(NotifyMembers)
def notify(context: Context, command: NotifyMembers) -> None:
    """Tell members of this community."""
    too_many = FieldError("to", "too_many", f"tell at most {AT_ONCE} members with one command")
    kind = check_kind(
        context, command.kind, command.record, faults=[too_many] if len(command.to) > AT_ONCE else []
    )
    cause = context.new_id()
    add_to_inbox(
        context,
        NotificationDraft(
            kind=kind, record=command.record, object=command.object, cause=cause, by=command.by
        ),
        to=command.to,
    )


def check_kind(
    context: Context, name: str, record: str, *, faults: Iterable[FieldError] = ()
) -> NotificationKind:
    """The kind of a name, for notifications about such records.

    Raises:
        Invalid: No feature here declares the kind, or the record has no door; with whatever else was found.
    """
    kind = context.dispatch.notification_kinds.get(name)
    found = list(faults)
    if kind is None:
        known = ", ".join(sorted(context.dispatch.notification_kinds))
        found.append(
            FieldError(
                "kind", "unknown_kind", f"declare it in a feature's `notification_kinds`; known: {known}"
            )
        )
    if record_class(context, record) is None:
        found.append(FieldError("record", "unknown_record", "name a record that has a door here"))
    if found or kind is None:
        raise Invalid(found)
    return kind


def add_to_inbox(context: Context, told: NotificationDraft, *, to: Iterable[MemberId]) -> list[MemberId]:
    """Tell those among up to 1,000 members who are to be told, each once, however often it is called.

    Returns:
        Who was told by this call.
    """
    to = sorted(set(to))
    if not to:
        return []
    id, is_new = _notification(context, told)
    bundle = told.thread or told.object
    values = {
        "here": context.community_id,
        "new_notification": id,
        "new_kind": told.kind.name,
        "new_bundle": bundle,
    }
    rows = context.rows(
        sql.ADD_TO_INBOX,
        **values,
        to=to,
        object=told.object,
        by=told.by,
        thread=told.thread.hex if told.thread else "",
        inbox_default=NotificationChannel.INBOX in told.kind.channels,
        mail_default=NotificationChannel.MAIL in told.kind.channels,
        repeat=told.repeat,
        mailing=context.port(MailPort) is not None,
        now=context.now,
    )
    if not rows:
        if is_new:
            context.run(sql.DROP_NOTIFICATION, id=id)
        return []
    reached = sorted(member for member, _ in rows)
    context.run(sql.COLLAPSE, **values, to=reached)
    count_metric(context, told.kind.name, "told", len(reached))
    context.emit(
        MembersNotified(
            notification=id,
            kind=told.kind.name,
            first=reached[0],
            last=reached[-1],
            recipients=len(reached),
            mails_due=sum(mail is MailState.DUE for _, mail in rows),
        )
    )
    return reached


def count_metric(
    context: Context, kind: str, what: str, many: int = 1, *, community: CommunityId | None = None
) -> None:
    """Add to the numbers of a kind of notification, in the session's community or in another one."""
    context.run(
        sql.COUNT,
        community_id=community or context.community_id,
        day=context.now.date(),
        kind=kind,
        outcome=what,
        count=many,
    )


def _notification(context: Context, told: NotificationDraft) -> tuple[NotificationId, bool]:
    """The notification for this fact, made when first asked for; and whether it was made just now."""
    id = NotificationId(context.new_id())
    made = context.run(
        sql.ADD_NOTIFICATION,
        id=id,
        kind=told.kind.name,
        record=told.record,
        object=told.object,
        by=told.by,
        cause=told.cause,
        at=context.now,
    )
    if made:
        return id, True
    ((known,),) = context.rows(sql.NOTIFICATION_OF, kind=told.kind.name, cause=told.cause)
    return NotificationId(known), False
