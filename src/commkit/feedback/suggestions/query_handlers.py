"""How suggestions are read: one, its history, the pages by keyset, the roadmap, one's own votes, the numbers."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from commkit.feedback.feature import FeedbackSettings, feedback
from commkit.feedback.keyset import id_after, moment_after, moment_key, number_after, number_key
from commkit.feedback.suggestions import statements as sql
from commkit.feedback.suggestions.messages import (
    ListMySuggestionVotes,
    ListSuggestions,
    ListSuggestionsByTag,
    ListSuggestionUpdates,
    ReadFeedbackMetrics,
    ReadMyVoteBudget,
    ReadRoadmap,
    ReadSuggestion,
)
from commkit.feedback.suggestions.policy import median_duration
from commkit.feedback.suggestions.records import (
    FeedbackMetrics,
    FeedbackStatus,
    RoadmapColumn,
    Suggestion,
    SuggestionUpdate,
    SuggestionVote,
    VoteBudget,
)
from commkit.posts import normalize_tag
from commkit.runtime.model.clock import EPOCH
from commkit.runtime.sessions.context import Context
from commkit.runtime.storage.pages import Page, cut, page_size

_MILLISECOND_BITS = 80
_ROADMAP = {
    FeedbackStatus.PLANNED: "score",
    FeedbackStatus.IN_PROGRESS: "score",
    FeedbackStatus.DONE: "newest",
}


@feedback.handles(ReadSuggestion)
def read_suggestion(context: Context, query: ReadSuggestion) -> Suggestion:
    """Through the door."""
    return context.get(Suggestion, query.suggestion)


@feedback.handles(ListSuggestionUpdates)
def list_suggestion_updates(context: Context, query: ListSuggestionUpdates) -> tuple[SuggestionUpdate, ...]:
    """Of a suggestion the actor may see."""
    found = context.get(Suggestion, query.suggestion)
    return tuple(context.rows(sql.UPDATES, suggestion=found.id))


@feedback.handles(ListSuggestions)
def list_suggestions(context: Context, query: ListSuggestions) -> Page[Suggestion]:
    """By score and id, by the time of the status and id, or by id alone."""
    limit = page_size(query.limit)
    values: dict[str, Any] = {"size": limit + 1, "sees_all": _sees_all(context)}
    if query.order == "score":
        values["after_key"], values["after"] = number_after(query.after)
    elif query.status is not None:
        values["after_key"], values["after"] = moment_after(query.after)
    else:
        values["after"] = id_after(query.after)
    found = context.rows(
        sql.PAGES[query.order, query.status is not None, query.kind is not None],
        **values,
        status=query.status,
        kind=query.kind,
    )
    return cut(found, limit, lambda suggestion: _key(query, suggestion))


@feedback.handles(ListSuggestionsByTag)
def list_suggestions_by_tag(context: Context, query: ListSuggestionsByTag) -> Page[Suggestion]:
    """What bears a tag."""
    limit = page_size(query.limit)
    found = context.rows(
        sql.LIST_BY_TAG,
        tag=normalize_tag(query.tag),
        after=id_after(query.after),
        size=limit + 1,
        sees_all=_sees_all(context),
    )
    return cut(found, limit, lambda suggestion: suggestion.id.bytes)


@feedback.handles(ReadRoadmap)
def read_roadmap(context: Context, query: ReadRoadmap) -> tuple[RoadmapColumn, ...]:
    """What is wanted most comes first, and of what is done the latest."""
    return tuple(
        RoadmapColumn(
            status,
            context.ask(ListSuggestions(order=order, status=status, limit=query.limit)).items,  # type: ignore[arg-type]  # a word of the Literal
        )
        for status, order in _ROADMAP.items()
    )


@feedback.handles(ListMySuggestionVotes)
def list_my_suggestion_votes(context: Context, query: ListMySuggestionVotes) -> Page[SuggestionVote]:
    """For what can still be seen."""
    limit = page_size(query.limit)
    found = context.rows(
        sql.VOTES_BY_MEMBER, member=context.member, after=id_after(query.after), size=limit + 1
    )
    return cut(found, limit, lambda vote: vote.suggestion.bytes)


@feedback.handles(ReadMyVoteBudget)
def read_my_vote_budget(context: Context, query: ReadMyVoteBudget) -> VoteBudget:
    """What is spent, and what is left of the community's present number."""
    settings = context.settings(FeedbackSettings)
    found = context.one(sql.BUDGET_SPENT, member=context.member)
    spent = found[0] if found is not None else 0
    if settings.voting == "one_each":
        return VoteBudget(None, spent, None)
    return VoteBudget(settings.votes_per_member, spent, max(settings.votes_per_member - spent, 0))


@feedback.handles(ReadFeedbackMetrics)
def read_feedback_metrics(context: Context, query: ReadFeedbackMetrics) -> FeedbackMetrics:
    """Of the suggestions whose ids, which tell the time, are in the period."""
    found = context.rows(
        sql.METRIC_ROWS,
        first=_first_id(query.since),
        behind=_first_id(query.until or context.now + timedelta(days=1)),
    )
    by_status = dict.fromkeys(map(str, FeedbackStatus), 0)
    for status, *_ in found:
        by_status[str(status)] += 1
    return FeedbackMetrics(
        suggestions=len(found),
        voters=sum(row[5] for row in found),
        votes=sum(row[6] for row in found),
        by_status=by_status,
        reply_rate=sum(row[2] is not None for row in found) / len(found) if found else None,
        time_to_reply=median_duration(answered - made for _, made, answered, *_ in found if answered),
        time_to_decision=median_duration(decided - made for _, made, _, decided, *_ in found if decided),
        time_to_completion=median_duration(
            done - decided for _, _, _, decided, done, *_ in found if decided and done
        ),
        lead_time=median_duration(done - made for _, made, _, _, done, *_ in found if done),
    )


def _key(query: ListSuggestions, suggestion: Suggestion) -> bytes:
    if query.order == "score":
        return number_key(suggestion.score, suggestion.id)
    if query.status is not None:
        return moment_key(suggestion.status_changed_at, suggestion.id)
    return suggestion.id.bytes


def _sees_all(context: Context) -> bool:
    return context.can("feedback.see_removed")


def _first_id(moment: datetime) -> UUID:
    """The lowest id (UUIDv7) of a moment."""
    milliseconds = max((moment - EPOCH) // timedelta(milliseconds=1), 0)
    return UUID(int=milliseconds << _MILLISECOND_BITS)
