"""How recurring threads are made and ended."""

from zoneinfo import ZoneInfo

from commkit import Conflict, Context, Invalid
from commkit.spaces import Space
from commkit.storage import schedule_command
from commkit_topical.recurring import statements as sql
from commkit_topical.recurring.facts import RecurringThreadCreated, RecurringThreadEnded
from commkit_topical.recurring.feature import MANAGE, recurring_feature
from commkit_topical.recurring.jobs import OpenRecurringThread
from commkit_topical.recurring.messages import CreateRecurringThread, EndRecurringThread
from commkit_topical.recurring.policy import check_times, next_opening
from commkit_topical.recurring.records import RecurringThread, RecurringThreadId
from commkit_topical.tables import recurring_thread

_MOST = 100


@recurring_feature.loads(RecurringThread, table=recurring_thread, part_of=(Space, "space"))
def fetch_recurring_thread(context: Context, id: RecurringThreadId) -> RecurringThread | None:
    """Load one, for who manages them and sees its space."""
    return context.one(sql.ONE, id=id) if context.can(MANAGE) else None


@recurring_feature.handles(CreateRecurringThread)
def create_recurring_thread(context: Context, command: CreateRecurringThread) -> RecurringThread:
    """Load the space, check the rest, and schedule the first thread."""
    if command.space is not None:
        context.get(Space, command.space)
    check_times(command.recurrence, at=command.at, day=command.day, time_zone=command.time_zone)
    kind = context.community_type.kind(command.kind)
    if kind is None or not kind.opens:
        kinds = ", ".join(each.name for each in context.community_type.post_kinds if each.opens)
        raise Invalid.field("kind", "unknown_kind", f"choose one of: {kinds}")
    if context.rows(sql.COUNT)[0][0] >= _MOST:
        raise Conflict("topical.too_many_recurring_threads", f"end one of the {_MOST} that go on first")
    made = RecurringThread(
        id=RecurringThreadId(context.new_id()),
        kind=command.kind,
        title=command.title,
        body=command.body,
        tags=command.tags,
        space=command.space,
        recurrence=command.recurrence,
        at=command.at,
        day=command.day,
        time_zone=command.time_zone,
        locks_previous=command.locks_previous,
        created_by=context.member_or_none,
        opens_at=next_opening(
            command.recurrence,
            at=command.at,
            day=command.day,
            zone=ZoneInfo(command.time_zone),
            now=context.now,
        ),
        latest=None,
        opened=0,
        ended_at=None,
    )
    context.run(sql.ADD, made)
    schedule_command(context, OpenRecurringThread(made.id), at=made.opens_at, as_system=True)
    context.emit(RecurringThreadCreated(recurring=made.id))
    return made


@recurring_feature.handles(EndRecurringThread)
def end_recurring_thread(context: Context, command: EndRecurringThread) -> bool:
    """Load it, and end it; what is scheduled finds nothing to do."""
    found = context.get(RecurringThread, command.recurring, need=MANAGE)
    if not context.run(sql.END, id=found.id, at=context.now):
        return False
    context.emit(RecurringThreadEnded(recurring=found.id))
    return True
