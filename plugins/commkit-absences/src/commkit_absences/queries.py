"""How absences are read."""

from commkit import Context
from commkit.members import Membership
from commkit_absences import statements as sql
from commkit_absences.feature import absence_feature
from commkit_absences.handlers import absent_until
from commkit_absences.messages import ReadAbsence, ReadMyAbsence
from commkit_absences.records import Absence


@absence_feature.handles(ReadMyAbsence)
def read_my_absence(context: Context, query: ReadMyAbsence) -> Absence | None:
    """One row."""
    return context.one(sql.ONE, member=context.member, now=context.now)


@absence_feature.handles(ReadAbsence)
def read_absence(context: Context, query: ReadAbsence) -> Absence | None:
    """Load the member, then the absence."""
    return absent_until(context, context.get(Membership, query.member).id)
