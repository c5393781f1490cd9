"""Privacy: exporting and erasing a person's data.

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

__all__ = [
    "ErasePerson",
    "ErasureResult",
    "ExportPerson",
    "PersonErased",
    "PersonalData",
    "privacy",
]

del _erasure, _export
