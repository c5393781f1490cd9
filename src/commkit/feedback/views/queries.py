"""How pages of suggestions are made, and what suggestions, surveys and panels are called."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from commkit.feedback.feature import feedback
from commkit.feedback.panels.records import Panel
from commkit.feedback.suggestions import statements as suggestions_sql
from commkit.feedback.suggestions.messages import ListSuggestions
from commkit.feedback.suggestions.records import Suggestion
from commkit.feedback.surveys.records import Survey
from commkit.feedback.views import statements as sql
from commkit.feedback.views.messages import ViewSuggestions
from commkit.feedback.views.records import SuggestionView
from commkit.fields import field_values_of
from commkit.members import author_in, authors_of
from commkit.rendering import page_excerpt
from commkit.runtime.model.descriptions import Description
from commkit.runtime.model.messages import derive
from commkit.runtime.sessions.context import Context
from commkit.runtime.sessions.offers import offered_commands
from commkit.runtime.storage.pages import Page
from commkit.spaces import space_views


@feedback.handles(ViewSuggestions)
def view_suggestions(context: Context, query: ViewSuggestions) -> Page[SuggestionView]:
    """The page of the list, and what is beside it."""
    page = context.ask(derive(ListSuggestions, query))
    shown, me = page.items, context.member_or_none
    ids = sorted(each.id for each in shown)
    authors = authors_of(context, [each.author for each in shown])
    spaces = space_views(context, [each.space for each in shown])
    votes = (
        {each.suggestion: each for each in context.rows(sql.OWN_VOTES, me=me, ids=ids)} if me and ids else {}
    )
    offered = offered_commands(context, Suggestion, shown)
    values = field_values_of(context, "suggestion", ids)
    items = (
        SuggestionView(
            suggestion=each,
            author=author_in(authors, each.author, name=each.author_name)
            if each.author is not None
            else None,
            excerpt=page_excerpt(each.body, markup="markdown", rendered=query.rendered),
            space=spaces.get(each.space) if each.space is not None else None,
            vote=votes.get(each.id),
            fields=values.get(each.id, {}),
            may=may,
        )
        for each, may in zip(shown, offered, strict=True)
    )
    return Page(tuple(items), page.next)


@feedback.lists_offers(Suggestion)
def list_suggestion_offers(context: Context, ids: Sequence[UUID]) -> Mapping[UUID, frozenset[str]]:
    """What the list of suggestions offers about some, in views of objects of every class."""
    shown = context.rows(suggestions_sql.SOME, ids=ids) if context.can("feedback.read") else []
    offered = offered_commands(context, Suggestion, shown)
    return {each.id: may for each, may in zip(shown, offered, strict=True)}


@feedback.describes(Suggestion)
def describe_suggestions(context: Context, ids: Sequence[UUID]) -> Mapping[UUID, Description]:
    """A suggestion is called by its title."""
    if not context.can("feedback.read"):
        return {}
    return {
        id: Description(title, body, author=author, author_name=name)
        for id, title, body, author, name in context.rows(sql.SUGGESTIONS, ids=ids)
    }


@feedback.describes(Survey)
def describe_surveys(context: Context, ids: Sequence[UUID]) -> Mapping[UUID, Description]:
    """A survey is called by its title."""
    found = context.rows(sql.SURVEYS, ids=ids) if context.can("feedback.read") else ()
    return {id: Description(title) for id, title in found}


@feedback.describes(Panel)
def describe_panels(context: Context, ids: Sequence[UUID]) -> Mapping[UUID, Description]:
    """A panel is called by its title."""
    found = context.rows(sql.PANELS, ids=ids) if context.can("feedback.read") else ()
    return {id: Description(title) for id, title in found}
