"""What authors read and do of posts of their own that wait."""

from attrs import frozen

from commkit.moderation.publication.records import HeldPost
from commkit.posts import PostId
from commkit.runtime.model.messages import Command, Query
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


@frozen
class WithdrawHeldPost(Command[None]):
    """Take back a post of the actor's own that waits: it stays removed, and no decision publishes it any more.

    Where a check found something in it, or somebody reported it, moderators still decide about that.

    Raises:
        NotFound: The actor has no such post that waits.
    """

    permission = "moderation.withdraw_held"
    when_ended = True
    personal = ()

    post: PostId
