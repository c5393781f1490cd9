"""Notifying all members, or all who hold a permission, in batches; each batch is a command of the worker."""

from typing import Annotated
from uuid import UUID

from attrs import frozen

from commkit.notifications.announcements import statements as sql
from commkit.notifications.feature import notifications
from commkit.notifications.notifying import statements as notifying_sql
from commkit.notifications.notifying.handlers import BATCH_SIZE, add_to_inbox, check_kind
from commkit.notifications.notifying.records import NotificationDraft
from commkit.notifications.queries import record_class
from commkit.notifications.records import ClassName, KindName
from commkit.runtime.model.ids import FactId, MemberId
from commkit.runtime.model.messages import Command
from commkit.runtime.sessions.context import Context
from commkit.runtime.storage.pages import FIRST_ID
from commkit.runtime.values.texts import Text

Permission = Annotated[str, Text(max=100, min=0, multiline=False)]


@frozen(kw_only=True)
class NotifyAllMembers(Command[MemberId | None]):
    """Notify the next 1,000 members, or the next who hold a permission; for the host only.

    For what concerns everybody; a repeated command with the same cause notifies nobody twice. Returns the last member
    of the batch, to continue after, or None once all members are notified.

    Attributes:
        kind: A kind of notification that a feature of this community declares.
        record: The class name of the object it is about; it must have a loader.
        object: The id of that object, visible to the host.
        cause: The id of the fact; there is one notification for each kind and cause.
        by: The member who caused it, who is not notified; None for the host.
        with_permission: Only members who hold this permission by role or trust; empty for all current members.
        supersedes: Whether it replaces other unread notifications about the object.
        after: The last member of the previous batch; None for the first batch.

    Raises:
        Invalid: No feature here declares the kind, or the record has no loader.
        NotFound: The object does not exist.
    """

    permission = "notifications.notify"
    personal = ()
    when_archived = True

    kind: KindName
    record: ClassName
    object: UUID
    cause: FactId
    by: MemberId | None = None
    with_permission: Permission = ""
    supersedes: bool = False
    after: MemberId | None = None


_UNREACHABLE_TRUST = 2**31 - 1
"""A trust level that no member has."""


@notifications.handles(NotifyAllMembers)
def notify_all_members(context: Context, command: NotifyAllMembers) -> MemberId | None:
    """Notify the next batch, in the order of ids."""
    kind = check_kind(context, command.kind, command.record)
    record = record_class(context, command.record)
    if record is not None:
        context.get(record, command.object)
    batch = _next_batch(context, command)
    reached = add_to_inbox(
        context,
        NotificationDraft(
            kind=kind,
            record=command.record,
            object=command.object,
            cause=command.cause,
            by=command.by,
        ),
        to=batch,
    )
    if reached and command.supersedes:
        context.run(
            notifying_sql.SUPERSEDE,
            here=context.community_id,
            object=command.object,
            new_kind=kind.name,
            cause=command.cause,
            to=reached,
        )
    return batch[-1] if len(batch) == BATCH_SIZE else None


def _next_batch(context: Context, command: NotifyAllMembers) -> list[MemberId]:
    after = command.after or FIRST_ID
    if not command.with_permission:
        rows = context.rows(sql.CURRENT_MEMBERS, after=after, size=BATCH_SIZE)
    else:
        grants, levels = context.dispatch.grants, context.community_type.trust
        rows = context.rows(
            sql.HOLDERS,
            roles=[
                role for role, trust in grants if trust == 0 and command.with_permission in grants[role, 0]
            ],
            min_trust=next(
                (trust for trust, level in enumerate(levels) if command.with_permission in level.grants),
                _UNREACHABLE_TRUST,
            ),
            after=after,
            size=BATCH_SIZE,
        )
    return [MemberId(id) for (id,) in rows]
