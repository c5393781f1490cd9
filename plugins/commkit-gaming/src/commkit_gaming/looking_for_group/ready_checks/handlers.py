"""How ready checks are called and answered."""

from datetime import timedelta

from commkit import Conflict, Context, FieldError, Invalid
from commkit.storage import schedule_command
from commkit_gaming.looking_for_group import statements as sql
from commkit_gaming.looking_for_group.facts import ReadyCheckCalled, ReadyCheckEnded
from commkit_gaming.looking_for_group.feature import party_feature
from commkit_gaming.looking_for_group.handlers import check_open, check_owns, member_of
from commkit_gaming.looking_for_group.jobs import locked_party
from commkit_gaming.looking_for_group.joining import statements as joining_sql
from commkit_gaming.looking_for_group.ready_checks.jobs import EndReadyCheck, HoldParty, end_check
from commkit_gaming.looking_for_group.ready_checks.messages import AnswerReadyCheck, CallReadyCheck
from commkit_gaming.looking_for_group.records import Party, PartyMember, ReadyAnswer

_AHEAD = timedelta(days=60)


@party_feature.handles(CallReadyCheck)
def call_ready_check(context: Context, command: CallReadyCheck) -> Party:
    """Hold the party, set the times, and schedule the end of the check."""
    found = locked_party(context, context.get(Party, command.party).id)
    check_owns(context, found)
    check_open(context, found)
    _check_times(context, command)
    if len(context.rows(sql.MEMBERS, id=found.id)) == 1:
        raise Conflict("gaming.alone_in_party", "nobody else is in this party yet; let somebody in first")
    starts_at = command.starts_at or context.now
    ready_by = context.now + command.answer_within
    context.run(sql.CLEAR_ANSWERS, id=found.id)
    context.run(
        sql.SET_CHECK,
        id=found.id,
        new_ready_by=ready_by,
        new_starts_at=starts_at,
        new_ends_at=starts_at + command.plays,
    )
    context.run(sql.SET_ANSWER, id=found.id, member=context.member, new_answer=ReadyAnswer.READY)
    schedule_command(context, EndReadyCheck(found.id, ready_by), at=ready_by, as_system=True)
    context.emit(ReadyCheckCalled(party=found.id, ready_by=ready_by))
    return locked_party(context, found.id)


@party_feature.handles(AnswerReadyCheck)
def answer_ready_check(context: Context, command: AnswerReadyCheck) -> Party:
    """Hold the party: of the last two who answer at once, the second finds that all are ready."""
    found = locked_party(context, context.get(Party, command.party).id)
    mine = member_of(context, found, context.member)
    if found.ready_by is None or found.ready_by <= context.now:
        raise Conflict("gaming.no_ready_check", "no ready check of this party runs; wait for the next one")
    answer = ReadyAnswer.READY if command.ready else ReadyAnswer.NOT_READY
    context.run(sql.SET_ANSWER, id=found.id, member=mine.member, new_answer=answer)
    if not command.ready:
        end_check(context, found)
        return locked_party(context, found.id)
    members: list[PartyMember] = context.rows(sql.MEMBERS, id=found.id)
    if all(each.answer is ReadyAnswer.READY for each in members):
        context.run(sql.SET_READY, id=found.id, at=context.now)
        context.run(joining_sql.DELETE_REQUESTS_TO, party=found.id)
        schedule_command(context, HoldParty(found.id), at=context.now, as_system=True)
        context.emit(ReadyCheckEnded(party=found.id, ready=True))
    return locked_party(context, found.id)


def _check_times(context: Context, command: CallReadyCheck) -> None:
    faults = []
    starts_at, now = command.starts_at, context.now
    if starts_at is not None and not now <= starts_at <= now + _AHEAD:
        faults.append(FieldError("starts_at", "out_of_range", "give a time within the next 60 days"))
    if not timedelta(minutes=10) <= command.plays <= timedelta(days=1):
        faults.append(FieldError("plays", "out_of_range", "give 10 minutes to a day"))
    if not timedelta(minutes=1) <= command.answer_within <= timedelta(days=7):
        faults.append(FieldError("answer_within", "out_of_range", "give a minute to 7 days"))
    elif starts_at is not None and now + command.answer_within > starts_at:
        faults.append(FieldError("answer_within", "after_start", "let them answer before they play"))
    if faults:
        raise Invalid(faults)
