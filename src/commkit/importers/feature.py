"""The feature of importers: only `SYSTEM` imports; whoever sees posts and members sees what was imported about them."""

from commkit.importers.kept import tables as _kept
from commkit.importers.kept.policy import RECORDS
from commkit.importers.kept.records import HandOver
from commkit.importers.records import ImportResult
from commkit.importers.tables import metadata
from commkit.runtime.composing.features import Feature
from commkit.runtime.model.types import VISITOR

importers = Feature(
    "importers",
    tables=metadata,
    migrations="commkit.migrations",
    grants={VISITOR: {"importers.read"}},
    records=(ImportResult, HandOver, *RECORDS),
    imported=RECORDS,
)
"""The feature of import commands, only for `SYSTEM`, and of queries of what was imported and kept."""

del _kept
