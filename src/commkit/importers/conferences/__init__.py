"""Imports lists of conferences: JSON files by year and topic, as tech-conferences/conference-data keeps them."""

from commkit.importers.conferences.importing import import_conferences
from commkit.importers.report import ImportReport, TableImportReport

__all__ = ["ImportReport", "TableImportReport", "import_conferences"]
