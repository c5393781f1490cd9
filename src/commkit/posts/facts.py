"""Facts about new posts."""

from attrs import frozen

from commkit.posts.records import PostId
from commkit.runtime.model.messages import Fact


@frozen
class PostCreated(Fact):
    """A thread was opened, or a reply was written."""

    name = "posts.created"
    post: PostId
    thread: PostId
    parent: PostId | None
    kind: str


@frozen
class PostsImported(Fact):
    """Posts came in from elsewhere, with the times and authors they had there.

    It is told for each batch: the opening posts of an import first, then its replies. So a thread may grow in a later
    batch, and a question that is open when it is told may have its accepted answer then; the fact that names the
    answer is told when both are in place.

    Attributes:
        posts: Which, in the order in which they came in.
    """

    name = "posts.imported"
    posts: tuple[PostId, ...]
