"""Facts about outages."""

from datetime import datetime

from attrs import frozen

from commkit.runtime.model.messages import Fact


@frozen
class ReviewerAbsent(Fact):
    """The reviewer does not answer, and the rule for its absence decides about posts.

    Attributes:
        error: The code of the error.
        since: Since when.
    """

    name = "moderation.reviewer_absent"
    visible_to = "moderation.handle"
    error: str
    since: datetime


@frozen
class ReviewerReturned(Fact):
    """The reviewer answers again.

    Attributes:
        since: Since when it had not.
    """

    name = "moderation.reviewer_returned"
    visible_to = "moderation.handle"
    since: datetime
