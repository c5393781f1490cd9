"""The messages about absences."""

from datetime import datetime
from typing import Annotated

from attrs import field, frozen

from commkit import Command, MemberId, Query, Text, TextCommand
from commkit_absences.records import Absence


@frozen
class SetAbsence(TextCommand[Absence]):
    """Say when one is out of office; it takes the place of what one said before.

    Attributes:
        until: When one is back.
        since: From when on; from now on where it is left out.
        deputy: Who stands in; they are told, and may decline.
        note: What others should know.

    Raises:
        Invalid: It ends before it begins, or has ended.
        NotFound: There is no such deputy.
        Denied: The deputy is oneself or one's agent, or blocked the actor.
    """

    permission = "absences.set"
    granted_to = "member"
    shown = ("note",)
    personal = ("note",)

    until: datetime
    since: datetime | None = field(default=None, kw_only=True)
    deputy: MemberId | None = field(default=None, kw_only=True)
    note: Annotated[str, Text(min=0, max=500)] = field(default="", kw_only=True)


@frozen
class EndAbsence(Command[None]):
    """Be back before the end of one's absence; nothing changes where there is none."""

    permission = "absences.end"
    granted_to = "member"
    withdraws = True


@frozen
class DeclineDeputy(Command[None]):
    """Do not stand in for a member, who is told; nothing changes where one does not.

    Attributes:
        member: Who named the actor.
    """

    permission = "absences.decline_deputy"
    granted_to = "member"
    withdraws = True

    member: MemberId


@frozen
class ReadMyAbsence(Query[Absence | None]):
    """When one is out of office, now or later; None where nothing was said, or it is over."""

    permission = "absences.set"


@frozen
class ReadAbsence(Query[Absence | None]):
    """Whether a member is out of office at this moment; None where they are not.

    Raises:
        NotFound: There is no such member.
    """

    permission = "absences.read"
    granted_to = "member"

    member: MemberId
