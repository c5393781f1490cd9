"""The statements of idea calls, their criteria and their evaluators."""

from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, delete, func, insert, select, update

from commkit.feedback import Suggestion, suggestion
from commkit.storage import Id, UtcDateTime, Visible, insert_if_absent, statement, visible_statement
from commkit_internal.idea_calls.records import IdeaCall, IdeaCallState, IdeaEvaluator
from commkit_internal.tables import idea, idea_call, idea_criterion, idea_evaluator

_HERE = idea_call.c.community_id == bindparam("community_id")
_THIS = _HERE & (idea_call.c.id == bindparam("id", type_=Id))
COLUMNS = tuple(idea_call.c[name] for name in IdeaCall.__annotations__)
_NOW = bindparam("now", type_=UtcDateTime)

ADD = statement(lambda: insert(idea_call))
ONE = statement(lambda: select(*COLUMNS).where(_THIS), into=IdeaCall)
LOCK = statement(lambda: select(*COLUMNS).where(_THIS).with_for_update(), into=IdeaCall)
"""The call, which nobody else changes, and to which nobody submits or gives marks, until the commit."""
LOCK_SHARED = statement(lambda: select(*COLUMNS).where(_THIS).with_for_update(read=True), into=IdeaCall)
"""The call, whose state stays until the commit; others may submit and mark at the same time."""
SET_STATE = statement(
    lambda: (
        update(idea_call)
        .values(state=bindparam("new_state"), reported_at=bindparam("new_reported_at", type_=UtcDateTime))
        .where(_THIS, idea_call.c.state == bindparam("expected"))
    )
)
"""Changes nothing where somebody else changed the state in the meantime."""


def _once(column: ColumnElement[Any]) -> Any:
    """Set a moment of a call that has not come yet, while its authors wait."""
    over = (IdeaCallState.REPORTED, IdeaCallState.CANCELLED)
    return (
        update(idea_call)
        .values({column.name: _NOW})
        .where(_THIS, column.is_(None), idea_call.c.state.not_in(over))
    )


SET_REMINDED = statement(lambda: _once(idea_call.c.reminded_at))
SET_BROKEN = statement(lambda: _once(idea_call.c.broken_at))

# --- criteria and evaluators -----------------------------------------------------------------------------------------

_EVALUATORS = (idea_evaluator.c.community_id == bindparam("community_id")) & (
    idea_evaluator.c.call == bindparam("call", type_=Id)
)
_MEMBER = idea_evaluator.c.member == bindparam("member", type_=Id)
_EVALUATOR_COLUMNS = tuple(idea_evaluator.c[name] for name in IdeaEvaluator.__annotations__)

ADD_CRITERION = statement(lambda: insert(idea_criterion))
WEIGHTS = statement(
    lambda: (
        select(idea_criterion.c.weight)
        .where(
            idea_criterion.c.community_id == bindparam("community_id"),
            idea_criterion.c.call == bindparam("call", type_=Id),
        )
        .order_by(idea_criterion.c.number)
    )
)
ADD_EVALUATOR = statement(lambda: insert_if_absent(idea_evaluator))
EVALUATORS = statement(
    lambda: select(*_EVALUATOR_COLUMNS).where(_EVALUATORS).order_by(idea_evaluator.c.member),
    into=IdeaEvaluator,
)
IS_EVALUATOR = statement(lambda: select(idea_evaluator.c.member).where(_EVALUATORS, _MEMBER))
DROP_EVALUATOR = statement(lambda: delete(idea_evaluator).where(_EVALUATORS, _MEMBER))
MARKED_BY = statement(
    lambda: (
        select(*COLUMNS)
        .join(
            idea_evaluator,
            (idea_evaluator.c.community_id == idea_call.c.community_id)
            & (idea_evaluator.c.call == idea_call.c.id),
        )
        .where(
            _HERE,
            _MEMBER,
            idea_call.c.state.in_((IdeaCallState.COLLECTING, IdeaCallState.EVALUATING)),
        )
        .order_by(idea_call.c.id)
        .with_for_update(of=idea_call)
    ),
    into=IdeaCall,
)
"""The calls whose ideas a member marks, or will mark; locked, in the order of their ids."""

# --- views -----------------------------------------------------------------------------------------------------------


def stands() -> ColumnElement[bool]:
    """Whether a suggestion was neither withdrawn nor merged into another one."""
    return suggestion.c.removed_at.is_(None) & suggestion.c.merged_into.is_(None)


def of_idea() -> ColumnElement[bool]:
    """The suggestion that an idea is."""
    return (suggestion.c.community_id == idea.c.community_id) & (suggestion.c.id == idea.c.id)


def _counts(visible: Visible) -> tuple[ColumnElement[int], ColumnElement[int]]:
    """How many evaluators and ideas a call has."""
    evaluators = (
        select(func.count())
        .select_from(idea_evaluator)
        .where(
            idea_evaluator.c.community_id == idea_call.c.community_id, idea_evaluator.c.call == idea_call.c.id
        )
        .correlate(idea_call)
        .scalar_subquery()
    )
    ideas = (
        select(func.count())
        .select_from(idea.join(suggestion, of_idea()))
        .where(
            idea.c.community_id == idea_call.c.community_id,
            idea.c.call == idea_call.c.id,
            stands(),
            visible(Suggestion, suggestion),
        )
        .correlate(idea_call)
        .scalar_subquery()
    )
    return evaluators, ideas


def _with_criteria(calls: Select[Any]) -> Select[Any]:
    """A row for each criterion of some calls, the newest call first."""
    found = calls.subquery("found")
    return (
        select(*found.c, idea_criterion.c.number, idea_criterion.c.name, idea_criterion.c.weight)
        .join(
            idea_criterion,
            (idea_criterion.c.community_id == bindparam("community_id"))
            & (idea_criterion.c.call == found.c.id),
        )
        .order_by(found.c.id.desc(), idea_criterion.c.number)
    )


def _view(visible: Visible) -> Select[Any]:
    evaluators, ideas = _counts(visible)
    return select(*COLUMNS, evaluators.label("evaluators"), ideas.label("ideas"))


VIEW = visible_statement(lambda visible: _with_criteria(_view(visible).where(_THIS)))
PAGE = visible_statement(
    lambda visible: _with_criteria(
        _view(visible)
        .where(_HERE, idea_call.c.id < bindparam("after", type_=Id))
        .order_by(idea_call.c.id.desc())
        .limit(bindparam("size"))
    )
)
