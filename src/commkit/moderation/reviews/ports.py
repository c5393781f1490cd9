"""What host applications implement to review posts."""

from typing import Protocol

from commkit.moderation.reviews.records import ReviewRequest, ReviewVerdict


class ReviewPort(Protocol):
    """The port to the host application's reviewer, such as a model, a service or a list of words.

    Give a Kit one with `ports={ReviewPort: ...}`. The worker asks it outside of every transaction, and again where it
    raises.
    """

    def review(self, text: ReviewRequest) -> ReviewVerdict:
        """Decide what becomes of a post.

        Args:
            text: The post.
        """
        ...
