"""The statements of the charter and of offers."""

from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, func, or_, select, update

from commkit.communities import community
from commkit.posts import post
from commkit.storage import Id, UtcDateTime, insert_if_absent, statement
from commkit_support.charter.feature import PRIVATE_QUESTION
from commkit_support.charter.judging.records import WrittenPost
from commkit_support.charter.records import OfferState, ScopeOffer, ScopeTopic
from commkit_support.tables import charter_topic, charter_version, scope_offer

_TOPIC = tuple(charter_topic.c[name] for name in ScopeTopic.__annotations__)
_OF_VERSION = and_(
    charter_topic.c.community_id == charter_version.c.community_id,
    charter_topic.c.version == charter_version.c.version,
)
_latest = charter_version.alias("latest")


def _charter(which: ColumnElement[bool]) -> Any:
    return (
        select(
            charter_version.c.version,
            charter_version.c.changed_by,
            charter_version.c.changed_at,
            charter_version.c.note,
            *_TOPIC,
        )
        .select_from(charter_version.outerjoin(charter_topic, _OF_VERSION))
        .where(charter_version.c.community_id == bindparam("community_id"), which)
        .order_by(charter_topic.c.place)
    )


CURRENT = statement(
    lambda: _charter(
        charter_version.c.version
        == select(func.max(_latest.c.version))
        .where(_latest.c.community_id == bindparam("community_id"))
        .scalar_subquery()
    )
)
"""The present version: a row for each topic, or one without a topic; none where nobody changed it."""
VERSION = statement(lambda: _charter(charter_version.c.version == bindparam("version")))
ADD_VERSION = statement(lambda: insert_if_absent(charter_version))
"""Adds nothing where there is this version: of two who change the charter at once one does."""
ADD_TOPICS = statement(lambda: insert_if_absent(charter_topic))

_HERE = scope_offer.c.community_id == bindparam("community_id")
_COLUMNS = tuple(scope_offer.c[name] for name in ScopeOffer.__annotations__)
_THIS = and_(_HERE, scope_offer.c.id == bindparam("offer", type_=Id))
_MEMBER = scope_offer.c.member == bindparam("member", type_=Id)
PENDING = or_(scope_offer.c.state == OfferState.OPEN, scope_offer.c.state == OfferState.INSISTED)

ADD_OFFER = statement(lambda: insert_if_absent(scope_offer))
"""Adds nothing where the member has one that is not decided: a unique index decides."""
ONE = statement(
    lambda: select(*_COLUMNS).where(
        _THIS, or_(bindparam("sees_all"), scope_offer.c.member == bindparam("me", type_=Id))
    ),
    into=ScopeOffer,
)
PENDING_OF = statement(lambda: select(*_COLUMNS).where(_HERE, _MEMBER, PENDING), into=ScopeOffer)
UNFILLED_OF = statement(
    lambda: select(*_COLUMNS).where(
        _HERE,
        _MEMBER,
        scope_offer.c.state == bindparam("state"),
        scope_offer.c.question.is_(None),
        scope_offer.c.settled_at >= bindparam("since", type_=UtcDateTime),
    ),
    into=ScopeOffer,
)
"""The offers of a member that were decided so, and have not become a question yet."""
SETTLE = statement(
    lambda: (
        update(scope_offer)
        .values(state=bindparam("new_state"), settled_at=bindparam("now", type_=UtcDateTime))
        .where(_THIS, scope_offer.c.state == bindparam("seen"))
    )
)
"""Decides it, once: of two decisions at once one changes something."""
FILL = statement(
    lambda: update(scope_offer).values(question=bindparam("new_question", type_=Id)).where(_THIS)
)


def _count(*states: OfferState) -> ColumnElement[int]:
    return func.count().filter(or_(*(scope_offer.c.state == state for state in states)))


NUMBERS = statement(
    lambda: (
        select(
            func.count(scope_offer.c.member.distinct()),
            func.count(),
            _count(OfferState.HANDED_OFF),
            _count(OfferState.PUBLISHED),
            _count(OfferState.OPEN, OfferState.INSISTED, OfferState.LAPSED),
        )
        .select_from(scope_offer)
        .where(
            _HERE,
            scope_offer.c.offered_at >= bindparam("since", type_=UtcDateTime),
            scope_offer.c.offered_at < bindparam("until", type_=UtcDateTime),
        )
    )
)
"""Offers name no question to those who read the numbers, so all of them are counted."""

_opening = post.alias("opening")
_OF_POST = and_(_opening.c.community_id == post.c.community_id, _opening.c.id == post.c.thread)
_POST = and_(post.c.community_id == bindparam("community_id"), post.c.id == bindparam("post", type_=Id))
IN_PRIVATE = statement(
    lambda: (
        select(post.c.id)
        .select_from(post.join(_opening, _OF_POST))
        .where(_POST, _opening.c.kind == PRIVATE_QUESTION.name)
    )
)
WRITTEN = statement(
    lambda: (
        select(post.c.title, post.c.body, post.c.thread, _opening.c.kind)
        .select_from(
            post.join(_opening, _OF_POST).join(community, community.c.community_id == post.c.community_id),
        )
        .where(_POST)
        .with_for_update(read=True, of=community)
    ),
    into=WrittenPost,
)
"""What is written in a post, and the kind of its thread. The community is locked as the end of the command locks it
anyway: whoever changes the charter waits for the command, or this one for them; see `LATEST`."""
LATEST = statement(
    lambda: select(func.max(charter_version.c.version)).where(
        charter_version.c.community_id == bindparam("community_id")
    )
)
"""The number of the present version; asked for after the lock, it holds at the commit."""
