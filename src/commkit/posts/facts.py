"""Facts about new posts."""

from attrs import frozen

from commkit.posts.records import PostId
from commkit.runtime.model.messages import Fact


@frozen
class PostCreated(Fact):
    """A thread or a reply was created."""

    name = "posts.created"
    visible_to = "posts.read"
    post: PostId
    thread: PostId
    parent: PostId | None
    kind: str


@frozen
class PostsImported(Fact):
    """Posts were imported, with the times and authors that they have at the source.

    It is emitted for each batch: the opening posts of an import first, then its replies. A thread may therefore grow
    in a later batch, and a question that is open now may have its accepted answer in a later one; the fact that names
    the answer is emitted when both posts are stored.

    Attributes:
        posts: The posts, in the order in which they were imported.
    """

    name = "posts.imported"
    visible_to = "posts.read"
    posts: tuple[PostId, ...]


@frozen
class RevisionsImported(Fact):
    """The histories of posts were imported, and with them their texts as the last revision has them.

    Attributes:
        posts: The posts whose text it is now.
    """

    name = "posts.revisions_imported"
    visible_to = "posts.read"
    posts: tuple[PostId, ...]
