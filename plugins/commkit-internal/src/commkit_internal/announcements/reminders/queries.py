"""How escalations are loaded, and who is late is read by those who were told."""

from uuid import UUID

from commkit import Context
from commkit_internal.announcements.feature import announcement_feature
from commkit_internal.announcements.reminders import statements as sql
from commkit_internal.announcements.reminders.messages import ReadOverdueReaders
from commkit_internal.announcements.reminders.records import Escalation, OverdueReaders
from commkit_internal.policy import PEOPLE_PARTNER


@announcement_feature.loads(Escalation)
def fetch_escalation(context: Context, id: UUID) -> Escalation | None:
    """An escalation, for whom it was made; a people partner has it while they are one."""
    found = context.one(sql.ONE_TO, id=id, recipient=context.member_or_none)
    if found is None or not context.can("internal.read_overdue"):
        return None
    return None if found.as_partner and context.role != PEOPLE_PARTNER else found


@announcement_feature.handles(ReadOverdueReaders)
def read_overdue_readers(context: Context, query: ReadOverdueReaders) -> OverdueReaders:
    """Load the escalation, then who still has not acknowledged it."""
    made = context.get(Escalation, query.escalation)
    rows = context.rows(
        sql.OVERDUE, must_read=made.must_read, recipient=made.recipient, as_partner=made.as_partner
    )
    return OverdueReaders(made.id, tuple(member for (member,) in rows))
