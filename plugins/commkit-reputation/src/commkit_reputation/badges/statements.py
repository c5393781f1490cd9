"""The statements of badges."""

from typing import Any

from sqlalchemy import and_, bindparam, case, delete, func, null, or_, select

from commkit.members import IS_AUTHOR_SHOWN, membership
from commkit.posts import Post, post
from commkit.storage import FIRST_ID, Id, insert_if_absent, statement, visible_statement
from commkit_reputation.tables import award, evidence

_COMMUNITY = bindparam("community_id", type_=Id)
_MEMBER = bindparam("member", type_=Id)
_ABOUT = bindparam("about", type_=Id)

# --- rules -----------------------------------------------------------------------------------------------------------

_THEIRS = and_(
    evidence.c.community_id == _COMMUNITY,
    evidence.c.member == _MEMBER,
    evidence.c.counts,
    evidence.c.evidence.in_(bindparam("names", expanding=True)),
)
_SUM = func.coalesce(func.sum(evidence.c.value), 0)
SUM_OF_MEMBER = statement(lambda: select(_SUM).where(_THEIRS))
SUM_OF_THING = statement(lambda: select(_SUM).where(_THEIRS, evidence.c.about == _ABOUT))
FIRST_THING = statement(
    lambda: (
        select(evidence.c.about)
        .where(_THEIRS)
        .group_by(evidence.c.about)
        .having(bindparam("at_least") <= _SUM)
        .order_by(evidence.c.about)
        .limit(1)
    )
)
"""A thing of a member whose evidence adds up to so much."""
THINGS = statement(lambda: select(evidence.c.about).where(_THEIRS).distinct().order_by(evidence.c.about))

# --- awards ----------------------------------------------------------------------------------------------------------

ADD = statement(lambda: insert_if_absent(award))
_AWARDED = and_(
    award.c.community_id == _COMMUNITY, award.c.member == _MEMBER, award.c.badge == bindparam("badge")
)
AWARDED = statement(lambda: select(award.c.id).where(_AWARDED, award.c.about == _ABOUT))
ABOUTS = statement(lambda: select(award.c.about).where(_AWARDED).order_by(award.c.about))
DELETE = statement(lambda: delete(award).where(_AWARDED, award.c.about == _ABOUT))

# --- what is read ----------------------------------------------------------------------------------------------------


def _shown(visible: Any, *conditions: Any) -> Any:
    """Awards of members whom the reader sees; what they are about where the reader sees that."""
    source = award.join(
        membership, (membership.c.community_id == award.c.community_id) & (membership.c.id == award.c.member)
    ).outerjoin(post, (post.c.community_id == award.c.community_id) & (post.c.id == award.c.about))
    about = case(
        (award.c.about == bindparam("nothing", FIRST_ID, type_=Id), null()),
        (or_(post.c.id.is_(null()), visible(Post, post)), award.c.about),
        else_=null(),
    )
    return (
        select(award.c.id, award.c.badge, award.c.member, about, award.c.awarded_at)
        .select_from(source)
        .where(award.c.community_id == _COMMUNITY, IS_AUTHOR_SHOWN, *conditions)
    )


ONE = visible_statement(lambda visible: _shown(visible, award.c.id == bindparam("id", type_=Id)))
MANY = visible_statement(
    lambda visible: _shown(visible, award.c.id.in_(bindparam("ids", expanding=True, type_=Id)))
)


def _page(visible: Any, condition: Any) -> Any:
    return (
        _shown(visible, condition, award.c.id < bindparam("after", type_=Id))
        .order_by(award.c.id.desc())
        .limit(bindparam("size"))
    )


OF_MEMBER = visible_statement(lambda visible: _page(visible, award.c.member == _MEMBER))
HOLDERS = visible_statement(lambda visible: _page(visible, award.c.badge == bindparam("badge")))
