"""How assignments are read."""

from datetime import datetime
from uuid import UUID

from commkit import Context, MemberId, Page
from commkit.members import Membership
from commkit.storage import EARLIEST, FIRST_ID, keyset, page_size
from commkit_support.assignment import statements as sql
from commkit_support.assignment.feature import assignment_feature
from commkit_support.assignment.messages import ListAssignments, ListMyAssignments
from commkit_support.assignment.records import Assignment

_BY_REMINDER = keyset(datetime, UUID, of="support.assignments")


@assignment_feature.handles(ListMyAssignments)
def list_my_assignments(context: Context, query: ListMyAssignments) -> Page[Assignment]:
    """One statement."""
    return _page(context, context.member, query.after, query.limit)


@assignment_feature.handles(ListAssignments)
def list_assignments(context: Context, query: ListAssignments) -> Page[Assignment]:
    """The member, then one statement."""
    return _page(context, context.get(Membership, query.member).id, query.after, query.limit)


def _page(context: Context, member: MemberId, after: str | None, limit: int) -> Page[Assignment]:
    limit = page_size(limit)
    cursors = _BY_REMINDER.within(member)
    after_at, last = cursors.decode(after, default=(EARLIEST, FIRST_ID))
    rows = context.rows(sql.PAGE, member=member, after_at=after_at, after=last, size=limit + 1)
    return cursors.page(rows, limit, lambda row: (row.remind_at, row.question))
