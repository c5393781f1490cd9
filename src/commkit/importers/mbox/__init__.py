"""The importer of archives of mailing lists in the mbox format, plain or gzip."""

from commkit.importers.mbox.importing import import_mail
from commkit.importers.report import ImportReport, TableImportReport

__all__ = ["ImportReport", "TableImportReport", "import_mail"]
