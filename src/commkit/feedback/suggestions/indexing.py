"""Suggestions in the search index: kept by the same transaction that changes them."""

from commkit.feedback.feature import feedback
from commkit.feedback.suggestions import statements as sql
from commkit.feedback.suggestions.facts import (
    SuggestionEdited,
    SuggestionsMerged,
    SuggestionSubmitted,
    SuggestionWithdrawn,
)
from commkit.runtime.sessions.context import Context
from commkit.search import index_object, remove_from_index


@feedback.reacts_to(SuggestionSubmitted, SuggestionEdited)
def index_suggestion(context: Context, fact: SuggestionSubmitted | SuggestionEdited) -> None:
    """It is found by what it says now; its source is not searched, since only stewards are told of it."""
    found = context.one(sql.ONE, id=fact.suggestion, sees_all=False)
    if found is None:
        return
    index_object(
        context,
        record="Suggestion",
        object=found.id,
        title=found.title,
        body=found.body,
        permission="feedback.read",
        at=found.created_at,
        tags=found.tags,
        author=found.author,
        kind=found.kind,
        new=isinstance(fact, SuggestionSubmitted),
    )


@feedback.reacts_to(SuggestionWithdrawn, SuggestionsMerged)
def unindex_suggestion(context: Context, fact: SuggestionWithdrawn | SuggestionsMerged) -> None:
    """What is withdrawn is found no more, nor is a duplicate: the one that stays is."""
    remove_from_index(context, record="Suggestion", object=fact.suggestion)
