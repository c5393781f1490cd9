"""Imports the data dump of a Stack Exchange site. Needs the extra `commkit[stackexchange]`."""

from commkit.importers.report import Report, TableReport
from commkit.importers.stackexchange.founding import ensure_community
from commkit.importers.stackexchange.run import import_dump

__all__ = ["Report", "TableReport", "ensure_community", "import_dump"]
