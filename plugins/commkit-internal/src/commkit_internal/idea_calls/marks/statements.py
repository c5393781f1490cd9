"""The statements of marks. Until evaluation is closed, an evaluator's marks are among nobody else's rows."""

from typing import Any

from sqlalchemy import BigInteger, Float, bindparam, case, cast, delete, exists, func, or_, select, update

from commkit.feedback import suggestion
from commkit.members import is_same_principal
from commkit.storage import Id, statement, upsert, visible_statement
from commkit_internal.idea_calls.marks.records import IdeaMark
from commkit_internal.idea_calls.statements import of_idea, stands
from commkit_internal.tables import idea, idea_mark

_HERE = idea_mark.c.community_id == bindparam("community_id")
_OF_IDEA = _HERE & (idea_mark.c.idea == bindparam("idea", type_=Id))
_COLUMNS = tuple(idea_mark.c[name] for name in IdeaMark.__annotations__)


def _set() -> Any:
    adding = upsert(idea_mark)
    return adding.on_conflict_do_update(
        index_elements=["community_id", "idea", "evaluator", "criterion"],
        set_={name: adding.excluded[name] for name in ("value", "points", "at")},
    )


SET = statement(_set)
ONE = visible_statement(
    lambda visible: select(*_COLUMNS).where(
        _HERE, idea_mark.c.id == bindparam("id", type_=Id), visible(IdeaMark, idea_mark)
    ),
    into=IdeaMark,
)
OF_IDEA = visible_statement(
    lambda visible: (
        select(*_COLUMNS)
        .where(_OF_IDEA, visible(IdeaMark, idea_mark))
        .order_by(idea_mark.c.evaluator, idea_mark.c.criterion)
    ),
    into=IdeaMark,
)
DROP_OF_IDEA = statement(lambda: delete(idea_mark).where(_OF_IDEA))


def _drop_by_authors() -> Any:
    """The marks of who is an author of an idea by now, or of one merged into it, or is one with such an author."""
    by_author = (
        select(suggestion.c.id)
        .where(
            suggestion.c.community_id == idea_mark.c.community_id,
            or_(suggestion.c.id == idea_mark.c.idea, suggestion.c.merged_into == idea_mark.c.idea),
            is_same_principal(suggestion.c.community_id, suggestion.c.author, idea_mark.c.evaluator),
        )
        .correlate(idea_mark)
    )
    return delete(idea_mark).where(_OF_IDEA, exists(by_author))


DROP_BY_AUTHORS = statement(_drop_by_authors)

# --- results ---------------------------------------------------------------------------------------------------------


def _results() -> Any:
    """Each marked idea of a call: how many marked it, the sum of their points, that of the squares, and its rank.

    Ideas that enough evaluators marked are ranked among themselves, and so are the others.
    """
    by_evaluator = (
        select(
            idea_mark.c.idea,
            idea_mark.c.evaluator,
            cast(func.sum(idea_mark.c.points), BigInteger).label("points"),
        )
        .where(_HERE, idea_mark.c.call == bindparam("call", type_=Id))
        .group_by(idea_mark.c.idea, idea_mark.c.evaluator)
        .subquery("by_evaluator")
    )
    points = by_evaluator.c.points
    summed = (
        select(
            by_evaluator.c.idea,
            func.count().label("evaluators"),
            cast(func.sum(points), BigInteger).label("points"),
            cast(func.sum(points * points), BigInteger).label("squares"),
        )
        .group_by(by_evaluator.c.idea)
        .subquery("summed")
    )
    enough = case((summed.c.evaluators >= bindparam("needed"), 1), else_=0)
    mean = cast(summed.c.points, Float) / summed.c.evaluators
    return (
        select(
            summed.c.idea,
            summed.c.evaluators,
            summed.c.points,
            summed.c.squares,
            func.rank().over(partition_by=enough, order_by=mean.desc()),
        )
        .join(
            idea,
            (idea.c.community_id == bindparam("community_id")) & (idea.c.id == summed.c.idea),
        )
        .join(suggestion, of_idea())
        .where(stands())
        .order_by(summed.c.idea)
    )


RESULTS = statement(_results)
CLEAR_RESULTS = statement(
    lambda: (
        update(idea)
        .values(evaluators=0, points=0, squares=0)
        .where(idea.c.community_id == bindparam("community_id"), idea.c.call == bindparam("call", type_=Id))
    )
)
SET_RESULT = statement(
    lambda: (
        update(idea)
        .values(
            evaluators=bindparam("new_evaluators"),
            points=bindparam("new_points"),
            squares=bindparam("new_squares"),
            rank=bindparam("new_rank"),
        )
        .where(idea.c.community_id == bindparam("community_id"), idea.c.id == bindparam("id", type_=Id))
    )
)
