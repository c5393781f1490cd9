"""How absences are set, and deputies named."""

from commkit import Context, Denied, Invalid, MemberId
from commkit.members import Membership, check_not_blocked_by, is_own
from commkit_absences import statements as sql
from commkit_absences.facts import DeputyDeclined, DeputyNamed
from commkit_absences.feature import absence_feature
from commkit_absences.messages import DeclineDeputy, EndAbsence, SetAbsence
from commkit_absences.records import Absence


@absence_feature.handles(SetAbsence)
def set_absence(context: Context, command: SetAbsence) -> Absence:
    """One row for each member."""
    since = command.since or context.now
    if command.until <= max(since, context.now):
        raise Invalid.field(
            "until", "past", "give a moment after the beginning of the absence, and after now"
        )
    before = context.one(sql.ONE, member=context.member, now=context.now)
    if command.deputy is not None:
        _check_deputy(context, command.deputy)
    said = Absence(context.member, since, command.until, command.deputy, command.note)
    context.run(sql.SET, said)
    if said.deputy is not None and (before is None or before.deputy != said.deputy):
        context.emit(DeputyNamed(member=said.member, deputy=said.deputy))
    return said


@absence_feature.handles(EndAbsence)
def end_absence(context: Context, command: EndAbsence) -> None:
    """Delete the row."""
    context.run(sql.DELETE, member=context.member)


@absence_feature.handles(DeclineDeputy)
def decline_deputy(context: Context, command: DeclineDeputy) -> None:
    """Take the actor out of the row."""
    if context.run(sql.REMOVE_DEPUTY, member=command.member, old_deputy=context.member):
        context.emit(DeputyDeclined(member=command.member, deputy=context.member))


def absent_until(context: Context, member: MemberId) -> Absence | None:
    """The absence of a member that has begun and is not over; one statement.

    Args:
        context: The context of a message.
        member: Who.
    """
    rows = context.rows(sql.AMONG, members=[member], now=context.now)
    return rows[0] if rows else None


def _check_deputy(context: Context, deputy: MemberId) -> None:
    found = context.get(Membership, deputy).id
    if is_own(context, found):
        raise Denied("absences.own_deputy", "nobody stands in for themselves; name a colleague")
    check_not_blocked_by(context, found)
