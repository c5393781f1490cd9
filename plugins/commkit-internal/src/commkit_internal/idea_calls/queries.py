"""How idea calls are read: each page is one statement, with a row for each criterion."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any
from uuid import UUID

from commkit import Context, Page
from commkit.storage import LAST_ID, keyset, page_size
from commkit_internal.idea_calls import statements as sql
from commkit_internal.idea_calls.feature import idea_feature
from commkit_internal.idea_calls.messages import ListIdeaCalls, ListIdeaEvaluators, ReadIdeaCall
from commkit_internal.idea_calls.records import IdeaCall, IdeaCallView, IdeaCriterion, IdeaEvaluator

_CALLS = keyset(UUID, of="internal.idea_calls")
_WIDTH = len(sql.COLUMNS)


@idea_feature.handles(ReadIdeaCall)
def read_idea_call(context: Context, query: ReadIdeaCall) -> IdeaCallView:
    """One statement; where it finds nothing, the loader says so."""
    found = _views(context.rows(sql.VIEW, id=query.call))
    if not found:
        context.get(IdeaCall, query.call)
    return found[0]


@idea_feature.handles(ListIdeaCalls)
def list_idea_calls(context: Context, query: ListIdeaCalls) -> Page[IdeaCallView]:
    """One statement."""
    limit = page_size(query.limit)
    (after,) = _CALLS.decode(query.after, default=(LAST_ID,))
    rows = _views(context.rows(sql.PAGE, after=after, size=limit + 1))
    return _CALLS.page(rows, limit, lambda view: (view.call.id,))


@idea_feature.handles(ListIdeaEvaluators)
def list_idea_evaluators(context: Context, query: ListIdeaEvaluators) -> tuple[IdeaEvaluator, ...]:
    """Load the call, then who marks its ideas."""
    call = context.get(IdeaCall, query.call)
    return tuple(context.rows(sql.EVALUATORS, call=call.id))


def _views(rows: Iterable[tuple[Any, ...]]) -> list[IdeaCallView]:
    """The views of calls, from rows of which one call's stand together."""
    found = []
    for _, some in groupby(rows, key=lambda row: row[0]):
        its = list(some)
        call = IdeaCall(*its[0][:_WIDTH])
        evaluators, ideas = its[0][_WIDTH : _WIDTH + 2]
        criteria = tuple(IdeaCriterion(call.id, *row[_WIDTH + 2 :]) for row in its)
        found.append(IdeaCallView(call, criteria, evaluators, ideas))
    return found
