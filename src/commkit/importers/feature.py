"""The feature of importers. It grants nothing to any role: only `SYSTEM` imports."""

from commkit.importers.records import ImportResult
from commkit.importers.tables import metadata
from commkit.runtime.composing.features import Feature

importers = Feature("importers", tables=metadata, migrations="commkit.migrations", records=(ImportResult,))
"""The feature of import commands; only for `SYSTEM`."""
