"""The statements of mail: where each stands, what it costs, whose digest is due."""

from datetime import datetime
from typing import Any
from uuid import UUID

from attrs import frozen
from sqlalchemy import bindparam, literal_column, select, update

from commkit.members.records import MembershipStatus
from commkit.members.tables import membership
from commkit.notifications.records import DigestFrequency, MailState, NotificationChannel, NotificationId
from commkit.notifications.tables import (
    delivery_schedule,
    digest,
    inbox,
    mail_budget,
    notification,
    preference,
)
from commkit.runtime.model.ids import MemberId
from commkit.runtime.storage.columns import Id
from commkit.runtime.storage.statements import insert_if_absent, statement, upsert


@frozen
class PendingMail:
    """A mail that waits to be sent.

    Attributes:
        notification: What it tells.
        kind: Its kind.
        record: The class name of the object it is about.
        object: The id of that object.
        bundle: The thread or the object.
        by: Who did it.
        at: When.
        state: Where the mail stands.
        read_at: When the notification was read.
        folded: The later notification that stands for it.
        key: The host's key of the member.
        name: The member's name.
        status: The status of the membership.
        enabled: Whether the member wants such mail; None where they said nothing.
    """

    notification: NotificationId
    kind: str
    record: str
    object: UUID
    bundle: UUID
    by: MemberId | None
    at: datetime
    state: MailState
    read_at: datetime | None
    folded: NotificationId | None
    key: str
    name: str
    status: MembershipStatus
    enabled: bool | None


@frozen
class DigestRow:
    """How a member's digest stands.

    Attributes:
        key: The host's key of the member.
        name: The member's name.
        status: The status of the membership.
        frequency: How often.
        hour: The local hour.
        weekday: The local weekday.
        own: Whether the member chose it.
        done_until: The period up to here had its digest.
        enabled: Whether the member wants digests by mail; None where they said nothing.
    """

    key: str
    name: str
    status: MembershipStatus
    frequency: DigestFrequency
    hour: int
    weekday: int
    own: bool
    done_until: datetime
    enabled: bool | None


_HERE = inbox.c.community_id == bindparam("community_id", type_=Id)
_MEMBER = bindparam("of", type_=Id)


def _preference_of(member: Any, kind: Any) -> Any:
    return (
        (preference.c.community_id == membership.c.community_id)
        & (preference.c.member == member)
        & (preference.c.kind == kind)
        & (preference.c.channel == str(NotificationChannel.MAIL))
    )


DUE = statement(
    select(inbox.c.member)
    .where(
        _HERE,
        inbox.c.notification == bindparam("told", type_=Id),
        inbox.c.mail == literal_column("'due'"),  # a literal, so that the partial index fits
        inbox.c.member > bindparam("after", type_=Id),
        inbox.c.member <= bindparam("last", type_=Id),
    )
    .order_by(inbox.c.member)
    .limit(bindparam("size"))
)
WAITING = statement(
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
        .outerjoin(preference, _preference_of(inbox.c.member, inbox.c.kind))
    )
    .where(_HERE, inbox.c.member == _MEMBER, inbox.c.notification == bindparam("told", type_=Id)),
    into=PendingMail,
)
MOVE = statement(
    update(inbox)
    .values(mail=bindparam("to_state"), mail_at=bindparam("now"))
    .where(
        _HERE,
        inbox.c.member == _MEMBER,
        inbox.c.notification == bindparam("told", type_=Id),
        inbox.c.mail == bindparam("from_state"),
    )
)

_pay = upsert(mail_budget)
USE_MAIL_BUDGET = statement(
    _pay.on_conflict_do_update(
        index_elements=["member", "day"],
        set_={"used": mail_budget.c.used + 1},
        where=mail_budget.c.used < bindparam("most"),
    )
)
"""Takes one push of a member's day, if any is left: touches one row, or none."""

REFUSED_ADDRESS = statement(
    select(delivery_schedule.c.refused_address).where(delivery_schedule.c.member == _MEMBER)
)
_refuse = upsert(delivery_schedule)
MARK_ADDRESS_REFUSED = statement(
    _refuse.on_conflict_do_update(
        index_elements=["member"], set_={"refused_address": _refuse.excluded.refused_address}
    )
)

_DIGEST = (digest.c.community_id == bindparam("community_id", type_=Id)) & (digest.c.member == _MEMBER)
_choose = upsert(digest)
SET_DIGEST = statement(
    _choose.on_conflict_do_update(
        index_elements=["community_id", "member"],
        set_={name: _choose.excluded[name] for name in ("frequency", "hour", "weekday", "own")},
    )
)
START_DIGEST = statement(insert_if_absent(digest))
DIGEST_OF = statement(
    select(
        membership.c.key,
        membership.c.name,
        membership.c.status,
        digest.c.frequency,
        digest.c.hour,
        digest.c.weekday,
        digest.c.own,
        digest.c.done_until,
        preference.c.enabled,
    )
    .select_from(
        digest.join(
            membership,
            (membership.c.community_id == digest.c.community_id) & (membership.c.id == digest.c.member),
        ).outerjoin(preference, _preference_of(digest.c.member, bindparam("of_kind")))
    )
    .where(_DIGEST),
    into=DigestRow,
)
SCHEDULED_OF = statement(select(digest.c.scheduled).where(_DIGEST))
SET_SCHEDULED = statement(
    update(digest)
    .values(scheduled=bindparam("new_scheduled"))
    .where(_DIGEST, digest.c.scheduled.is_(None), digest.c.frequency != DigestFrequency.NEVER)
)
CLEAR_SCHEDULED = statement(update(digest).values(scheduled=None).where(_DIGEST))
BEGIN_PERIOD = statement(
    update(digest)
    .values(done_until=bindparam("new_until"))
    .where(_DIGEST, digest.c.scheduled.is_(None), ~digest.c.own)
)
END_PERIOD = statement(
    update(digest)
    .values(done_until=bindparam("new_until"))
    .where(_DIGEST, digest.c.done_until < bindparam("new_until"))
)
DIGESTED = statement(
    update(inbox)
    .values(mail=MailState.DIGESTED, mail_at=bindparam("now"))
    .where(
        _HERE,
        inbox.c.member == _MEMBER,
        inbox.c.mail == literal_column("'digest'"),
        inbox.c.mail_at < bindparam("until"),
    )
)
