"""The record of an outage."""

from datetime import datetime

from attrs import frozen


@frozen
class ReviewOutage:
    """A time in which the reviewer does not answer; it ends with its next answer.

    Attributes:
        since: The first failed attempt since the last answer.
        failures: Failed attempts since then.
        error: The code of the last error.
        next_at: Before this it is not asked again.
        told_at: When moderators were told, which is when the rule for its absence first decided about a post; None
            before.
    """

    since: datetime
    failures: int
    error: str
    next_at: datetime
    told_at: datetime | None
