"""The facts of retention."""

from attrs import frozen

from commkit.runtime.model.messages import Fact


@frozen
class ExpiredPurged(Fact):
    """Expired rows were deleted.

    Attributes:
        rows: How many.
    """

    name = "privacy.expired_purged"
    visible_to = None
    rows: int
