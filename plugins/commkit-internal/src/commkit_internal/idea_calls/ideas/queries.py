"""How the ideas of a call and their authors are read."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from commkit import Context, Page
from commkit.storage import FIRST_ID, keyset, page_size
from commkit_internal.idea_calls.feature import idea_feature
from commkit_internal.idea_calls.ideas import statements as sql
from commkit_internal.idea_calls.ideas.messages import ListCallIdeas, ListIdeaAuthors
from commkit_internal.idea_calls.ideas.records import Idea, IdeaAuthor, RankedIdea
from commkit_internal.idea_calls.marks.policy import spread, weighted_mean
from commkit_internal.idea_calls.records import IdeaCall

_IDEAS = keyset(int, UUID, of="internal.call_ideas")


@idea_feature.handles(ListCallIdeas)
def list_call_ideas(context: Context, query: ListCallIdeas) -> Page[RankedIdea]:
    """Load the call, then a page of its ideas."""
    call, limit = context.get(IdeaCall, query.call), page_size(query.limit)
    ideas = _IDEAS.of_query(query)
    place, after = ideas.decode(query.after, default=(0, FIRST_ID))
    rows = context.rows(
        sql.PAGE, call=call.id, owner=call.owner, after_place=place, after=after, size=limit + 1
    )
    page = ideas.page(rows, limit, lambda row: (row[0], row[2]))
    return Page(tuple(_ranked(row) for row in page.items), page.next)


@idea_feature.handles(ListIdeaAuthors)
def list_idea_authors(context: Context, query: ListIdeaAuthors) -> tuple[IdeaAuthor, ...]:
    """Load the idea, then who is credited for it."""
    return tuple(context.rows(sql.AUTHORS, id=context.get(Idea, query.idea).id))


def _ranked(row: Sequence[Any]) -> RankedIdea:
    """An idea with its mean and spread, where enough evaluators marked it."""
    _, weights, id, title, author, merged, is_marked, submitted_at, n, points, squares, rank, *rest = row
    mean = deviation = None
    if rank is not None:
        mean = weighted_mean(points, evaluators=n, weights=weights)
        deviation = spread(points, squares, evaluators=n, weights=weights)
    outcome, reason, replied_at = rest
    return RankedIdea(
        id=id,
        title=title,
        author=author,
        merged=merged,
        is_marked=bool(is_marked),
        submitted_at=submitted_at,
        evaluators=n,
        enough_marks=None if n is None else rank is not None,
        rank=rank,
        mean=mean,
        spread=deviation,
        outcome=outcome,
        reason=reason,
        replied_at=replied_at,
    )
