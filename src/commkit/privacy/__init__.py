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
from commkit.privacy.forgetting.handlers import forget_rows
from commkit.privacy.holding import handlers as _holding
from commkit.privacy.holding.handlers import complete_erasures, lock_holds, not_held
from commkit.privacy.holding.messages import CompleteErasure
from commkit.privacy.holding.queries import count_held, read_held
from commkit.privacy.holding.records import HeldPage, HeldRow, HeldRows
from commkit.runtime.composing.holds import Holds

__all__ = [
    "CompleteErasure",
    "ErasePerson",
    "ErasureResult",
    "ExportPerson",
    "HeldPage",
    "HeldRow",
    "HeldRows",
    "Holds",
    "PersonErased",
    "PersonalData",
    "complete_erasures",
    "count_held",
    "forget_rows",
    "lock_holds",
    "not_held",
    "privacy",
    "read_held",
]

del _erasure, _export, _holding
