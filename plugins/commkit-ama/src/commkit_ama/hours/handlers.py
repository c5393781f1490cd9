"""How question hours get their times, and end."""

from attrs import evolve

from commkit import Conflict, Context
from commkit.posts import Post, PostId
from commkit.storage import ScheduledCommandId, cancel_scheduled, schedule_command
from commkit_ama.feature import MANAGE, hour_feature
from commkit_ama.hours import statements as sql
from commkit_ama.hours.facts import QuestionTimesSet
from commkit_ama.hours.jobs import AdvanceQuestionHour
from commkit_ama.hours.messages import EndQuestionHour, SetQuestionTimes
from commkit_ama.hours.policy import check_times, ended_now, next_moment, phase_of
from commkit_ama.hours.queries import hour_of
from commkit_ama.hours.records import QuestionHour, QuestionHourPhase, QuestionTimes
from commkit_ama.policy import check_hour


@hour_feature.handles(SetQuestionTimes)
def set_question_times(context: Context, command: SetQuestionTimes) -> QuestionHour:
    """Lock the row, and store the times."""
    thread = _managed(context, command.thread)
    check_times(command.opens_at, command.closes_at, command.ends_at)
    return _save(
        context,
        evolve(
            locked_times(context, thread.id),
            opens_at=command.opens_at,
            closes_at=command.closes_at,
            ends_at=command.ends_at,
        ),
    )


@hour_feature.handles(EndQuestionHour)
def end_question_hour(context: Context, command: EndQuestionHour) -> QuestionHour:
    """Lock the row, and let it end now; times that it did not reach are forgotten."""
    thread = _managed(context, command.thread)
    before = locked_times(context, thread.id)
    check_not_ended(context, before)
    return _save(context, ended_now(before, context.now))


def locked_times(context: Context, thread: PostId) -> QuestionTimes:
    """The times of a question hour, locked until the commit; a thread that became one otherwise gets its row."""
    found = context.one(sql.LOCKED, thread=thread)
    return found or QuestionTimes(thread, None, None, None, QuestionHourPhase.COLLECTING, None)


def check_not_ended(context: Context, times: QuestionTimes) -> None:
    """Check that a question hour goes on.

    Raises:
        Conflict: It ended.
    """
    if phase_of(times, context.now) is QuestionHourPhase.ENDED:
        raise Conflict("ama.ended_already", "this question hour is over; set a later end first")


def _managed(context: Context, id: PostId) -> Post:
    thread = context.get(Post, id, need=MANAGE)
    check_hour(thread)
    return thread


def _save(context: Context, times: QuestionTimes) -> QuestionHour:
    """Store the times, and let the worker come: at once where the phase changed by them, else when the next begins."""
    if times.scheduled is not None:
        cancel_scheduled(context, ScheduledCommandId(times.scheduled))
    phase = phase_of(times, context.now)
    due = context.now if phase is not times.phase else next_moment(times, context.now)
    scheduled = (
        schedule_command(context, AdvanceQuestionHour(times.thread), at=due, as_system=True)
        if due is not None
        else None
    )
    context.run(sql.SAVE, evolve(times, scheduled=scheduled))
    context.emit(
        QuestionTimesSet(
            thread=times.thread, opens_at=times.opens_at, closes_at=times.closes_at, ends_at=times.ends_at
        )
    )
    return hour_of(context, times.thread)
