"""The statements of mails and mail budgets."""

from typing import Any

from sqlalchemy import bindparam, literal_column, select, update

from commkit.members import membership
from commkit.notifications.mailing.records import DeliveryInfo, PendingMail
from commkit.notifications.records import NotificationChannel
from commkit.notifications.schedules.records import DeliverySchedule
from commkit.notifications.tables import delivery_schedule, inbox, mail_budget, notification, preference
from commkit.runtime.storage.columns import Id
from commkit.runtime.storage.statements import statement, upsert

IN_COMMUNITY = inbox.c.community_id == bindparam("community_id", type_=Id)

MEMBER = bindparam("of", type_=Id)


def mail_preference_of(member: Any, kind: Any) -> Any:
    """The join condition of a member's preference for mail of a kind."""
    return (
        (preference.c.community_id == membership.c.community_id)
        & (preference.c.member == member)
        & (preference.c.kind == kind)
        & (preference.c.channel == str(NotificationChannel.MAIL))
    )


DUE = statement(
    lambda: (
        select(inbox.c.member)
        .where(
            IN_COMMUNITY,
            inbox.c.notification == bindparam("id", type_=Id),
            inbox.c.mail == literal_column("'due'"),  # a literal, so that the partial index fits
            inbox.c.member > bindparam("after", type_=Id),
            inbox.c.member <= bindparam("last", type_=Id),
        )
        .order_by(inbox.c.member)
        .limit(bindparam("size"))
    )
)

PENDING = statement(
    lambda: (
        select(
            inbox.c.notification,
            inbox.c.kind,
            notification.c.record,
            notification.c.object,
            inbox.c.bundle,
            notification.c.by,
            notification.c.at,
            inbox.c.mail,
            inbox.c.read_at,
            inbox.c.collapsed_into,
            membership.c.key,
            membership.c.name,
            membership.c.status,
            preference.c.enabled,
        )
        .select_from(
            inbox.join(
                notification,
                (notification.c.community_id == inbox.c.community_id)
                & (notification.c.id == inbox.c.notification),
            )
            .join(
                membership,
                (membership.c.community_id == inbox.c.community_id) & (membership.c.id == inbox.c.member),
            )
            .outerjoin(preference, mail_preference_of(inbox.c.member, inbox.c.kind))
        )
        .where(IN_COMMUNITY, inbox.c.member == MEMBER, inbox.c.notification == bindparam("id", type_=Id))
    ),
    into=PendingMail,
)

MOVE = statement(
    lambda: (
        update(inbox)
        .values(mail=bindparam("to_state"), mail_at=bindparam("now"))
        .where(
            IN_COMMUNITY,
            inbox.c.member == MEMBER,
            inbox.c.notification == bindparam("id", type_=Id),
            inbox.c.mail == bindparam("from_state"),
        )
    )
)

_spend = upsert(mail_budget)

USE_MAIL_BUDGET = statement(
    lambda: _spend.on_conflict_do_update(
        index_elements=["member", "day"],
        set_={"used": mail_budget.c.used + 1},
        where=mail_budget.c.used < bindparam("limit"),
    )
)
"""Counts one mail of a member's day; touches no row if none is left."""

DELIVERY_INFO = statement(
    lambda: select(
        delivery_schedule.c.refused_address,
        delivery_schedule.c.time_zone,
        delivery_schedule.c.quiet_from,
        delivery_schedule.c.quiet_until,
        delivery_schedule.c.mails_per_day,
    ).where(delivery_schedule.c.member == MEMBER),
    into=lambda refused, *schedule: DeliveryInfo(DeliverySchedule(*schedule), refused),
)

_refuse = upsert(delivery_schedule)

MARK_ADDRESS_REFUSED = statement(
    lambda: _refuse.on_conflict_do_update(
        index_elements=["member"], set_={"refused_address": _refuse.excluded.refused_address}
    )
)
