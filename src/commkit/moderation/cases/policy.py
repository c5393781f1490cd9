"""What can be reported."""

from commkit.moderation.cases.records import Case, Report
from commkit.moderation.decisions.records import Decision


def is_reportable(record: type) -> bool:
    """Whether objects of a class can be reported, where they are read by their id: not what moderators work with."""
    return record not in (Case, Report, Decision)
