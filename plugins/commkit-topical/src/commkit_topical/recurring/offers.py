"""When it is offered to end a recurring thread, besides the permission."""

from commkit import Context
from commkit_topical.recurring.feature import recurring_feature
from commkit_topical.recurring.messages import EndRecurringThread
from commkit_topical.recurring.records import RecurringThread


@recurring_feature.offers(EndRecurringThread, about=RecurringThread)
def goes_on(context: Context, recurring: RecurringThread) -> bool:
    """One that goes on."""
    return recurring.ended_at is None
