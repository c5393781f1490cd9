"""The query of who is told about members who have not acknowledged something."""

from attrs import frozen

from commkit import Query
from commkit_internal.announcements.reminders.records import EscalationId, OverdueReaders


@frozen
class ReadOverdueReaders(Query[OverdueReaders]):
    """Read who has not acknowledged something in time, as the manager or people partner who was told.

    Raises:
        NotFound: There is no such escalation for this actor, or they do not lead these members any more.
    """

    permission = "internal.read_overdue"

    escalation: EscalationId
