"""The statements by which members are told."""

from typing import Any

from sqlalchemy import and_, bindparam, case, delete, func, literal, or_, select, update

from commkit.members.blocks.tables import block
from commkit.members.records import CURRENT_STATUSES
from commkit.members.tables import membership
from commkit.notifications.records import (
    MailState,
    Notification,
    NotificationChannel,
    NotificationMetric,
    WatchLevel,
    WatchScope,
)
from commkit.notifications.tables import inbox, metric, notification, preference, watch
from commkit.runtime.storage.columns import Choice, Id
from commkit.runtime.storage.statements import insert_if_absent, statement, upsert

_COMMUNITY = bindparam("community_id", type_=Id)

ADD_NOTIFICATION = statement(insert_if_absent(notification))
DROP_NOTIFICATION = statement(
    delete(notification).where(
        notification.c.community_id == _COMMUNITY, notification.c.id == bindparam("id", type_=Id)
    )
)
"""For one that nobody was told."""
NOTIFICATION_OF = statement(
    select(notification.c.id).where(
        notification.c.community_id == _COMMUNITY,
        notification.c.kind == bindparam("kind"),
        notification.c.cause == bindparam("cause"),
    )
)

_earlier = inbox.alias("earlier")
_inbox_preference = preference.alias("inbox_preference")
_mail_preference = preference.alias("mail_preference")
_muted = watch.alias("muted")
_told = inbox.alias("told")
_same = notification.alias("same")


def _chosen(row: Any, channel: NotificationChannel) -> Any:
    return and_(
        row.c.community_id == membership.c.community_id,
        row.c.member == membership.c.id,
        row.c.kind == bindparam("new_kind"),
        row.c.channel == str(channel),
    )


