"""The messages about one's own absence."""

from datetime import datetime

from attrs import field, frozen

from commkit import Command, Query
from commkit_support.absences.records import Absence


@frozen
class SetAbsence(Command[Absence]):
    """Say when one is out of office; it takes the place of what one said before.

    Attributes:
        until: When one is back.
        since: From when on; from now on where it is left out.

    Raises:
        Invalid: It ends before it begins, or has ended.
    """

    permission = "support.set_absence"

    until: datetime
    since: datetime | None = field(default=None, kw_only=True)


@frozen
class EndAbsence(Command[None]):
    """Be back before the end of one's absence; nothing changes where there is none."""

    permission = "support.set_absence"


@frozen
class ReadMyAbsence(Query[Absence | None]):
    """When one is out of office, now or later; None where nothing was said, or it is over."""

    permission = "support.set_absence"
