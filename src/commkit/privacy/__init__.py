"""Privacy: a person's data, handed out and erased; and what nobody needs any more, thrown away.

What belongs to a person is not written down here: every column of every table, a plugin's too, declares it; see
`commkit.storage.personal`.
"""

from commkit.privacy import handlers as _handlers
from commkit.privacy.feature import privacy
from commkit.privacy.messages import ErasePerson, ExportPerson, OldThrownAway, PersonErased, ThrowAwayOld
from commkit.privacy.records import Erased, PersonalData, ThrownAway

__all__ = [
    "ErasePerson",
    "Erased",
    "ExportPerson",
    "OldThrownAway",
    "PersonErased",
    "PersonalData",
    "ThrowAwayOld",
    "ThrownAway",
    "privacy",
]

del _handlers
