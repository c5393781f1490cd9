"""Handler of the query of delivery schedules."""

from commkit.notifications.feature import notifications
from commkit.notifications.schedules import statements as sql
from commkit.notifications.schedules.messages import ReadDeliverySchedule
from commkit.notifications.schedules.records import DeliverySchedule
from commkit.runtime.sessions.context import Context


@notifications.handles(ReadDeliverySchedule)
def read_delivery_schedule(context: Context, query: ReadDeliverySchedule) -> DeliverySchedule:
    """Read the member's schedule, or the default one."""
    return context.one(sql.DELIVERY_SCHEDULE, me=context.member) or DeliverySchedule()
