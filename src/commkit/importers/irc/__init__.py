"""The importer of logs of IRC: threads by an annotation of which message answers which."""

from commkit.importers.irc.importing import import_logs
from commkit.importers.report import ImportReport, TableImportReport

__all__ = ["ImportReport", "TableImportReport", "import_logs"]
