"""How absences are set and read."""

from commkit import Context, Invalid, MemberId
from commkit_support.absences import statements as sql
from commkit_support.absences.feature import absence_feature
from commkit_support.absences.messages import EndAbsence, SetAbsence
from commkit_support.absences.records import Absence


@absence_feature.handles(SetAbsence)
def set_absence(context: Context, command: SetAbsence) -> Absence:
    """One row for each member."""
    since = command.since or context.now
    if command.until <= max(since, context.now):
        raise Invalid.field(
            "until", "past", "give a moment after the beginning of the absence, and after now"
        )
    said = Absence(context.member, since, command.until)
    context.run(sql.SET, said)
    return said


@absence_feature.handles(EndAbsence)
def end_absence(context: Context, command: EndAbsence) -> None:
    """Delete the row."""
    context.run(sql.DELETE, member=context.member)


def absent_until(context: Context, member: MemberId) -> Absence | None:
    """The absence of a member that has begun and is not over."""
    found = context.one(sql.ONE, member=member, now=context.now)
    return found if found is not None and found.since <= context.now else None
