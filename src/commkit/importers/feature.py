"""The feature of importers: what came from where."""

from commkit.importers.tables import metadata
from commkit.runtime.features import Feature

importers = Feature("importers", tables=metadata, migrations="commkit.runtime.versions")
