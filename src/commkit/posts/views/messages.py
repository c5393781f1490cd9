"""The queries of threads and posts as a page shows them."""

from attrs import field, frozen

from commkit.posts.listing.messages import ThreadFilter
from commkit.posts.records import PostId
from commkit.posts.views.records import ThreadPage, ThreadView
from commkit.runtime.model.messages import Query
from commkit.runtime.storage.pages import Page


@frozen
class ViewThread(Query[ThreadPage]):
    """A page of a thread: what `ReadThread` reads, with all that a page shows of it, in a fixed number of statements.

    Attributes:
        thread: The id of the post that opened it.
        after: The `next` of the page before.
        limit: Posts on a page, 1 to 100.
        rendered: Whether texts are rendered, which needs the extra `rendering`; otherwise `html` is None, and the
            excerpt is of the source.

    Raises:
        NotFound: There is no such thread for this actor.
        PluginError: Texts are to be rendered, and the extra is not installed.
    """

    permission = "posts.read"
    personal = ()

    thread: PostId
    after: str | None = field(default=None, kw_only=True)
    limit: int = field(default=20, kw_only=True)
    rendered: bool = field(default=True, kw_only=True)


@frozen(kw_only=True)
class ViewThreads(ThreadFilter, Query[Page[ThreadView]]):
    """What `ListThreads` lists, with all that a page shows of it, in a fixed number of statements.

    Attributes:
        space: As for `ListThreads`, like the rest.
        rendered: Whether excerpts are made of the rendered text, which needs the extra `rendering`, rather than of
            its source.

    Raises:
        Invalid: As for `ListThreads`.
        PluginError: Texts are to be rendered, and the extra is not installed.
    """

    permission = "posts.read"
    personal = ()

    rendered: bool = True
