"""How one's own absence is read."""

from commkit import Context
from commkit_support.absences import statements as sql
from commkit_support.absences.feature import absence_feature
from commkit_support.absences.messages import ReadMyAbsence
from commkit_support.absences.records import Absence


@absence_feature.handles(ReadMyAbsence)
def read_my_absence(context: Context, query: ReadMyAbsence) -> Absence | None:
    """One row."""
    return context.one(sql.ONE, member=context.member, now=context.now)
