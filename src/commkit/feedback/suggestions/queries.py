"""Handlers of queries of suggestions: one, its history, pages by keyset, the roadmap, metrics."""

from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

from commkit.feedback.feature import feedback
from commkit.feedback.suggestions import statements as sql
from commkit.feedback.suggestions.messages import (
    ListSuggestions,
    ListSuggestionsByTag,
    ListSuggestionUpdates,
    ReadFeedbackMetrics,
    ReadRoadmap,
    ReadSuggestion,
)
from commkit.feedback.suggestions.records import (
    FeedbackMetrics,
    RoadmapColumn,
    Suggestion,
    SuggestionStatus,
    SuggestionUpdate,
)
from commkit.posts import normalize_tag
from commkit.runtime.model.ids import first_id_from
from commkit.runtime.sessions.context import Context
from commkit.runtime.storage.pages import LARGEST, LAST_ID, LATEST, Page, keyset, page_size
from commkit.statistics import median_duration

_BY_SCORE = keyset(int, UUID, of="feedback.suggestions_by_score")
_BY_STATUS_TIME = keyset(datetime, UUID, of="feedback.suggestions_by_status")
_BY_ID = keyset(UUID, of="feedback.suggestions")
_BY_TAG = keyset(UUID, of="feedback.suggestions_by_tag")
_ROADMAP: dict[SuggestionStatus, Literal["score", "newest"]] = {
    SuggestionStatus.PLANNED: "score",
    SuggestionStatus.IN_PROGRESS: "score",
    SuggestionStatus.DONE: "newest",
}
"""The columns of the roadmap and the order of each."""


@feedback.handles(ReadSuggestion)
def read_suggestion(context: Context, query: ReadSuggestion) -> Suggestion:
    """Load the suggestion."""
    return context.get(Suggestion, query.suggestion)


@feedback.handles(ListSuggestionUpdates)
def list_suggestion_updates(context: Context, query: ListSuggestionUpdates) -> tuple[SuggestionUpdate, ...]:
    """List the history of a suggestion visible to the actor."""
    suggestion = context.get(Suggestion, query.suggestion)
    return tuple(context.rows(sql.UPDATES, suggestion=suggestion.id))


@feedback.handles(ListSuggestions)
def list_suggestions(context: Context, query: ListSuggestions) -> Page[Suggestion]:
    """List a page; its sort key is the score, the time of the status, or the id alone."""
    if query.order == "score":
        by_score = _BY_SCORE.of_query(query)
        score, id = by_score.decode(query.after, default=(LARGEST, LAST_ID))
        rows, limit = _page(context, query, after_key=score, after=id)
        return by_score.page(rows, limit, lambda row: (row.score, row.id))
    if query.status is not None:
        by_time = _BY_STATUS_TIME.of_query(query)
        at, id = by_time.decode(query.after, default=(LATEST, LAST_ID))
        rows, limit = _page(context, query, after_key=at, after=id)
        return by_time.page(rows, limit, lambda row: (row.status_changed_at, row.id))
    by_id = _BY_ID.of_query(query)
    (id,) = by_id.decode(query.after, default=(LAST_ID,))
    rows, limit = _page(context, query, after=id)
    return by_id.page(rows, limit, lambda row: (row.id,))


def _page(context: Context, query: ListSuggestions, **after: object) -> tuple[list[Suggestion], int]:
    """Rows after a sort key, one more than the page holds; and the size of the page."""
    limit = page_size(query.limit)
    asked = {"status": query.status, "kind": query.kind, "space": query.space, "author": query.author}
    values = {name: value for name, value in asked.items() if value is not None}
    rows = context.rows(sql.page(query.order, frozenset(values)), **values, size=limit + 1, **after)
    return rows, limit


@feedback.handles(ListSuggestionsByTag)
def list_suggestions_by_tag(context: Context, query: ListSuggestionsByTag) -> Page[Suggestion]:
    """List by id, which rises with time."""
    limit = page_size(query.limit)
    tag = normalize_tag(query.tag)
    (after,) = _BY_TAG.within(tag).decode(query.after, default=(LAST_ID,))
    rows = context.rows(
        sql.PAGE_BY_TAG,
        tag=tag,
        after=after,
        size=limit + 1,
    )
    return _BY_TAG.within(tag).page(rows, limit, lambda row: (row.id,))


@feedback.handles(ReadRoadmap)
def read_roadmap(context: Context, query: ReadRoadmap) -> tuple[RoadmapColumn, ...]:
    """Read each column by the query that lists suggestions."""
    return tuple(
        RoadmapColumn(
            status,
            context.ask(ListSuggestions(order=order, status=status, limit=query.limit)).items,
        )
        for status, order in _ROADMAP.items()
    )


@feedback.handles(ReadFeedbackMetrics)
def read_feedback_metrics(context: Context, query: ReadFeedbackMetrics) -> FeedbackMetrics:
    """Measure the suggestions whose ids, which hold the time, are in the period."""
    rows = context.rows(
        sql.METRIC_ROWS,
        start=first_id_from(query.since),
        end=first_id_from(query.until or context.now + timedelta(days=1)),
    )
    by_status = dict.fromkeys(map(str, SuggestionStatus), 0)
    for status, *_ in rows:
        by_status[str(status)] += 1
    return FeedbackMetrics(
        suggestions=len(rows),
        voters=sum(row[5] for row in rows),
        votes=sum(row[6] for row in rows),
        by_status=by_status,
        reply_rate=sum(row[2] is not None for row in rows) / len(rows) if rows else None,
        time_to_reply=median_duration(replied - made for _, made, replied, *_ in rows if replied),
        time_to_decision=median_duration(decided - made for _, made, _, decided, *_ in rows if decided),
        time_to_completion=median_duration(
            done - decided for _, _, _, decided, done, *_ in rows if decided and done
        ),
        lead_time=median_duration(done - made for _, made, _, _, done, *_ in rows if done),
    )
