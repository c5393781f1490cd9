"""The importer of what Discourse's API answers, as JSON files."""

from commkit.importers.discourse.importing import import_discourse
from commkit.importers.report import ImportReport, TableImportReport

__all__ = ["ImportReport", "TableImportReport", "import_discourse"]
