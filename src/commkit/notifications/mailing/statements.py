"""The statements of mail: where each stands, what it costs, whose digest is due."""

from datetime import datetime
from typing import Any
from uuid import UUID

from attrs import frozen
from sqlalchemy import bindparam, literal_column, select, update

from commkit.members.records import Standing
from commkit.members.tables import membership
from commkit.notifications.records import Channel, Every, MailState, NoticeId
from commkit.notifications.tables import attention, choice, digest, inbox, notice, rhythm
from commkit.runtime.model.ids import MemberId
from commkit.runtime.storage.columns import Id
from commkit.runtime.storage.statements import insert_if_absent, statement, upsert


@frozen
class Waiting:
    """A mail that waits to be sent.

    Attributes:
        notice: What it tells.
        kind: Its kind.
        record: The class name of the object it is about.
        object: The id of that object.
        bundle: The thread or the object.
        by: Who did it.
        at: When.
        state: Where the mail stands.
        read_at: When the notice was read.
        folded: The later notice that stands for it.
        key: The host's key of the member.
        name: The member's name.
        standing: Where the membership stands.
        wanted: Whether the member wants such mail; None where they said nothing.
    """

    notice: NoticeId
    kind: str
    record: str
    object: UUID
    bundle: UUID
    by: MemberId | None
    at: datetime
    state: MailState
    read_at: datetime | None
    folded: NoticeId | None
    key: str
    name: str
    standing: Standing
    wanted: bool | None


@frozen
class DigestRow:
    """How a member's digest stands.

    Attributes:
        key: The host's key of the member.
        name: The member's name.
        standing: Where the membership stands.
        every: How often.
        hour: The local hour.
        weekday: The local weekday.
        own: Whether the member chose it.
        done_until: The period up to here had its digest.
        wanted: Whether the member wants digests by mail; None where they said nothing.
    """

    key: str
    name: str
    standing: Standing
    every: Every
    hour: int
    weekday: int
    own: bool
    done_until: datetime
    wanted: bool | None


_HERE = inbox.c.community_id == bindparam("community_id", type_=Id)
_MEMBER = bindparam("of", type_=Id)


def _choice_of(member: Any, kind: Any) -> Any:
    return (
        (choice.c.community_id == membership.c.community_id)
        & (choice.c.member == member)
        & (choice.c.kind == kind)
        & (choice.c.channel == str(Channel.MAIL))
    )


DUE = statement(
    select(inbox.c.member)
    .where(
        _HERE,
        inbox.c.notice == bindparam("told", type_=Id),
        inbox.c.mail == literal_column("'due'"),  # a literal, so that the partial index fits
        inbox.c.member > bindparam("after", type_=Id),
        inbox.c.member <= bindparam("last", type_=Id),
    )
    .order_by(inbox.c.member)
    .limit(bindparam("size"))
)
WAITING = statement(
    select(
        inbox.c.notice,
        inbox.c.kind,
        notice.c.record,
        notice.c.object,
        inbox.c.bundle,
        notice.c.by,
        notice.c.at,
        inbox.c.mail,
        inbox.c.read_at,
        inbox.c.folded_into,
        membership.c.key,
        membership.c.name,
        membership.c.standing,
        choice.c.wanted,
    )
    .select_from(
        inbox.join(notice, (notice.c.community_id == inbox.c.community_id) & (notice.c.id == inbox.c.notice))
        .join(
            membership,
            (membership.c.community_id == inbox.c.community_id) & (membership.c.id == inbox.c.member),
        )
        .outerjoin(choice, _choice_of(inbox.c.member, inbox.c.kind))
    )
    .where(_HERE, inbox.c.member == _MEMBER, inbox.c.notice == bindparam("told", type_=Id)),
    into=Waiting,
)
MOVE = statement(
    update(inbox)
    .values(mail=bindparam("to_state"), mail_at=bindparam("now"))
    .where(
        _HERE,
        inbox.c.member == _MEMBER,
        inbox.c.notice == bindparam("told", type_=Id),
        inbox.c.mail == bindparam("from_state"),
    )
)

_pay = upsert(attention)
PAY = statement(
    _pay.on_conflict_do_update(
        index_elements=["member", "day"],
        set_={"used": attention.c.used + 1},
        where=attention.c.used < bindparam("most"),
    )
)
"""Takes one push of a member's day, if any is left: touches one row, or none."""

REFUSED_ADDRESS = statement(select(rhythm.c.refused_address).where(rhythm.c.member == _MEMBER))
_refuse = upsert(rhythm)
REFUSE_ADDRESS = statement(
    _refuse.on_conflict_do_update(
        index_elements=["member"], set_={"refused_address": _refuse.excluded.refused_address}
    )
)

_DIGEST = (digest.c.community_id == bindparam("community_id", type_=Id)) & (digest.c.member == _MEMBER)
_choose = upsert(digest)
CHOOSE_DIGEST = statement(
    _choose.on_conflict_do_update(
        index_elements=["community_id", "member"],
        set_={name: _choose.excluded[name] for name in ("every", "hour", "weekday", "own")},
    )
)
BEGIN_DIGEST = statement(insert_if_absent(digest))
DIGEST_OF = statement(
    select(
        membership.c.key,
        membership.c.name,
        membership.c.standing,
        digest.c.every,
        digest.c.hour,
        digest.c.weekday,
        digest.c.own,
        digest.c.done_until,
        choice.c.wanted,
    )
    .select_from(
        digest.join(
            membership,
            (membership.c.community_id == digest.c.community_id) & (membership.c.id == digest.c.member),
        ).outerjoin(choice, _choice_of(digest.c.member, bindparam("of_kind")))
    )
    .where(_DIGEST),
    into=DigestRow,
)
PLAN_OF = statement(select(digest.c.plan).where(_DIGEST))
SET_PLAN = statement(
    update(digest)
    .values(plan=bindparam("new_plan"))
    .where(_DIGEST, digest.c.plan.is_(None), digest.c.every != Every.NEVER)
)
DROP_PLAN = statement(update(digest).values(plan=None).where(_DIGEST))
BEGIN_PERIOD = statement(
    update(digest)
    .values(done_until=bindparam("new_until"))
    .where(_DIGEST, digest.c.plan.is_(None), ~digest.c.own)
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
