"""The statements by which members are told."""

from typing import Any

from sqlalchemy import and_, bindparam, case, delete, func, literal, or_, select, update

from commkit.members.blocks.tables import block
from commkit.members.records import INSIDE
from commkit.members.tables import membership
from commkit.notifications.records import Channel, Level, MailState, Notice, NoticeNumber, Scope
from commkit.notifications.tables import choice, inbox, notice, number, watch
from commkit.runtime.storage.columns import Choice, Id
from commkit.runtime.storage.statements import insert_if_absent, statement, upsert

_COMMUNITY = bindparam("community_id", type_=Id)

ADD_NOTICE = statement(insert_if_absent(notice))
DROP_NOTICE = statement(
    delete(notice).where(notice.c.community_id == _COMMUNITY, notice.c.id == bindparam("id", type_=Id))
)
"""For one that nobody was told."""
NOTICE_OF = statement(
    select(notice.c.id).where(
        notice.c.community_id == _COMMUNITY,
        notice.c.kind == bindparam("kind"),
        notice.c.cause == bindparam("cause"),
    )
)

_earlier = inbox.alias("earlier")
_inbox_choice = choice.alias("inbox_choice")
_mail_choice = choice.alias("mail_choice")
_muted = watch.alias("muted")
_told = inbox.alias("told")
_same = notice.alias("same")


def _chosen(row: Any, channel: Channel) -> Any:
    return and_(
        row.c.community_id == membership.c.community_id,
        row.c.member == membership.c.id,
        row.c.kind == bindparam("new_kind"),
        row.c.channel == str(channel),
    )


_SHOWN = func.coalesce(_inbox_choice.c.wanted, bindparam("inbox_default"))
_MAILED = and_(func.coalesce(_mail_choice.c.wanted, bindparam("mail_default")), bindparam("mailing"))
_BEFORE = (
    select(func.coalesce(func.sum(_earlier.c.count), 0))
    .where(
        _earlier.c.community_id == membership.c.community_id,
        _earlier.c.member == membership.c.id,
        _earlier.c.kind == bindparam("new_kind"),
        _earlier.c.bundle == bindparam("new_bundle"),
        _earlier.c.read_at.is_(None),
        _earlier.c.folded_into.is_(None),
        _earlier.c.shown,
    )
    .correlate(membership)
    .scalar_subquery()
)
_MUTED = (
    select(_muted.c.member)
    .where(
        _muted.c.community_id == membership.c.community_id,
        _muted.c.scope == str(Scope.THREAD),
        _muted.c.target == bindparam("thread"),
        _muted.c.member == membership.c.id,
        _muted.c.level == Level.MUTED,
    )
    .correlate(membership)
    .exists()
)
_doer = membership.alias("doer")
_SHIELDED = (
    select(block.c.member)
    .join(_doer, (_doer.c.community_id == block.c.community_id) & (_doer.c.id == block.c.other))
    .where(
        block.c.community_id == membership.c.community_id,
        block.c.member == membership.c.id,
        block.c.other == bindparam("by", type_=Id),
        ~_doer.c.staff,
    )
    .correlate(membership)
    .exists()
)
"""Who muted or blocked the one who did it, unless that is one of the staff, who are heard all the same."""
_TOLD_OF_IT = (
    select(_told.c.member)
    .where(
        _told.c.community_id == membership.c.community_id,
        _told.c.member == membership.c.id,
        _told.c.notice.in_(
            select(_same.c.id)
            .where(
                _same.c.community_id == bindparam("here", type_=Id),
                _same.c.object == bindparam("object", type_=Id),
            )
            .scalar_subquery()
        ),
    )
    .correlate(membership)
    .exists()
)
_MAIL = Choice(MailState)
_WHO = (
    select(
        membership.c.community_id,
        membership.c.id,
        bindparam("new_notice", type_=Id),
        bindparam("new_kind", type_=notice.c.kind.type),
        bindparam("new_bundle", type_=Id),
        1 + case((_SHOWN, _BEFORE), else_=0),
        _SHOWN,
        case(
            (_MAILED, literal(MailState.DUE, _MAIL)),
            else_=literal(MailState.NONE, _MAIL),
        ),
        bindparam("now", type_=inbox.c.mail_at.type),
    )
    .select_from(
        membership.outerjoin(_inbox_choice, _chosen(_inbox_choice, Channel.INBOX)).outerjoin(
            _mail_choice, _chosen(_mail_choice, Channel.MAIL)
        )
    )
    .where(
        membership.c.community_id == bindparam("here", type_=Id),
        membership.c.id.in_(bindparam("to", expanding=True, type_=Id)),
        membership.c.id.is_distinct_from(bindparam("by", type_=Id)),
        or_(*(membership.c.standing == standing for standing in INSIDE)),
        or_(_SHOWN, _MAILED),
        ~_MUTED,
        ~_SHIELDED,
        or_(bindparam("even_twice"), ~_TOLD_OF_IT),
    )
)
TELL = statement(
    insert_if_absent(inbox)
    .from_select(
        ["community_id", "member", "notice", "kind", "bundle", "count", "shown", "mail", "mail_at"], _WHO
    )
    .returning(inbox.c.member, inbox.c.mail)
)
"""Tells those among many members who are to be told: one statement, whoever they are. Gives whom it told only now."""

