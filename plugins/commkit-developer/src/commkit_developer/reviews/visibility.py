"""Who sees reviews."""

from sqlalchemy import ColumnElement, FromClause

from commkit.storage import Reader
from commkit_developer.reviews.feature import review_feature
from commkit_developer.reviews.records import PostReview


@review_feature.hides(PostReview)
def of_others(row: FromClause, reader: Reader) -> ColumnElement[bool]:
    """A review is its reviewer's alone, whatever anybody's role."""
    return row.c.reviewer != reader.member
