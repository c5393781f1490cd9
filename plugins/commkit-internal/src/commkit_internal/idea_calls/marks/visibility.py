"""Who sees marks."""

from sqlalchemy import ColumnElement, FromClause, exists, not_, or_, select

from commkit.storage import Reader
from commkit_internal.idea_calls.feature import RUN, idea_feature
from commkit_internal.idea_calls.marks.records import IdeaMark
from commkit_internal.idea_calls.policy import CLOSED_EVALUATION
from commkit_internal.tables import idea_call, idea_evaluator

_its_call = idea_call.alias("marked_in")
_its_evaluator = idea_evaluator.alias("marks_too")


@idea_feature.hides(IdeaMark)
def of_others(row: FromClause, reader: Reader) -> ColumnElement[bool]:
    """Marks are their evaluator's alone until evaluation is closed, whatever anybody's role.

    From then on they are for all evaluators of the call, and for who runs it.
    """
    marks_too = exists(
        select(_its_evaluator.c.member)
        .where(
            _its_evaluator.c.community_id == row.c.community_id,
            _its_evaluator.c.call == row.c.call,
            _its_evaluator.c.member == reader.member,
        )
        .correlate_except(_its_evaluator)
    )
    is_closed = exists(
        select(_its_call.c.id)
        .where(
            _its_call.c.community_id == row.c.community_id,
            _its_call.c.id == row.c.call,
            _its_call.c.state.in_(sorted(CLOSED_EVALUATION)),
            or_(_its_call.c.owner == reader.member, reader.may(RUN), marks_too),
        )
        .correlate_except(_its_call)
    )
    return not_(or_(row.c.evaluator == reader.member, is_closed))
