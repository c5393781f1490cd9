"""The importer of conference lists: JSON files by year and topic, in the format of tech-conferences/conference-data."""

from commkit.importers.conferences.importing import import_conferences
from commkit.importers.report import ImportReport, TableImportReport

__all__ = ["ImportReport", "TableImportReport", "import_conferences"]
