"""What happens to featured comments."""

from attrs import frozen

from commkit import Fact, MemberId
from commkit.posts import PostId


@frozen
class CommentFeatured(Fact):
    """A comment was featured.

    Attributes:
        post: The comment.
        thread: Its thread.
        author: Who wrote it.
    """

    name = "media.comment_featured"
    visible_to = "media.read_featured"
    post: PostId
    thread: PostId
    author: MemberId | None


@frozen
class CommentUnfeatured(Fact):
    """A comment is not featured any more.

    Attributes:
        post: The comment.
        thread: Its thread.
    """

    name = "media.comment_unfeatured"
    visible_to = "media.read_featured"
    post: PostId
    thread: PostId
