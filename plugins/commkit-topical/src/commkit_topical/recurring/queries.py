"""How recurring threads are listed."""

from commkit import Context
from commkit_topical.recurring import statements as sql
from commkit_topical.recurring.feature import recurring_feature
from commkit_topical.recurring.messages import ListRecurringThreads
from commkit_topical.recurring.records import RecurringThread


@recurring_feature.handles(ListRecurringThreads)
def list_recurring_threads(context: Context, query: ListRecurringThreads) -> tuple[RecurringThread, ...]:
    """Read those that go on; their number is limited."""
    return tuple(context.rows(sql.GOING_ON))
