"""Queries about posts that wait."""

from attrs import frozen

from commkit.moderation.publication.records import HeldPost
from commkit.posts import PostId
from commkit.runtime.model.messages import Query
from commkit.runtime.storage.pages import Page


@frozen(kw_only=True)
class ListMyHeldPosts(Query[Page[HeldPost]]):
    """The actor's own posts that are hidden until they are decided about, the newest first.

    Nobody else reads them by it, and no other list has them: moderators find them in their queue.

    Attributes:
        thread: Only those in this thread; None for all.
        after: The `next` of the page before.
        limit: Posts on a page, 1 to 100.
    """

    permission = "moderation.list_held"
    personal = ()
    thread: PostId | None = None
    after: str | None = None
    limit: int = 20