FOLD = statement(
    update(inbox)
    .values(folded_into=bindparam("new_notice", type_=Id))
    .where(
        inbox.c.community_id == bindparam("here", type_=Id),
        inbox.c.member.in_(bindparam("to", expanding=True, type_=Id)),
        inbox.c.kind == bindparam("new_kind"),
        inbox.c.bundle == bindparam("new_bundle"),
        inbox.c.read_at.is_(None),
        inbox.c.folded_into.is_(None),
        inbox.c.shown,
        inbox.c.notice != bindparam("new_notice", type_=Id),
    )
)
"""Puts a member's unread notices about the same thing under the latest one."""

_weaker = (
    select(notice.c.id)
    .where(
        notice.c.community_id == bindparam("here", type_=Id),
        notice.c.object == bindparam("object", type_=Id),
        notice.c.kind != bindparam("new_kind"),
    )
    .scalar_subquery()
)
_stronger = (
    select(notice.c.id)
    .where(
        notice.c.community_id == bindparam("here", type_=Id),
        notice.c.kind == bindparam("new_kind"),
        notice.c.cause == bindparam("cause", type_=Id),
    )
    .scalar_subquery()
)
OUTDO = statement(
    update(inbox)
    .values(
        folded_into=_stronger,
        mail=case((inbox.c.mail == MailState.DUE, literal(MailState.DROPPED, _MAIL)), else_=inbox.c.mail),
    )
    .where(
        inbox.c.community_id == bindparam("here", type_=Id),
        inbox.c.member.in_(bindparam("to", expanding=True, type_=Id)),
        inbox.c.notice.in_(_weaker),
        inbox.c.read_at.is_(None),
    )
)
"""Puts what members were told of an object under the one notice that says more of it, and spares them the mail."""

_number = upsert(number)
COUNT = statement(
    _number.on_conflict_do_update(
        index_elements=["community_id", "day", "kind", "what"],
        set_={"count": number.c.count + _number.excluded.count},
    )
)

_MINE = (inbox.c.community_id == _COMMUNITY) & (inbox.c.member == bindparam("me", type_=Id))
_HEAD = inbox.c.shown & inbox.c.folded_into.is_(None)
_UNREAD = _HEAD & inbox.c.read_at.is_(None)
_TOLD = inbox.join(notice, (notice.c.community_id == inbox.c.community_id) & (notice.c.id == inbox.c.notice))
_NOTICE = (
    inbox.c.notice,
    inbox.c.kind,
    notice.c.record,
    notice.c.object,
    inbox.c.bundle,
    notice.c.by,
    notice.c.at,
    inbox.c.count,
    inbox.c.seen_at,
    inbox.c.read_at,
)
"""The columns of a `Notice`, in its order."""


def _page(condition: Any) -> Any:
    return (
        select(*_NOTICE)
        .select_from(_TOLD)
        .where(_MINE, condition, inbox.c.notice < bindparam("after", type_=Id))
        .order_by(inbox.c.notice.desc())
        .limit(bindparam("size"))
    )


PAGE = statement(_page(_HEAD), into=Notice)
UNREAD_PAGE = statement(_page(_UNREAD), into=Notice)
ONE = statement(
    select(*_NOTICE).select_from(_TOLD).where(_MINE, _HEAD, inbox.c.notice == bindparam("id")), into=Notice
)


def _mark(condition: Any) -> Any:
    return (
        update(inbox)
        .values(read_at=bindparam("now"), seen_at=func.coalesce(inbox.c.seen_at, bindparam("now")))
        .where(_MINE, _UNREAD, condition)
        .returning(inbox.c.kind)
    )


READ = statement(_mark(inbox.c.notice == bindparam("id", type_=Id)))
READ_BUNDLE = statement(_mark(inbox.c.bundle == bindparam("about", type_=Id)))
READ_ALL = statement(_mark(inbox.c.notice <= bindparam("until", type_=Id)))
SEEN = statement(
    update(inbox).values(seen_at=bindparam("now")).where(_MINE, _UNREAD, inbox.c.seen_at.is_(None))
)
NUMBERS = statement(
    select(number.c.kind, number.c.what, func.sum(number.c.count))
    .where(number.c.community_id == _COMMUNITY, number.c.day >= bindparam("since"))
    .group_by(number.c.kind, number.c.what)
    .order_by(number.c.kind, number.c.what),
    into=NoticeNumber,
)