_SHOWN = func.coalesce(_inbox_preference.c.enabled, bindparam("inbox_default"))
_MAILED = and_(func.coalesce(_mail_preference.c.enabled, bindparam("mail_default")), bindparam("mailing"))
_BEFORE = (
    select(func.coalesce(func.sum(_earlier.c.count), 0))
    .where(
        _earlier.c.community_id == membership.c.community_id,
        _earlier.c.member == membership.c.id,
        _earlier.c.kind == bindparam("new_kind"),
        _earlier.c.bundle == bindparam("new_bundle"),
        _earlier.c.read_at.is_(None),
        _earlier.c.collapsed_into.is_(None),
        _earlier.c.shown,
    )
    .correlate(membership)
    .scalar_subquery()
)
_MUTED = (
    select(_muted.c.member)
    .where(
        _muted.c.community_id == membership.c.community_id,
        _muted.c.scope == str(WatchScope.THREAD),
        _muted.c.target == bindparam("thread"),
        _muted.c.member == membership.c.id,
        _muted.c.level == WatchLevel.MUTED,
    )
    .correlate(membership)
    .exists()
)
_doer = membership.alias("doer")
_BLOCKED = (
    select(block.c.member)
    .join(_doer, (_doer.c.community_id == block.c.community_id) & (_doer.c.id == block.c.blocked))
    .where(
        block.c.community_id == membership.c.community_id,
        block.c.member == membership.c.id,
        block.c.blocked == bindparam("by", type_=Id),
        ~_doer.c.staff,
    )
    .correlate(membership)
    .exists()
)
"""Who muted or blocked the one who did it, unless that is one of the staff, who are heard all the same."""
_KNOWS_ALREADY = (
    select(_told.c.member)
    .where(
        _told.c.community_id == membership.c.community_id,
        _told.c.member == membership.c.id,
        _told.c.notification.in_(
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
        bindparam("new_notification", type_=Id),
        bindparam("new_kind", type_=notification.c.kind.type),
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
        membership.outerjoin(
            _inbox_preference, _chosen(_inbox_preference, NotificationChannel.INBOX)
        ).outerjoin(_mail_preference, _chosen(_mail_preference, NotificationChannel.MAIL))
    )
    .where(
        membership.c.community_id == bindparam("here", type_=Id),
        membership.c.id.in_(bindparam("to", expanding=True, type_=Id)),
        membership.c.id.is_distinct_from(bindparam("by", type_=Id)),
        or_(*(membership.c.status == status for status in CURRENT_STATUSES)),
        or_(_SHOWN, _MAILED),
        ~_MUTED,
        ~_BLOCKED,
        or_(bindparam("repeat"), ~_KNOWS_ALREADY),
    )
)
ADD_TO_INBOX = statement(
    insert_if_absent(inbox)
    .from_select(
        ["community_id", "member", "notification", "kind", "bundle", "count", "shown", "mail", "mail_at"],
        _WHO,
    )
    .returning(inbox.c.member, inbox.c.mail)
)
"""Tells those among many members who are to be told: one statement, whoever they are. Gives whom it told only now."""

COLLAPSE = statement(
    update(inbox)
    .values(collapsed_into=bindparam("new_notification", type_=Id))
    .where(
        inbox.c.community_id == bindparam("here", type_=Id),
        inbox.c.member.in_(bindparam("to", expanding=True, type_=Id)),
        inbox.c.kind == bindparam("new_kind"),
        inbox.c.bundle == bindparam("new_bundle"),
        inbox.c.read_at.is_(None),
        inbox.c.collapsed_into.is_(None),
        inbox.c.shown,
        inbox.c.notification != bindparam("new_notification", type_=Id),
    )
)
"""Puts a member's unread notifications about the same thing under the latest one."""

_weaker = (
    select(notification.c.id)
    .where(
        notification.c.community_id == bindparam("here", type_=Id),
        notification.c.object == bindparam("object", type_=Id),
        notification.c.kind != bindparam("new_kind"),
    )
    .scalar_subquery()
)
_stronger = (
    select(notification.c.id)
    .where(
        notification.c.community_id == bindparam("here", type_=Id),
        notification.c.kind == bindparam("new_kind"),
        notification.c.cause == bindparam("cause", type_=Id),
    )
    .scalar_subquery()
)
SUPERSEDE = statement(
    update(inbox)
    .values(
        collapsed_into=_stronger,
        mail=case((inbox.c.mail == MailState.DUE, literal(MailState.DROPPED, _MAIL)), else_=inbox.c.mail),
    )
    .where(
        inbox.c.community_id == bindparam("here", type_=Id),
        inbox.c.member.in_(bindparam("to", expanding=True, type_=Id)),
        inbox.c.notification.in_(_weaker),
        inbox.c.read_at.is_(None),
    )
)
"""Puts what members were told of an object under the one notification that says more of it, and spares them the mail."""

_metric = upsert(metric)
COUNT = statement(
    _metric.on_conflict_do_update(
        index_elements=["community_id", "day", "kind", "outcome"],
        set_={"count": metric.c.count + _metric.excluded.count},
    )
)

_MINE = (inbox.c.community_id == _COMMUNITY) & (inbox.c.member == bindparam("me", type_=Id))
_HEAD = inbox.c.shown & inbox.c.collapsed_into.is_(None)
_UNREAD = _HEAD & inbox.c.read_at.is_(None)
_TOLD = inbox.join(
    notification,
    (notification.c.community_id == inbox.c.community_id) & (notification.c.id == inbox.c.notification),
)
_NOTIFICATION = (
    inbox.c.notification,
    inbox.c.kind,
    notification.c.record,
    notification.c.object,
    inbox.c.bundle,
    notification.c.by,
    notification.c.at,
    inbox.c.count,
    inbox.c.seen_at,
    inbox.c.read_at,
)
"""The columns of a `Notification`, in its order."""


def _page(condition: Any) -> Any:
    return (
        select(*_NOTIFICATION)
        .select_from(_TOLD)
        .where(_MINE, condition, inbox.c.notification < bindparam("after", type_=Id))
        .order_by(inbox.c.notification.desc())
        .limit(bindparam("size"))
    )


PAGE = statement(_page(_HEAD), into=Notification)
UNREAD_PAGE = statement(_page(_UNREAD), into=Notification)
ONE = statement(
    select(*_NOTIFICATION).select_from(_TOLD).where(_MINE, _HEAD, inbox.c.notification == bindparam("id")),
    into=Notification,
)


def _mark(condition: Any) -> Any:
    return (
        update(inbox)
        .values(read_at=bindparam("now"), seen_at=func.coalesce(inbox.c.seen_at, bindparam("now")))
        .where(_MINE, _UNREAD, condition)
        .returning(inbox.c.kind)
    )


READ = statement(_mark(inbox.c.notification == bindparam("id", type_=Id)))
READ_BUNDLE = statement(_mark(inbox.c.bundle == bindparam("about", type_=Id)))
READ_ALL = statement(_mark(inbox.c.notification <= bindparam("until", type_=Id)))
SEEN = statement(
    update(inbox).values(seen_at=bindparam("now")).where(_MINE, _UNREAD, inbox.c.seen_at.is_(None))
)
METRICS = statement(
    select(metric.c.kind, metric.c.outcome, func.sum(metric.c.count))
    .where(metric.c.community_id == _COMMUNITY, metric.c.day >= bindparam("since"))
    .group_by(metric.c.kind, metric.c.outcome)
    .order_by(metric.c.kind, metric.c.outcome),
    into=NotificationMetric,
)
