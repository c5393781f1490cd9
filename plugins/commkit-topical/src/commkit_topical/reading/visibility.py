"""Who sees reading lists."""

from sqlalchemy import ColumnElement, FromClause, not_, or_

from commkit.storage import Reader
from commkit_topical.reading.feature import reading_feature
from commkit_topical.reading.records import ReadingList


@reading_feature.hides(ReadingList)
def of_somebody_else(row: FromClause, reader: Reader) -> ColumnElement[bool]:
    """A list that is not for members is for its owner alone."""
    return not_(or_(row.c.for_members, row.c.owner == reader.member))
