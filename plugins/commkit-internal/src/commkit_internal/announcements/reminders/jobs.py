"""The worker's own command: it reminds who has not acknowledged an announcement, and tells others of who is late."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from attrs import asdict, evolve, field, frozen

from commkit import Command, Context, MemberId
from commkit.notifications import notify
from commkit.posts import Post
from commkit.storage import FIRST_ID, cancel_scheduled, schedule_command
from commkit_internal.announcements.facts import ReadersEscalated, ReadersReminded
from commkit_internal.announcements.feature import AnnouncementSettings, announcement_feature
from commkit_internal.announcements.must_reads import statements as must_read_sql
from commkit_internal.announcements.must_reads.policy import Done, ReminderRule, due_for, holds
from commkit_internal.announcements.must_reads.records import MustRead, MustReadId
from commkit_internal.announcements.reminders import statements as sql
from commkit_internal.announcements.reminders.records import Escalation, EscalationId, Reminding
from commkit_internal.policy import PEOPLE_PARTNER
from commkit_internal.units import statements as unit_sql

BATCH_SIZE = 500
"""Members that one command looks at."""
_TICK = timedelta(days=1)
"""How often it is looked for those who came later."""


@frozen
class RemindReaders(Command[int]):
    """Remind the next members who have not acknowledged an announcement, and tell others who is late; for the worker.

    Attributes:
        must_read: What they have to read.
        version: The version that was asked for; where another one is by now, nothing is done.
        after: The last member of the batch before.

    Returns:
        How many were reminded.
    """

    permission = "internal.run_announcements"

    must_read: MustReadId
    version: int
    after: UUID = field(default=FIRST_ID, kw_only=True)


@announcement_feature.handles(RemindReaders)
def remind_readers(context: Context, command: RemindReaders) -> int:
    """Lock it, remind a batch, then schedule the next batch or the next round; nothing for what has ended."""
    context.rows(sql.LOCK, id=command.must_read)
    found = context.one(sql.FOR_WORKER, id=command.must_read)
    if found is None:
        return 0
    *columns, state, removed_at = found
    must = MustRead(*columns)
    if must.version != command.version or must.ended_at is not None or not holds(state):
        return 0
    rows = []
    if removed_at is None:  # who removed it may restore it
        rows = context.rows(must_read_sql.MISSING, post=must.post, after=command.after, size=BATCH_SIZE)
    rule, reminded, late = _rule(context), [], []
    for member, since, reminders, last_at, escalated_at in rows:
        due, done = due_for(must, since), Done(reminders, last_at, escalated_at is not None)
        kept = Reminding(must.id, must.version, member, reminders, last_at, escalated_at, None)
        if rule.reminds(due, done, context.now):
            reminded.append(kept)
        if rule.escalates(due, done, context.now):
            late.append(kept)
    _remind(context, must, reminded)
    _escalate(context, must, late)
    _schedule_next(context, must, rows[-1][0] if len(rows) == BATCH_SIZE else None)
    return len(reminded)


def schedule_reminders(context: Context, must: MustRead) -> MustRead:
    """Begin to remind those who have not acknowledged a version; what was scheduled for another one is cancelled."""
    cancel_reminders(context, must)
    return _schedule(
        context,
        must,
        RemindReaders(must.id, must.version),
        max(context.now, must.due_at - _rule(context).before),
    )


def cancel_reminders(context: Context, must: MustRead) -> None:
    """Remind nobody any more."""
    if must.scheduled is not None:
        cancel_scheduled(context, must.scheduled)


def _rule(context: Context) -> ReminderRule:
    settings = context.settings(AnnouncementSettings)
    return ReminderRule(
        settings.remind_before, settings.remind_every, settings.max_reminders, settings.escalate_after
    )


def _schedule_next(context: Context, must: MustRead, last: MemberId | None) -> None:
    """The next batch at once; else the next round, at the next moment of the rule or a day later at the latest."""
    command = RemindReaders(must.id, must.version)
    if last is not None:
        _schedule(context, must, evolve(command, after=last), context.now)
        return
    coming = [moment for moment in _rule(context).moments(must.due_at) if moment > context.now]
    _schedule(context, must, command, min([context.now + _TICK, *coming]))


def _schedule(context: Context, must: MustRead, command: RemindReaders, at: datetime) -> MustRead:
    scheduled = schedule_command(context, command, at=at, as_system=True)
    context.run(must_read_sql.SET_SCHEDULED, id=must.id, new_scheduled=scheduled)
    return evolve(must, scheduled=scheduled)


def _remind(context: Context, must: MustRead, members: Sequence[Reminding]) -> None:
    if not members:
        return
    notify(
        context,
        "internal.must_read",
        [kept.member for kept in members],
        record=Post.__name__,
        object=must.post,
    )
    context.run_many(
        sql.KEEP_REMINDED,
        [asdict(evolve(kept, reminders=kept.reminders + 1, last_at=context.now)) for kept in members],
    )
    context.emit(ReadersReminded(must_read=must.id, members=len(members)))


def _escalate(context: Context, must: MustRead, members: Sequence[Reminding]) -> None:
    """Tell the managers of members, and the people partners, that there are some who are late."""
    if not members:
        return
    managers = _managers(context, [kept.member for kept in members])
    context.run_many(
        sql.KEEP_ESCALATED,
        [
            asdict(evolve(kept, escalated_at=context.now, manager=managers.get(kept.member)))
            for kept in members
        ],
    )
    for manager in sorted(set(managers.values())):
        _tell(context, must, manager, as_partner=False)
    for (partner,) in context.rows(sql.PARTNERS, role=PEOPLE_PARTNER):
        _tell(context, must, partner, as_partner=True)
    context.emit(ReadersEscalated(must_read=must.id, members=len(members)))


def _tell(context: Context, must: MustRead, recipient: MemberId, *, as_partner: bool) -> None:
    """Notify somebody about the one escalation that they have of this: it gives the names of the moment of reading."""
    context.run(
        sql.ADD_ESCALATION,
        Escalation(EscalationId(context.new_id()), must.id, recipient, as_partner, context.now),
    )
    made = context.one(sql.ESCALATION_TO, must_read=must.id, recipient=recipient, as_partner=as_partner)
    if made is not None:
        notify(
            context,
            "internal.must_read_overdue",
            (recipient,),
            record=Escalation.__name__,
            object=made.id,
        )


def _managers(context: Context, members: Sequence[MemberId]) -> dict[MemberId, MemberId]:
    """The nearest manager above each member who is somebody else, as the tree is now."""
    placed = context.rows(sql.UNITS_OF, members=list(members))
    lines = {unit: context.rows(unit_sql.CHAIN, id=unit) for unit in {unit for _, unit in placed}}
    found = {}
    for member, unit in placed:
        above = (one.manager for one in lines[unit] if one.manager not in (None, member))
        manager = next(above, None)
        if manager is not None:
            found[member] = manager
    return found
