"""Who sees issues."""

from sqlalchemy import ColumnElement, FromClause, and_, not_

from commkit.storage import Reader
from commkit_developer.tracker.feature import READ_PRIVATE_ISSUES, tracker_feature
from commkit_developer.tracker.records import Issue


@tracker_feature.hides(Issue)
def private_to_the_tracker(row: FromClause, reader: Reader) -> ColumnElement[bool]:
    """An issue that its tracker calls private, or has not told of yet, is for those who may read these."""
    return and_(row.c.private, not_(reader.may(READ_PRIVATE_ISSUES)))
