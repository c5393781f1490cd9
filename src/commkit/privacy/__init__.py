"""Privacy: exporting and erasing a person's data, and deleting what is not needed any more.

What belongs to a person follows from the columns of every table, a plugin's too; see `commkit.storage.personal`.
"""

from commkit.privacy.erasure import handlers as _erasure
from commkit.privacy.erasure.facts import PersonErased
from commkit.privacy.erasure.messages import ErasePerson
from commkit.privacy.erasure.records import ErasureResult
from commkit.privacy.export import queries as _export
from commkit.privacy.export.messages import ExportPerson
from commkit.privacy.export.records import PersonalData
from commkit.privacy.feature import privacy
from commkit.privacy.retention import handlers as _retention
from commkit.privacy.retention.facts import ExpiredPurged
from commkit.privacy.retention.messages import PurgeExpired
from commkit.privacy.retention.records import PurgeResult

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

del _erasure, _export, _retention
