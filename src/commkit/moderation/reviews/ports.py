"""What host applications implement to review posts."""

from typing import Protocol, runtime_checkable

from commkit.moderation.reviews.records import Absence, ReviewRequest, ReviewVerdict


class ReviewPort(Protocol):
    """The port to the host application's reviewer, such as a model, a service or a list of words.

    Give a Kit one with `ports={ReviewPort: ...}`. The worker asks it outside of every transaction, and again where it
    raises; where it is a `FallibleReviewPort`, not for ever. `HttpModerationPhase` is one that asks over HTTP.
    """

    def review(self, text: ReviewRequest) -> ReviewVerdict:
        """Decide what becomes of a post.

        Args:
            text: The post.
        """
        ...


@runtime_checkable
class FallibleReviewPort(ReviewPort, Protocol):
    """A reviewer that says what becomes of posts while it does not answer."""

    @property
    def absence(self) -> Absence:
        """When it counts as absent, and what becomes of posts then."""
        ...
