"""Privacy: a person's data, handed out and erased; and what nobody needs any more, purged.

What belongs to a person is not written down here: every column of every table, a plugin's too, declares it; see
`commkit.storage.personal`.
"""

from commkit.privacy import handlers as _handlers
from commkit.privacy.feature import privacy
from commkit.privacy.messages import ErasePerson, ExpiredPurged, ExportPerson, PersonErased, PurgeExpired
from commkit.privacy.records import ErasureResult, PersonalData, PurgeResult

__all__ = [
    "ErasePerson",
    "ErasureResult",
    "ExpiredPurged",
    "ExportPerson",
    "PersonErased",
    "PersonalData",
    "PurgeExpired",
    "PurgeResult",
    "privacy",
]

del _handlers
