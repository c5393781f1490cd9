"""Check-in codes."""

from attrs import frozen

from commkit.events.records import OccurrenceId


@frozen
class CheckInCode:
    """The code with which attendees check themselves in.

    Attributes:
        occurrence: The occurrence.
        code: Ten letters and digits. It is stored as a hash, so this is the only answer that has it.
    """

    occurrence: OccurrenceId
    code: str
