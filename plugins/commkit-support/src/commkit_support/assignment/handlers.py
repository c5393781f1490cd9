"""How questions are given to members, and how these are reminded."""

from uuid import UUID

from commkit import Conflict, Context, Invalid, MemberId, NotFound
from commkit.members import Membership, MembershipKind, lock_member
from commkit.posts import PostId
from commkit_absences import absent_until
from commkit_support.assignment import statements as sql
from commkit_support.assignment.facts import AssigneeReminded, QuestionAssigned, QuestionUnassigned
from commkit_support.assignment.feature import AssignmentSettings, assignment_feature
from commkit_support.assignment.messages import AssignQuestion, TakeQuestion, UnassignQuestion
from commkit_support.assignment.records import Assignment
from commkit_support.policy import open_question


@assignment_feature.loads(Assignment, owner=lambda assignment: assignment.assignee)
def fetch_assignment(context: Context, id: UUID) -> Assignment | None:
    """The assignment of the question with this id, for staff and the member who cares for it."""
    found = context.one(sql.ONE, question=id)
    mine = found is not None and found.assignee == context.member_or_none
    return found if mine or context.can("support.read_assignments") else None


@assignment_feature.handles(AssignQuestion)
def assign_question(context: Context, command: AssignQuestion) -> Assignment:
    """Give it to the member; who cares for it already keeps it as it is."""
    question = open_question(context, command.question, need="support.assign").id
    return _give(context, question, context.get(Membership, command.member))


@assignment_feature.handles(TakeQuestion)
def take_question(context: Context, command: TakeQuestion) -> Assignment:
    """Give it to the actor, unless somebody else cares for it."""
    me = context.get(Membership, context.member)
    question = open_question(context, command.question, need="support.take").id
    return _give(context, question, me, unless_taken=True)


def _give(
    context: Context, question: PostId, member: Membership, *, unless_taken: bool = False
) -> Assignment:
    """The locks of the question and of the member decide between two who do it at once."""
    if member.kind is not MembershipKind.PERSON:
        raise Invalid.field("member", "agent", "name a person: programs do not care for questions")
    if context.one(sql.LOCK_QUESTION, question=question) is None:
        raise Conflict("support.not_open", "this question was settled or removed in the meantime")
    row = context.one(sql.ASSIGNEE, question=question)
    before = MemberId(row[0]) if row is not None else None
    if before == member.id:
        return context.get(Assignment, question)
    if before is not None and unless_taken:
        raise Conflict("support.taken", "somebody else cares for this question; let it be assigned to you")
    _check_room(context, question, member.id)
    settings = context.settings(AssignmentSettings)
    given = Assignment(
        question=question,
        assignee=member.id,
        assigned_by=context.member_or_none,
        assigned_at=context.now,
        remind_at=context.now + settings.remind_after,
    )
    context.run(sql.SET, given)
    context.emit(QuestionAssigned(question=question, assignee=member.id, before=before))
    return given


def _check_room(context: Context, question: PostId, member: MemberId) -> None:
    """Check that a member can care for one more question; their row is locked, so two at once are counted both."""
    if not lock_member(context, member):
        raise NotFound("support.no_such_member", "there is no such member any more")
    if (absence := absent_until(context, member)) is not None:
        raise Conflict(
            "support.out_of_office",
            f"this member is out of office until {absence.until:%Y-%m-%d}; choose somebody else",
        )
    limit = context.settings(AssignmentSettings).load_limit
    ((load,),) = context.rows(sql.LOAD, member=member, question=question)
    if load >= limit:
        raise Conflict(
            "support.load_limit",
            f"this member cares for {load} questions already, and {limit} is the limit; choose somebody else",
            load=load,
            limit=limit,
        )


@assignment_feature.handles(UnassignQuestion)
def unassign_question(context: Context, command: UnassignQuestion) -> None:
    """Delete the assignment; whose it is may do that, and staff."""
    found = context.get(Assignment, command.question)
    if context.run(sql.DELETE, question=found.question):
        context.emit(QuestionUnassigned(question=found.question, assignee=found.assignee))


def unassign_all(context: Context, member: MemberId) -> None:
    """Delete the assignments of a member who is gone."""
    questions = [question for (question,) in context.rows(sql.OF_MEMBER, member=member)]
    context.run(sql.DELETE_ALL, member=member)
    for question in questions:
        context.emit(QuestionUnassigned(question=question, assignee=member))


def remind_assignees(context: Context, *, size: int) -> int:
    """Remind members of open questions that they care for, once each time; nobody who is out of office.

    Args:
        context: The context.
        size: At most so many.

    Returns:
        How many were reminded.
    """
    following = context.now + context.settings(AssignmentSettings).remind_after
    reminded = 0
    for question, member in context.rows(sql.TO_REMIND, now=context.now, size=size):
        if context.run(sql.REMIND_AGAIN, question=question, member=member, now=context.now, next=following):
            context.emit(AssigneeReminded(question=question, assignee=member))
            reminded += 1
    return reminded
