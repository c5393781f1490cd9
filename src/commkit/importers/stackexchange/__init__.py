"""The importer of data dumps of Stack Exchange sites. Needs the extra `commkit[stackexchange]`."""

from commkit.importers.report import ImportReport, TableImportReport
from commkit.importers.stackexchange.community import ensure_community
from commkit.importers.stackexchange.dump import Dump
from commkit.importers.stackexchange.importing import import_dump

__all__ = ["Dump", "ImportReport", "TableImportReport", "ensure_community", "import_dump"]
