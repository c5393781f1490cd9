"""The statements that add notifications to inboxes."""

from typing import Any

from sqlalchemy import (
    ColumnElement,
    and_,
    bindparam,
    case,
    delete,
    exists,
    func,
    literal,
    or_,
    select,
    update,
)

from commkit.members import CURRENT_STATUSES, MembershipStatus, block, is_met_by_block, membership
from commkit.notifications.records import MailState, NotificationChannel
from commkit.notifications.tables import inbox, notification, preference, watch
from commkit.notifications.watching.records import WatchLevel, WatchScope
from commkit.runtime.model.types import SILENCED, SUSPENDED
from commkit.runtime.storage.columns import Choice, Id
from commkit.runtime.storage.statements import insert_if_absent, statement, visible_statement
from commkit.runtime.storage.visibility import Visible

_COMMUNITY = bindparam("community_id", type_=Id)

ADD_NOTIFICATION = statement(lambda: insert_if_absent(notification))

DELETE_NOTIFICATION = statement(
    lambda: delete(notification).where(
        notification.c.community_id == _COMMUNITY, notification.c.id == bindparam("id", type_=Id)
    )
)
"""Deletes a notification that nobody got."""

NOTIFICATION_OF = statement(
    lambda: select(notification.c.id).where(
        notification.c.community_id == _COMMUNITY,
        notification.c.kind == bindparam("kind"),
        notification.c.cause == bindparam("cause"),
    )
)

_earlier = inbox.alias("earlier")

_inbox_preference = preference.alias("inbox_preference")

_mail_preference = preference.alias("mail_preference")

_muted = watch.alias("muted")

_existing = inbox.alias("existing")

_same = notification.alias("same")


def _preference_join(row: Any, channel: NotificationChannel) -> Any:
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

_causer = membership.alias("causer")


def is_thread_muted(community: Any, member: Any, thread: Any) -> ColumnElement[bool]:
    """The condition that a member muted a thread.

    Args:
        community: The community's id.
        member: The member's id.
        thread: The thread's id as a watch has it, in hex; empty for none.
    """
    return exists(
        select(_muted.c.member).where(
            _muted.c.community_id == community,
            _muted.c.scope == str(WatchScope.THREAD),
            _muted.c.target == thread,
            _muted.c.member == member,
            _muted.c.level == WatchLevel.MUTED,
        )
    ).correlate_except(_muted)


def is_causer_muted(community: Any, member: Any, by: Any) -> ColumnElement[bool]:
    """The condition that a member muted or blocked somebody, or whom that agent acts for; of staff it has no effect.

    Args:
        community: The community's id.
        member: The id of the member who may have blocked.
        by: The id of who caused something; it may be null.
    """
    return exists(
        select(block.c.member)
        .select_from(
            block.join(_causer, (_causer.c.community_id == block.c.community_id) & (_causer.c.id == by))
        )
        .where(
            block.c.community_id == community,
            block.c.member == member,
            is_met_by_block(block.c.community_id, block.c.blocked, by),
            ~_causer.c.staff,
        )
    ).correlate_except(block, _causer)


def is_unwanted(community: Any, member: Any, by: Any, thread: Any) -> ColumnElement[bool]:
    """The condition that a member is not to hear of what somebody caused in a thread.

    Asked when they are notified, and again when what had to wait is sent: they may have muted it meanwhile.

    Args:
        community: The community's id.
        member: The member's id.
        by: The id of who caused it; it may be null.
        thread: The thread's id in hex; empty for none.
    """
    return or_(is_thread_muted(community, member, thread), is_causer_muted(community, member, by))


IS_UNWANTED = statement(
    lambda: select(
        is_unwanted(
            _COMMUNITY,
            bindparam("of", type_=Id),
            bindparam("by", type_=Id),
            bindparam("thread", type_=watch.c.target.type),
        )
    )
)

