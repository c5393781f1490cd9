"""The query of suggestions as a page shows them."""

from typing import Literal

from attrs import frozen

from commkit.feedback.suggestions.records import FeedbackKind, FeedbackStatus
from commkit.feedback.views.records import SuggestionView
from commkit.runtime.model.messages import Query
from commkit.runtime.storage.pages import Page


@frozen(kw_only=True)
class ViewSuggestions(Query[Page[SuggestionView]]):
    """What `ListSuggestions` lists, with authors and the reader's own votes, in a fixed number of statements.

    Attributes:
        order: `score`: highest first. `newest`: by submission; with `status`, by when they got that status.
        status: Only those of this status.
        kind: Only those of this kind.
        after: The `next` of the page before.
        limit: Suggestions on a page, 1 to 100.
        rendered: Whether excerpts are made of the rendered text, which needs the extra `rendering`, rather than of
            its source.

    Raises:
        PluginError: Texts are to be rendered, and the extra is not installed.
    """

    permission = "feedback.read"
    personal = ()

    order: Literal["score", "newest"] = "score"
    status: FeedbackStatus | None = None
    kind: FeedbackKind | None = None
    after: str | None = None
    limit: int = 20
    rendered: bool = True
