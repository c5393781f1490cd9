"""The query of the queue as a page shows it."""

from typing import Literal

from attrs import frozen

from commkit.moderation.views.records import CaseView
from commkit.runtime.model.messages import Query
from commkit.runtime.storage.pages import Page


@frozen(kw_only=True)
class ViewCases(Query[Page[CaseView]]):
    """What `ListCases` lists, with what each case is about and who reported it, in a fixed number of statements.

    Attributes:
        filter: `all`; `unclaimed` for those that nobody has claimed; `mine` for those that the actor has claimed.
        after: The `next` of the page before.
        limit: Cases on a page, 1 to 100.
        rendered: Whether excerpts are made of the rendered text, which needs the extra `rendering`, rather than of
            its source.

    Raises:
        PluginError: Texts are to be rendered, and the extra is not installed.
    """

    permission = "moderation.handle"
    personal = ()

    filter: Literal["all", "unclaimed", "mine"] = "all"
    after: str | None = None
    limit: int = 20
    rendered: bool = True
