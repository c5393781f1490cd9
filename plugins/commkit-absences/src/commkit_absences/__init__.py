"""Absences for commkit: who is out of office, and who stands in; mentions tell it.

A community type names the feature `absences.out_of_office`. Other plugins ask `absent_until` in a command, or
`is_absent` in SQL, before they give work to somebody.
"""

from commkit_absences import handlers as _handlers
from commkit_absences import queries as _queries
from commkit_absences import reactions as _reactions
from commkit_absences import subscribers as _subscribers
from commkit_absences.facts import DeputyDeclined, DeputyNamed
from commkit_absences.feature import absence_feature
from commkit_absences.handlers import absent_until
from commkit_absences.messages import DeclineDeputy, EndAbsence, ReadAbsence, ReadMyAbsence, SetAbsence
from commkit_absences.plugin import Absences
from commkit_absences.records import Absence
from commkit_absences.statements import is_absent

__all__ = [
    "Absence",
    "Absences",
    "DeclineDeputy",
    "DeputyDeclined",
    "DeputyNamed",
    "EndAbsence",
    "ReadAbsence",
    "ReadMyAbsence",
    "SetAbsence",
    "absence_feature",
    "absent_until",
    "is_absent",
]

del (
    _handlers,
    _queries,
    _reactions,
    _subscribers,
)