IS_WANTED = visible_statement(
    lambda visible: select(
        visible.object_wanted(
            _COMMUNITY,
            bindparam("record", type_=notification.c.record.type),
            bindparam("object", type_=Id),
        )
    )
)
"""Whether the actor did not mute an object; asked as whom a mail goes to."""

_NOTIFIED_ALREADY = (
    select(_existing.c.member)
    .where(
        _existing.c.community_id == membership.c.community_id,
        _existing.c.member == membership.c.id,
        _existing.c.notification.in_(
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

_UNRESTRICTED = membership.c.restricted_until <= bindparam("now", type_=inbox.c.mail_at.type)

_ROLE = case(
    (_UNRESTRICTED, membership.c.role),
    (membership.c.status == MembershipStatus.SILENCED, SILENCED),
    (membership.c.status == MembershipStatus.SUSPENDED, SUSPENDED),
    else_=membership.c.role,
)
"""The role that decides what a member may see."""


def _gets_object(visible: Visible) -> Any:
    """Whether a member may see the object, and did not mute it; without composed visibility neither is asked here."""
    asked = (
        membership.c.community_id,
        bindparam("record", type_=notification.c.record.type),
        bindparam("object", type_=Id),
    )
    reader = visible.member(membership.c.id, _ROLE, membership.c.trust_level, membership.c.staff)
    return and_(visible.object(*asked, reader=reader), visible.object_wanted(*asked, reader=reader))


_RECIPIENTS = (
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
            _inbox_preference, _preference_join(_inbox_preference, NotificationChannel.INBOX)
        ).outerjoin(_mail_preference, _preference_join(_mail_preference, NotificationChannel.MAIL))
    )
    .where(
        membership.c.community_id == bindparam("here", type_=Id),
        membership.c.id.in_(bindparam("to", expanding=True, type_=Id)),
        membership.c.id.is_distinct_from(bindparam("by", type_=Id)),
        or_(*(membership.c.status == status for status in CURRENT_STATUSES)),
        or_(_SHOWN, _MAILED),
        ~is_unwanted(
            membership.c.community_id,
            membership.c.id,
            bindparam("by", type_=Id),
            bindparam("thread", type_=watch.c.target.type),
        ),
        or_(bindparam("repeat"), ~_NOTIFIED_ALREADY),
    )
)

ADD_TO_INBOX = visible_statement(
    lambda visible: (
        insert_if_absent(inbox)
        .from_select(
            ["community_id", "member", "notification", "kind", "bundle", "count", "shown", "mail", "mail_at"],
            _RECIPIENTS.where(_gets_object(visible)),
        )
        .returning(inbox.c.member, inbox.c.mail)
    )
)
"""Adds rows for those of many members who are to be notified, in one statement. Returns the members who had none.

Members who may not see the object get none; those who may not see it any more later are told nothing when they read.
"""

COLLAPSE = statement(
    lambda: (
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
)
"""Collapses members' unread notifications of the same kind and bundle into the latest one."""

_superseded = (
    select(notification.c.id)
    .where(
        notification.c.community_id == bindparam("here", type_=Id),
        notification.c.object == bindparam("object", type_=Id),
        notification.c.kind != bindparam("new_kind"),
    )
    .scalar_subquery()
)

_superseding = (
    select(notification.c.id)
    .where(
        notification.c.community_id == bindparam("here", type_=Id),
        notification.c.kind == bindparam("new_kind"),
        notification.c.cause == bindparam("cause", type_=Id),
    )
    .scalar_subquery()
)

SUPERSEDE = statement(
    lambda: (
        update(inbox)
        .values(
            collapsed_into=_superseding,
            mail=case((inbox.c.mail == MailState.DUE, literal(MailState.DROPPED, _MAIL)), else_=inbox.c.mail),
        )
        .where(
            inbox.c.community_id == bindparam("here", type_=Id),
            inbox.c.member.in_(bindparam("to", expanding=True, type_=Id)),
            inbox.c.notification.in_(_superseded),
            inbox.c.read_at.is_(None),
        )
    )
)
"""Collapses other unread notifications about an object into the superseding one, and drops their mails."""
