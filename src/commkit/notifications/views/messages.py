"""The query of the inbox as a page shows it."""

from attrs import frozen

from commkit.notifications.views.records import NotificationView
from commkit.runtime.model.messages import Query
from commkit.runtime.storage.pages import Page


@frozen(kw_only=True)
class ViewInbox(Query[Page[NotificationView]]):
    """What `ListInbox` lists, with names, titles and excerpts, in a fixed number of statements.

    Attributes:
        unread_only: Whether to leave out notifications that were read.
        after: The `next` of the page before.
        limit: Notifications on the page, 1 to 100.
        rendered: Whether excerpts are made of the rendered text, which needs the extra `rendering`, rather than of
            its source.

    Raises:
        PluginError: Texts are to be rendered, and the extra is not installed.
    """

    permission = "notifications.read"
    personal = ()

    unread_only: bool = False
    after: str | None = None
    limit: int = 20
    rendered: bool = True
