"""The statements that explain notifications; none of them is on a hot path."""

from datetime import datetime
from uuid import UUID

from attrs import frozen
from sqlalchemy import bindparam, select

from commkit.members.blocks.tables import block
from commkit.members.tables import membership
from commkit.notifications.records import MailState, WatchScope
from commkit.notifications.tables import inbox, mail_budget, notification, watch
from commkit.posts import post_tag
from commkit.runtime.model.ids import MemberId
from commkit.runtime.storage.columns import Id
from commkit.runtime.storage.statements import statement

_ME = bindparam("me", type_=Id)
_COMMUNITY = bindparam("community_id", type_=Id)
_ABOUT = (notification.c.community_id == _COMMUNITY) & (
    notification.c.object == bindparam("object", type_=Id)
)
_ITS = (inbox.c.community_id == notification.c.community_id) & (inbox.c.notification == notification.c.id)


@frozen
class ExplainedNotification:
    """The latest notification of a kind about an object, and a member's row of it, if there is one.

    Attributes:
        at: When it was made.
        by: Who did what it tells.
        shown: Whether the inbox shows it; None where the member was not told.
        collapsed_into: The later notification that stands for it.
        read_at: When it was read.
        mail: Where its mail stands.
    """

    at: datetime
    by: MemberId | None
    shown: bool | None
    collapsed_into: UUID | None
    read_at: datetime | None
    mail: MailState | None


LATEST = statement(
    select(
        notification.c.at,
        notification.c.by,
        inbox.c.shown,
        inbox.c.collapsed_into,
        inbox.c.read_at,
        inbox.c.mail,
    )
    .select_from(notification.outerjoin(inbox, _ITS & (inbox.c.member == _ME)))
    .where(_ABOUT, notification.c.kind == bindparam("kind"))
    .order_by(inbox.c.member.is_(None), notification.c.id.desc())
    .limit(1),
    into=ExplainedNotification,
)
"""The latest notification of a kind about an object; one that the member was told ahead of the others."""
OTHER_KINDS = statement(
    select(inbox.c.kind)
    .select_from(notification.join(inbox, _ITS))
    .where(_ABOUT, inbox.c.member == _ME)
    .order_by(inbox.c.notification)
    .limit(20)
)
BLOCK_LEVEL = statement(
    select(block.c.level)
    .join(
        membership, (membership.c.community_id == block.c.community_id) & (membership.c.id == block.c.blocked)
    )
    .where(
        block.c.community_id == _COMMUNITY,
        block.c.member == _ME,
        block.c.blocked == bindparam("by", type_=Id),
        ~membership.c.staff,
    )
)
WATCHES = statement(
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
                    post_tag.c.community_id == _COMMUNITY, post_tag.c.post == bindparam("opening", type_=Id)
                )
            )
        ),
    )
    .order_by(watch.c.scope, watch.c.target)
)
USED = statement(
    select(mail_budget.c.used).where(mail_budget.c.member == _ME, mail_budget.c.day == bindparam("day"))
)
