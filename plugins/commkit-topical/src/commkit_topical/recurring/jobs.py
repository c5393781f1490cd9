"""The worker's own command of recurring threads."""

from attrs import frozen

from commkit import Command, Context, NotFound
from commkit.posts import CreateThread, LockThread, Post, PostId
from commkit.spaces import Space
from commkit.storage import schedule_command
from commkit_topical.recurring import statements as sql
from commkit_topical.recurring.facts import RecurringThreadEnded, RecurringThreadOpened
from commkit_topical.recurring.feature import recurring_feature
from commkit_topical.recurring.policy import next_opening, title_on, zone_or_none
from commkit_topical.recurring.records import RecurringThread, RecurringThreadId

LOCKED = "the next one is open"
"""Why the thread before is locked."""


@frozen
class OpenRecurringThread(Command[PostId | None]):
    """Open the next thread of a recurring one; the worker sends it as `SYSTEM` when it is due.

    Where the worker came late, it opens one, and those that were missed stay out.

    Attributes:
        recurring: The recurring thread.

    Returns:
        The thread; None where none was due.
    """

    permission = "topical.open_recurring_thread"

    recurring: RecurringThreadId


@recurring_feature.handles(OpenRecurringThread)
def open_recurring_thread(context: Context, command: OpenRecurringThread) -> PostId | None:
    """Lock the row, open the thread, and schedule the next one."""
    found = context.one(sql.LOCKED, id=command.recurring)
    if found is None or found.opens_at > context.now:
        return None
    zone = zone_or_none(found.time_zone)
    if zone is None or not _can_open(context, found):
        context.run(sql.END, id=found.id, at=context.now)
        context.emit(RecurringThreadEnded(recurring=found.id))
        return None
    made = context.do(
        CreateThread(
            kind=found.kind,
            title=title_on(found.title, found.opens_at, zone),
            body=found.body,
            tags=found.tags,
            space=found.space,
        )
    )
    if found.locks_previous and found.latest is not None:
        _lock(context, found.latest)
    next_at = next_opening(found.recurrence, at=found.at, day=found.day, zone=zone, now=context.now)
    context.run(sql.OPENED, id=found.id, thread=made.id, next_at=next_at)
    schedule_command(context, command, at=next_at, as_system=True)
    context.emit(RecurringThreadOpened(recurring=found.id, thread=made.id))
    return made.id


def _can_open(context: Context, found: RecurringThread) -> bool:
    """Whether there are still such threads here, and the space takes them."""
    kind = context.community_type.kind(found.kind)
    if kind is None or not kind.opens:
        return False
    if found.space is None:
        return True
    try:
        space = context.get(Space, found.space)
    except NotFound:
        return False
    return space.archived_at is None and (not space.kinds or found.kind in space.kinds)


def _lock(context: Context, thread: PostId) -> None:
    try:
        before = context.get(Post, thread)
    except NotFound:
        return
    if before.opens and before.locked_at is None and before.removed_at is None:
        context.do(LockThread(thread, reason=LOCKED))
