"""Handler of the command that sets a delivery schedule."""

from commkit.notifications.feature import notifications
from commkit.notifications.schedules import statements as sql
from commkit.notifications.schedules.messages import SetDeliverySchedule
from commkit.notifications.schedules.policy import check_schedule
from commkit.notifications.schedules.records import DeliverySchedule
from commkit.runtime.sessions.context import Context


@notifications.handles(SetDeliverySchedule)
def set_delivery_schedule(context: Context, command: SetDeliverySchedule) -> DeliverySchedule:
    """Store the schedule; it also clears a refused address, so that it is tried again."""
    check_schedule(command)
    schedule = DeliverySchedule(
        command.time_zone, command.quiet_from, command.quiet_until, command.mails_per_day
    )
    context.run(sql.SET_DELIVERY_SCHEDULE, schedule, member=context.member, refused_address="")
    return schedule
