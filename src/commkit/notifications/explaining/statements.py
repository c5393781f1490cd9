"""The statements that explain notifications; none of them is on a hot path."""

from sqlalchemy import bindparam, select

from commkit.members import block, is_met_by_block, membership
from commkit.notifications.explaining.records import ExplainedNotification
from commkit.notifications.tables import inbox, mail_budget, notification, watch
from commkit.notifications.watching.records import WatchScope
from commkit.posts import post_tag
from commkit.runtime.storage.columns import Id
from commkit.runtime.storage.statements import statement

_ME = bindparam("me", type_=Id)

_COMMUNITY = bindparam("community_id", type_=Id)

_ABOUT = (notification.c.community_id == _COMMUNITY) & (
    notification.c.object == bindparam("object", type_=Id)
)

_INBOX_JOIN = (inbox.c.community_id == notification.c.community_id) & (
    inbox.c.notification == notification.c.id
)

LATEST = statement(
    lambda: (
        select(
            notification.c.at,
            notification.c.by,
            inbox.c.shown,
            inbox.c.collapsed_into,
            inbox.c.read_at,
            inbox.c.mail,
        )
        .select_from(notification.outerjoin(inbox, _INBOX_JOIN & (inbox.c.member == _ME)))
        .where(_ABOUT, notification.c.kind == bindparam("kind"))
        .order_by(inbox.c.member.is_(None), notification.c.id.desc())
        .limit(1)
    ),
    into=ExplainedNotification,
)
"""The latest notification of a kind about an object; one that the member got comes first."""

OTHER_KINDS = statement(
    lambda: (
        select(inbox.c.kind)
        .select_from(notification.join(inbox, _INBOX_JOIN))
        .where(_ABOUT, inbox.c.member == _ME)
        .order_by(inbox.c.notification)
        .limit(20)
    )
)

BLOCK_LEVEL = statement(
    lambda: (
        select(block.c.level)
        .join(
            membership,
            (membership.c.community_id == block.c.community_id)
            & (membership.c.id == bindparam("by", type_=Id)),
        )
        .where(
            block.c.community_id == _COMMUNITY,
            block.c.member == _ME,
            is_met_by_block(_COMMUNITY, block.c.blocked, bindparam("by", type_=Id)),
            ~membership.c.staff,
        )
    )
)

WATCHES = statement(
    lambda: (
        select(watch.c.scope, watch.c.target, watch.c.level)
        .where(
            watch.c.community_id == _COMMUNITY,
            watch.c.member == _ME,
            ((watch.c.scope == str(WatchScope.THREAD)) & (watch.c.target == bindparam("thread")))
            | (watch.c.scope == str(WatchScope.COMMUNITY))
            | (
                (watch.c.scope == str(WatchScope.TAG))
                & watch.c.target.in_(
                    select(post_tag.c.tag).where(
                        post_tag.c.community_id == _COMMUNITY,
                        post_tag.c.post == bindparam("opening", type_=Id),
                    )
                )
            ),
        )
        .order_by(watch.c.scope, watch.c.target)
    )
)

MAILS_USED = statement(
    lambda: select(mail_budget.c.used).where(
        mail_budget.c.member == _ME, mail_budget.c.day == bindparam("day")
    )
)
