"""What is kept of a restriction."""

from datetime import datetime

from attrs import frozen

from commkit.members.records import MembershipStatus


@frozen
class KeptRestriction:
    """A restriction of somebody who was erased while it held; it holds when they come again.

    Attributes:
        status: `silenced`, `suspended` or `banned`.
        until: When it ends; None for no end.
    """

    status: MembershipStatus
    until: datetime | None
