"""How suggestions are read: one, its history, the pages by keyset, the roadmap, one's own votes, the numbers."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from commkit.feedback.feature import FeedbackSettings, feedback
from commkit.feedback.keyset import id_after, moment_after, moment_key, number_after, number_key
from commkit.feedback.suggestions import statements as sql
from commkit.feedback.suggestions.messages import (
    MyBudget,
    MyVotes,
    ReadNumbers,
    ReadSuggestion,
    Roadmap,
    SuggestionHistory,
    SuggestionPage,
    TaggedSuggestions,
)
from commkit.feedback.suggestions.policy import middle
from commkit.feedback.suggestions.records import (
    FeedbackNumbers,
    FeedbackStatus,
    RoadmapColumn,
    Suggestion,
    SuggestionStep,
    SuggestionVote,
    VoteBudget,
)
from commkit.posts.policy import normalize_tag
from commkit.runtime.model.clock import EPOCH
from commkit.runtime.sessions.session import Session
from commkit.runtime.storage.pages import Page, cut, page_size

_MILLISECOND_BITS = 80
_ROADMAP = {
    FeedbackStatus.PLANNED: "score",
    FeedbackStatus.IN_PROGRESS: "score",
    FeedbackStatus.DONE: "newest",
}


@feedback.handles(ReadSuggestion)
def read_suggestion(session: Session, query: ReadSuggestion) -> Suggestion:
    """Through the door."""
    return session.get(Suggestion, query.suggestion)


@feedback.handles(SuggestionHistory)
def suggestion_history(session: Session, query: SuggestionHistory) -> tuple[SuggestionStep, ...]:
    """Of a suggestion the actor may see."""
    found = session.get(Suggestion, query.suggestion)
    return tuple(session.rows(sql.STEPS, suggestion=found.id))


@feedback.handles(SuggestionPage)
def suggestion_page(session: Session, query: SuggestionPage) -> Page[Suggestion]:
    """By score and id, by the time of the status and id, or by id alone."""
    limit = page_size(query.limit)
    values: dict[str, Any] = {"size": limit + 1, "sees_all": _sees_all(session)}
    if query.order == "score":
        values["after_key"], values["after"] = number_after(query.after)
    elif query.status is not None:
        values["after_key"], values["after"] = moment_after(query.after)
    else:
        values["after"] = id_after(query.after)
    found = session.rows(
        sql.PAGES[query.order, query.status is not None, query.kind is not None],
        **values,
        status=query.status,
        kind=query.kind,
    )
    return cut(found, limit, lambda suggestion: _key(query, suggestion))


@feedback.handles(TaggedSuggestions)
def tagged_suggestions(session: Session, query: TaggedSuggestions) -> Page[Suggestion]:
    """What bears a tag."""
    limit = page_size(query.limit)
    found = session.rows(
        sql.OF_TAG,
        tag=normalize_tag(query.tag),
        after=id_after(query.after),
        size=limit + 1,
        sees_all=_sees_all(session),
    )
    return cut(found, limit, lambda suggestion: suggestion.id.bytes)


@feedback.handles(Roadmap)
def roadmap(session: Session, query: Roadmap) -> tuple[RoadmapColumn, ...]:
    """What is wanted most comes first, and of what is done the latest."""
    return tuple(
        RoadmapColumn(
            status,
            session.ask(SuggestionPage(order=order, status=status, limit=query.limit)).items,  # type: ignore[arg-type]  # a word of the Literal
        )
        for status, order in _ROADMAP.items()
    )


@feedback.handles(MyVotes)
def my_votes(session: Session, query: MyVotes) -> Page[SuggestionVote]:
    """For what can still be seen."""
    limit = page_size(query.limit)
    found = session.rows(sql.VOTES_OF, member=session.member, after=id_after(query.after), size=limit + 1)
    return cut(found, limit, lambda vote: vote.suggestion.bytes)


@feedback.handles(MyBudget)
def my_budget(session: Session, query: MyBudget) -> VoteBudget:
    """What is spent, and what is left of the community's present number."""
    settings = session.settings(FeedbackSettings)
    found = session.one(sql.SPENT, member=session.member)
    spent = found[0] if found is not None else 0
    if settings.voting == "one_each":
        return VoteBudget(None, spent, None)
    return VoteBudget(settings.budget, spent, max(settings.budget - spent, 0))


@feedback.handles(ReadNumbers)
def read_numbers(session: Session, query: ReadNumbers) -> FeedbackNumbers:
    """Of the suggestions whose ids, which tell the time, are in the period."""
    found = session.rows(
        sql.MEASURED,
        first=_first_id(query.since),
        behind=_first_id(query.until or session.now + timedelta(days=1)),
    )
    by_status = dict.fromkeys(map(str, FeedbackStatus), 0)
    for status, *_ in found:
        by_status[str(status)] += 1
    return FeedbackNumbers(
        suggested=len(found),
        voters=sum(row[5] for row in found),
        votes=sum(row[6] for row in found),
        by_status=by_status,
        share_answered=sum(row[2] is not None for row in found) / len(found) if found else None,
        response_time=middle(answered - made for _, made, answered, *_ in found if answered),
        time_to_decision=middle(decided - made for _, made, _, decided, *_ in found if decided),
        time_to_done=middle(done - decided for _, _, _, decided, done, *_ in found if decided and done),
        lead_time=middle(done - made for _, made, _, _, done, *_ in found if done),
    )


def _key(query: SuggestionPage, suggestion: Suggestion) -> bytes:
    if query.order == "score":
        return number_key(suggestion.score, suggestion.id)
    if query.status is not None:
        return moment_key(suggestion.status_at, suggestion.id)
    return suggestion.id.bytes


def _sees_all(session: Session) -> bool:
    return session.can("feedback.see_removed")


def _first_id(moment: datetime) -> UUID:
    """The lowest id (UUIDv7) of a moment."""
    milliseconds = max((moment - EPOCH) // timedelta(milliseconds=1), 0)
    return UUID(int=milliseconds << _MILLISECOND_BITS)
