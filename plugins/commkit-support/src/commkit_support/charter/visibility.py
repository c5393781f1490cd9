"""Who sees private questions."""

from sqlalchemy import ColumnElement, FromClause, and_, not_

from commkit.posts import Post
from commkit.storage import Reader
from commkit_support.charter.feature import PRIVATE_QUESTION, READ_PRIVATE, charter_feature


@charter_feature.hides(Post, kinds=(PRIVATE_QUESTION.name,))
def private_questions_of_others(row: FromClause, reader: Reader) -> ColumnElement[bool]:
    """With a thread all that is in it is hidden; see `commkit.storage.visible_statement`."""
    return and_(row.c.author.is_distinct_from(reader.member), not_(reader.may(READ_PRIVATE)))
