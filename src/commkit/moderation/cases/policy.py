"""What can be reported."""

from commkit.moderation.cases.records import Case, Report
from commkit.moderation.decisions.records import Decision
from commkit.notifications import Notification


def is_reportable(record: type) -> bool:
    """Whether objects of a class can be reported, where they are read by their id.

    Not what moderators work with, and not what nobody but its reader sees.
    """
    return record not in (Case, Report, Decision, Notification)
