"""When the seats of a member are released."""

from typing import Any

from commkit.events.attendance.jobs import ReleaseSeats
from commkit.events.feature import events
from commkit.members import MemberLeft, MembershipStatus, MembershipStatusChanged


@events.subscribes_to(MemberLeft, MembershipStatusChanged)
def release_seats_of_former_member(delivery: Any, fact: Any) -> None:
    """Release the seats of a member who left or was banned."""
    if isinstance(fact, MembershipStatusChanged) and fact.status is not MembershipStatus.BANNED:
        return
    while True:  # each batch leaves fewer
        with delivery.context() as context:
            if not context.do(ReleaseSeats(fact.member)):
                return
