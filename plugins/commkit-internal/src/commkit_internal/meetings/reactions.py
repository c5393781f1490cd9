"""What follows for meetings when somebody leaves or is banned, and when minutes have expired."""

from commkit import Context
from commkit.members import MemberLeft, MembershipStatus, MembershipStatusChanged
from commkit.posts import ThreadsExpired
from commkit_internal.meetings import statements as sql
from commkit_internal.meetings.facts import MeetingTaskOwnerLost
from commkit_internal.meetings.feature import meeting_feature
from commkit_internal.meetings.tasks import statements as task_sql


@meeting_feature.reacts_to(MemberLeft, MembershipStatusChanged)
def leave_meetings(context: Context, fact: MemberLeft | MembershipStatusChanged) -> None:
    """Their open tasks stay open without an owner, and they write no minutes any more."""
    if isinstance(fact, MembershipStatusChanged) and fact.status is not MembershipStatus.BANNED:
        return
    context.run(sql.REMOVE_WRITER_OF, member=fact.member)
    for task, minutes, keeper in context.rows(task_sql.OPEN_OF, member=fact.member):
        context.run(task_sql.SET_OWNER, id=task, new_owner=None)
        context.emit(MeetingTaskOwnerLost(task=task, minutes=minutes, keeper=keeper))


@meeting_feature.reacts_to(ThreadsExpired)
def forget_minutes(context: Context, fact: ThreadsExpired) -> None:
    """Decisions and tasks go with the minutes in which they stand."""
    for forget in (sql.DELETE_TASKS, sql.DELETE_DECISIONS, sql.DELETE):
        context.run(forget, threads=fact.threads)
