"""The feature of importers: they act as the host itself, so no role is granted anything."""

from commkit.importers.records import ImportResult
from commkit.importers.tables import metadata
from commkit.runtime.composing.features import Feature

importers = Feature("importers", tables=metadata, migrations="commkit.migrations", records=(ImportResult,))
"""The feature that takes in what importers read; only for `SYSTEM`."""
