"""The statements of delivery schedules."""

from sqlalchemy import bindparam, select

from commkit.notifications.schedules.records import DeliverySchedule
from commkit.notifications.tables import delivery_schedule
from commkit.runtime.storage.columns import Id
from commkit.runtime.storage.statements import statement, upsert

_ME = bindparam("me", type_=Id)

_set_delivery_schedule = upsert(delivery_schedule)

SET_DELIVERY_SCHEDULE = statement(
    lambda: _set_delivery_schedule.on_conflict_do_update(
        index_elements=["member"],
        set_={
            name: _set_delivery_schedule.excluded[name]
            for name in ("time_zone", "quiet_from", "quiet_until", "mails_per_day")
        },
    )
)

DELIVERY_SCHEDULE = statement(
    lambda: select(
        delivery_schedule.c.time_zone,
        delivery_schedule.c.quiet_from,
        delivery_schedule.c.quiet_until,
        delivery_schedule.c.mails_per_day,
    ).where(delivery_schedule.c.member == _ME),
    into=DeliverySchedule,
)
