"""Who sees arguments, besides what hides their statements."""

from sqlalchemy import ColumnElement, FromClause, and_, not_, or_

from commkit.storage import Reader
from commkit_opinion.arguments.feature import argument_feature
from commkit_opinion.arguments.records import Argument


@argument_feature.hides(Argument)
def withdrawn(row: FromClause, reader: Reader) -> ColumnElement[bool]:
    """What was withdrawn is for its author and for moderators."""
    return and_(
        row.c.withdrawn_at.is_not(None),
        not_(or_(row.c.author == reader.member, reader.may("opinion.moderate"))),
    )
