"""Imports lists of conferences: JSON files by year and topic, as tech-conferences/conference-data keeps them."""

from commkit.importers.conferences.run import import_conferences
from commkit.importers.report import Report, TableReport

__all__ = ["Report", "TableReport", "import_conferences"]
