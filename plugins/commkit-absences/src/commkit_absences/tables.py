"""The table of the plugin."""

from sqlalchemy import MetaData

from commkit.storage import record_table
from commkit_absences.records import Absence

metadata = MetaData()

absence = record_table(
    "commkit_absences_absence", Absence, key=("member",), index=["deputy"], metadata=metadata
)
