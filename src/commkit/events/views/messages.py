"""The query of events as a page shows them."""

from typing import Literal

from attrs import frozen

from commkit.events.occurrences.messages import EventFilter
from commkit.events.views.records import EventView
from commkit.runtime.model.messages import Query
from commkit.runtime.storage.pages import Page


@frozen(kw_only=True)
class ViewEvents(EventFilter, Query[Page[EventView]]):
    """A list of occurrences with all that a page shows of them, in a fixed number of statements.

    Attributes:
        show: The `upcoming` ones, as `ListUpcomingEvents` lists them; the `past` ones, the last one first; `mine`, that
            the actor hosts, attends, waits for or was invited to.
        space: As for `EventFilter`, like the rest.
        rendered: Whether excerpts are made of the rendered text, which needs the extra `rendering`, rather than of
            its source.

    Raises:
        PluginError: Texts are to be rendered, and the extra is not installed.
    """

    permission = "events.read"
    personal = ()

    show: Literal["upcoming", "past", "mine"] = "upcoming"
    rendered: bool = True
