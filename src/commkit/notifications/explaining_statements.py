"""The statements that explain notices; none of them is on a hot path."""

from datetime import datetime
from uuid import UUID

from attrs import frozen
from sqlalchemy import bindparam, select

from commkit.members.blocks.tables import block
from commkit.members.tables import membership
from commkit.notifications.records import MailState, Scope
from commkit.notifications.tables import attention, inbox, notice, watch
from commkit.posts.tables import post_tag
from commkit.runtime.model.ids import MemberId
from commkit.runtime.storage.columns import Id
from commkit.runtime.storage.statements import statement

_ME = bindparam("me", type_=Id)
_COMMUNITY = bindparam("community_id", type_=Id)
_ABOUT = (notice.c.community_id == _COMMUNITY) & (notice.c.object == bindparam("object", type_=Id))
_ITS = (inbox.c.community_id == notice.c.community_id) & (inbox.c.notice == notice.c.id)


@frozen
class Told:
    """The latest notice of a kind about an object, and a member's row of it, if there is one.

    Attributes:
        at: When it was made.
        by: Who did what it tells.
        shown: Whether the inbox shows it; None where the member was not told.
        folded_into: The later notice that stands for it.
        read_at: When it was read.
        mail: Where its mail stands.
    """

    at: datetime
    by: MemberId | None
    shown: bool | None
    folded_into: UUID | None
    read_at: datetime | None
    mail: MailState | None


TOLD = statement(
    select(notice.c.at, notice.c.by, inbox.c.shown, inbox.c.folded_into, inbox.c.read_at, inbox.c.mail)
    .select_from(notice.outerjoin(inbox, _ITS & (inbox.c.member == _ME)))
    .where(_ABOUT, notice.c.kind == bindparam("kind"))
    .order_by(inbox.c.member.is_(None), notice.c.id.desc())
    .limit(1),
    into=Told,
)
"""The latest notice of a kind about an object; one that the member was told ahead of the others."""
OTHER_KINDS = statement(
    select(inbox.c.kind)
    .select_from(notice.join(inbox, _ITS))
    .where(_ABOUT, inbox.c.member == _ME)
    .order_by(inbox.c.notice)
    .limit(20)
)
SHIELD = statement(
    select(block.c.shield)
    .join(
        membership, (membership.c.community_id == block.c.community_id) & (membership.c.id == block.c.other)
    )
    .where(
        block.c.community_id == _COMMUNITY,
        block.c.member == _ME,
        block.c.other == bindparam("by", type_=Id),
        ~membership.c.staff,
    )
)
WATCHES = statement(
    select(watch.c.scope, watch.c.target, watch.c.level)
    .where(
        watch.c.community_id == _COMMUNITY,
        watch.c.member == _ME,
        ((watch.c.scope == str(Scope.THREAD)) & (watch.c.target == bindparam("thread")))
        | (watch.c.scope == str(Scope.COMMUNITY))
        | (
            (watch.c.scope == str(Scope.TAG))
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
    select(attention.c.used).where(attention.c.member == _ME, attention.c.day == bindparam("day"))
)
