"""The worker's own command of question hours."""

from attrs import evolve, frozen

from commkit import Command, Context, NotFound
from commkit.posts import LockThread, Post, PostId, UnlockThread
from commkit.storage import schedule_command
from commkit_ama.feature import hour_feature
from commkit_ama.hours import statements as sql
from commkit_ama.hours.facts import QuestionHourPhaseBegan
from commkit_ama.hours.policy import next_moment, phase_of
from commkit_ama.hours.records import QuestionHourPhase, QuestionTimes

REASON = "the question hour is over"
"""Why the thread of an hour that ended is locked."""


@frozen
class AdvanceQuestionHour(Command[bool]):
    """Tell that a question hour opened, closed or ended; the worker sends it as `SYSTEM` when it is due.

    The thread of one that ended is locked; that of one that goes on after all is unlocked. What is accepted is asked of
    the times themselves, so that nothing depends on when the worker comes.

    Attributes:
        thread: The post that opened it.

    Returns:
        Whether another phase began.
    """

    permission = "ama.advance_question_hour"

    thread: PostId


@hour_feature.handles(AdvanceQuestionHour)
def advance_question_hour(context: Context, command: AdvanceQuestionHour) -> bool:
    """Lock the row, tell of the phase, and schedule the next one."""
    times = context.one(sql.LOCKED, thread=command.thread)
    if times is None:
        return False
    phase = phase_of(times, context.now)
    began = phase is not times.phase
    if began:
        _lock_or_unlock(context, times, phase)
        context.emit(QuestionHourPhaseBegan(thread=times.thread, before=times.phase, phase=phase))
    due = next_moment(times, context.now)
    scheduled = schedule_command(context, command, at=due, as_system=True) if due is not None else None
    context.run(sql.SAVE, evolve(times, phase=phase, scheduled=scheduled))
    return began


def _lock_or_unlock(context: Context, times: QuestionTimes, phase: QuestionHourPhase) -> None:
    try:
        thread = context.get(Post, times.thread)
    except NotFound:
        return
    if phase is QuestionHourPhase.ENDED and thread.opens and thread.locked_at is None:
        context.do(LockThread(thread.id, reason=REASON))
    if times.phase is QuestionHourPhase.ENDED and thread.locked_at is not None:
        context.do(UnlockThread(thread.id))
