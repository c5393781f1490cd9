"""How announcements come to recur, and how that ends."""

from uuid import UUID

from attrs import evolve

from commkit import Conflict, Context, Invalid
from commkit.storage import cancel_scheduled
from commkit_articles import Article, ArticleState
from commkit_internal.announcements.facts import AnnouncementRecurrenceEnded, AnnouncementRecurrenceSet
from commkit_internal.announcements.feature import announcement_feature
from commkit_internal.announcements.recurring import statements as sql
from commkit_internal.announcements.recurring.jobs import save, schedule_copy
from commkit_internal.announcements.recurring.messages import EndRecurrence, ListRecurrences, SetRecurrence
from commkit_internal.announcements.recurring.policy import MAX_INTERVAL, moment_of
from commkit_internal.announcements.recurring.records import Recurrence, RecurrenceId


@announcement_feature.loads(Recurrence)
def fetch_recurrence(context: Context, id: UUID) -> Recurrence | None:
    """A recurrence, for who may announce and sees its article."""
    return context.one(sql.ONE, id=id) if context.can("internal.announce") else None


@announcement_feature.handles(SetRecurrence)
def set_recurrence(context: Context, command: SetRecurrence) -> Recurrence:
    """Check the time and the article, then schedule the first copy."""
    found = context.get(Article, command.article)
    if not 1 <= command.interval <= MAX_INTERVAL:
        raise Invalid.field("interval", "out_of_range", f"give 1 to {MAX_INTERVAL}")
    if found.state is ArticleState.RETIRED:
        raise Conflict("internal.template_retired", "this article was retired; let another one recur")
    made = Recurrence(
        id=RecurrenceId(context.new_id()),
        article=found.id,
        frequency=command.frequency,
        interval=command.interval,
        first=command.first,
        time_zone=command.time_zone,
        publishes=command.publishes,
        made=0,
        next_at=None,
        set_by=context.member,
        scheduled=None,
        scheduled_check=None,
        failure_code="",
        ended_at=None,
    )
    first = moment_of(made, 0)
    if first <= context.now:
        raise Invalid.field("first", "too_early", "give a time in the future")
    context.run(sql.ADD, made)
    scheduled = schedule_copy(context, evolve(made, next_at=first))
    context.emit(AnnouncementRecurrenceSet(recurrence=made.id))
    return scheduled


@announcement_feature.handles(EndRecurrence)
def end_recurrence(context: Context, command: EndRecurrence) -> None:
    """Cancel what is scheduled."""
    found = context.get(Recurrence, command.recurrence)
    before = context.one(sql.LOCKED, id=found.id) or found
    if before.ended_at is not None:
        return
    for scheduled in (before.scheduled, before.scheduled_check):
        if scheduled is not None:
            cancel_scheduled(context, scheduled)
    ended = evolve(before, next_at=None, scheduled=None, scheduled_check=None, ended_at=context.now)
    save(context, ended)
    context.emit(AnnouncementRecurrenceEnded(recurrence=before.id))


@announcement_feature.handles(ListRecurrences)
def list_recurrences(context: Context, query: ListRecurrences) -> tuple[Recurrence, ...]:
    """One statement."""
    return tuple(context.rows(sql.ALL, ended=query.ended))
