"""What happens to reviews."""

from attrs import frozen

from commkit import Fact
from commkit.posts import PostId


@frozen
class ReviewGiven(Fact):
    """A member reviewed something, or changed their review.

    Attributes:
        post: The review.
        thread: The thread.
        changed: Whether they had reviewed it before.
    """

    name = "media.review_given"
    visible_to = "media.read_reviews"
    post: PostId
    thread: PostId
    changed: bool
