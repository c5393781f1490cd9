"""What happens to posts that become others."""

from attrs import frozen

from commkit import Fact, MemberId
from commkit.posts import PostId
from commkit_developer.conversions.records import ConversionId


@frozen
class PostConverted(Fact):
    """A comment became an answer, or an answer a comment.

    Attributes:
        conversion: The conversion.
        post: The post.
        thread: The question below which it stands.
        author: Who wrote the post.
        before: Its kind before.
        after: Its kind since.
    """

    name = "developer.post_converted"
    visible_to = "developer.read_conversions"
    conversion: ConversionId
    post: PostId
    thread: PostId
    author: MemberId | None
    before: str
    after: str


@frozen
class ConversionUndone(Fact):
    """A post is what it was before a conversion.

    Attributes:
        conversion: The conversion.
        post: The post.
        thread: The question below which it stands.
        author: Who wrote the post.
    """

    name = "developer.conversion_undone"
    visible_to = "developer.read_conversions"
    conversion: ConversionId
    post: PostId
    thread: PostId
    author: MemberId | None
