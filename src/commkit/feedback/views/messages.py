"""The query of suggestions as a page shows them."""

from attrs import frozen

from commkit.feedback.suggestions.messages import SuggestionFilter
from commkit.feedback.views.records import SuggestionView
from commkit.runtime.model.messages import Query
from commkit.runtime.storage.pages import Page


@frozen(kw_only=True)
class ViewSuggestions(SuggestionFilter, Query[Page[SuggestionView]]):
    """What `ListSuggestions` lists, with authors and the reader's own votes, in a fixed number of statements.

    Attributes:
        space: As for `ListSuggestions`, like the rest.
        rendered: Whether excerpts are made of the rendered text, which needs the extra `rendering`, rather than of
            its source.

    Raises:
        PluginError: Texts are to be rendered, and the extra is not installed.
    """

    permission = "feedback.read"
    personal = ()

    rendered: bool = True
