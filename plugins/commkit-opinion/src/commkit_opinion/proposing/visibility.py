"""Who sees statements, besides what hides their consultations."""

from sqlalchemy import ColumnElement, FromClause, not_, or_

from commkit.storage import Reader
from commkit_opinion.consultations.feature import consultation_feature
from commkit_opinion.proposing.records import OpinionStatement, StatementState


@consultation_feature.hides(OpinionStatement)
def not_accepted(row: FromClause, reader: Reader) -> ColumnElement[bool]:
    """A statement that is not accepted is for its author and for moderators."""
    return not_(
        or_(
            row.c.state == StatementState.ACCEPTED,
            row.c.author == reader.member,
            reader.may("opinion.moderate"),
        )
    )
