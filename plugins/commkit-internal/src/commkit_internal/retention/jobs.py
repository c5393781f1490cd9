"""The worker's command of retention."""

from datetime import datetime, timedelta
from uuid import UUID

from attrs import field, frozen

from commkit import Command, Context
from commkit.posts import PostId, expire_threads
from commkit.privacy import lock_holds
from commkit.storage import EARLIEST, FIRST_ID, schedule_command
from commkit_internal.retention import statements as sql
from commkit_internal.retention.facts import RetentionApplied
from commkit_internal.retention.feature import retention_feature

BATCH_SIZE = 20
"""Threads that one command takes out of sight, at most."""
_MAX_POSTS = 1_000
"""Posts that one command takes out of sight; a thread with more is one batch."""
_Thread = tuple[PostId, datetime, int]
_ROUND = timedelta(days=1)
"""How often it is looked for threads that are old by now."""


@frozen
class ApplyRetention(Command[int]):
    """Take the next threads of a kind out of sight that are kept no longer; sent as `SYSTEM`.

    A batch is one transaction, and schedules the next one; the last one schedules the round of the next day.

    Attributes:
        kind: The kind.
        days: How long threads of it were kept when this was scheduled; where that is another by now, nothing is done.
        after_at: The last activity of the last thread of the batch before.
        after: The id of that thread.

    Returns:
        How many threads expired.
    """

    permission = "internal.apply_retention"
    when_archived = True
    personal = ()

    kind: str
    days: int
    after_at: datetime = field(default=EARLIEST, kw_only=True)
    after: UUID = field(default=FIRST_ID, kw_only=True)


@retention_feature.handles(ApplyRetention)
def apply_retention(context: Context, command: ApplyRetention) -> int:
    """Lock the rule, and the holds: nothing is held meanwhile, and what is held is left out."""
    rule = context.one(sql.LOCK, kind=command.kind)
    if rule is None or rule.days != command.days or rule.applies_from > context.now:
        return 0
    lock_holds(context)
    found: list[_Thread] = context.rows(
        sql.expiring(context.registry.holds),
        kind=rule.kind,
        before=context.now - timedelta(days=rule.days),
        after_at=command.after_at,
        after=command.after,
        size=BATCH_SIZE,
    )
    taken = _within_limit(found)
    expire_threads(context, [id for id, _, _ in taken])
    if taken:
        context.emit(RetentionApplied(kind=rule.kind, threads=len(taken)))
    following = ApplyRetention(rule.kind, rule.days)
    at = context.now + _ROUND
    if taken and (len(taken) < len(found) or len(found) == BATCH_SIZE):
        after, after_at, _ = taken[-1]
        following = ApplyRetention(rule.kind, rule.days, after_at=after_at, after=after)
        at = context.now
    scheduled = schedule_command(context, following, at=at, as_system=True)
    context.run(sql.SET_SCHEDULED, kind=rule.kind, new_scheduled=scheduled)
    return len(taken)


def _within_limit(found: list[_Thread]) -> list[_Thread]:
    """The first threads that together have no more posts than one command takes, and one at least."""
    taken, posts = list[_Thread](), 0
    for thread in found:
        posts += thread[2] + 1
        if taken and posts > _MAX_POSTS:
            break
        taken.append(thread)
    return taken
