"""Suggestions in the search index: updated by the transaction that changes them."""

from commkit.feedback.feature import feedback
from commkit.feedback.merging.facts import SuggestionsMerged
from commkit.feedback.suggestions import statements as sql
from commkit.feedback.suggestions.facts import SuggestionEdited, SuggestionSubmitted, SuggestionWithdrawn
from commkit.runtime.sessions.context import Context
from commkit.search import index_object, remove_from_index, searched_text


@feedback.reacts_to(SuggestionSubmitted, SuggestionEdited)
def index_suggestion(context: Context, fact: SuggestionSubmitted | SuggestionEdited) -> None:
    """Index title, body and tags; not the source, which stewards only see."""
    suggestion = context.one(sql.ONE, id=fact.suggestion)
    if suggestion is None:
        remove_from_index(context, record="Suggestion", object=fact.suggestion)
        return
    index_object(
        context,
        record="Suggestion",
        object=suggestion.id,
        title=suggestion.title,
        body=searched_text(suggestion.body),
        permission="feedback.read",
        at=suggestion.created_at,
        tags=suggestion.tags,
        author=suggestion.author,
        kind=suggestion.kind,
        new=isinstance(fact, SuggestionSubmitted),
    )


@feedback.reacts_to(SuggestionWithdrawn, SuggestionsMerged)
def unindex_suggestion(context: Context, fact: SuggestionWithdrawn | SuggestionsMerged) -> None:
    """Remove a withdrawn suggestion or a merged duplicate from the index."""
    remove_from_index(context, record="Suggestion", object=fact.suggestion)
