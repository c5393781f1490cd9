"""Commands about check-ins."""

from typing import Annotated

from attrs import frozen

from commkit.events.attendance.records import Attendee
from commkit.events.check_in.records import CheckInCode
from commkit.events.records import OccurrenceId
from commkit.runtime.model.ids import MemberId
from commkit.runtime.model.messages import Command
from commkit.runtime.values.texts import Text


@frozen
class CreateCheckInCode(Command[CheckInCode]):
    """Create the code with which attendees check themselves in; an earlier code is no longer valid.

    The code is valid as long as its creator may edit the event.

    Raises:
        NotFound: There is no such occurrence for this actor.
    """

    permission = "events.edit"

    occurrence: OccurrenceId


@frozen
class CheckInAttendee(Command[Attendee]):
    """Check an attendee in, from one hour before the start until one day after the end.

    Attributes:
        occurrence: The occurrence.
        member: The attendee.

    Raises:
        NotFound: They have no seat.
        Conflict: It is too early or too late, or it is cancelled.
    """

    permission = "events.edit"

    occurrence: OccurrenceId
    member: MemberId


@frozen
class CheckInWithCode(Command[Attendee]):
    """Check oneself in with the code that the hosts show.

    Attributes:
        occurrence: The occurrence.
        code: The code; case, spaces and hyphens do not matter.

    Raises:
        Denied: The code is wrong, or its creator may no longer edit the event.
        NotFound: The actor has no seat.
        Conflict: It is too early or too late, or it is cancelled.
    """

    permission = "events.rsvp"
    personal = ("code",)

    occurrence: OccurrenceId
    code: Annotated[str, Text(max=40, multiline=False)]
