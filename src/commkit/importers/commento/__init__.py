"""The importer of Commento's JSON exports."""

from commkit.importers.commento.importing import import_commento
from commkit.importers.report import ImportReport, TableImportReport

__all__ = ["ImportReport", "TableImportReport", "import_commento"]
