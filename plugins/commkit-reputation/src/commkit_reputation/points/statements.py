"""The statements of the ledger and its sums. They check no visibility, but for the list of evidence."""

from typing import Any

import attrs
from sqlalchemy import and_, bindparam, case, delete, func, null, or_, select, update

from commkit.members import membership
from commkit.posts import Post, post, reaction
from commkit.storage import Id, insert_if_absent, statement, upsert, visible_statement
from commkit_reputation.points.policy import Entry
from commkit_reputation.policy import Period
from commkit_reputation.tables import book, day, evidence, score, void

_COMMUNITY = bindparam("community_id", type_=Id)
HERE = evidence.c.community_id == _COMMUNITY
_MEMBER = bindparam("member", type_=Id)
_AFTER = bindparam("after", type_=Id)
_SIZE: Any = bindparam("size")

# --- the lock ------------------------------------------------------------------------------------------------------

LOCK_BOOK = statement(
    lambda: upsert(book).on_conflict_do_update(
        index_elements=["community_id"], set_={"version": book.c.version + 1}
    )
)
"""Holds the book of the community until the commit: bookings come one after the other."""

# --- the ledger ----------------------------------------------------------------------------------------------------

ADD = statement(lambda: insert_if_absent(evidence))
_THIS = (
    HERE
    & (evidence.c.about == bindparam("about", type_=Id))
    & (evidence.c.evidence == bindparam("evidence"))
    & (evidence.c.giver == bindparam("giver", type_=Id))
    & (evidence.c.member == _MEMBER)
)
ENTRY = statement(
    lambda: select(evidence.c.id, evidence.c.given, evidence.c.value, evidence.c.day, evidence.c.fact).where(
        _THIS
    )
)
"""One entry: id, given, value, day, fact."""
_ABOUT = and_(
    HERE,
    evidence.c.about == bindparam("about", type_=Id),
    evidence.c.evidence == bindparam("evidence"),
    evidence.c.given,
)


def _given(*of: Any) -> Any:
    columns = (evidence.c.id, evidence.c.giver, evidence.c.member, evidence.c.fact)
    return select(*columns).where(_ABOUT, *of).order_by(evidence.c.id)


ENTRIES_ABOUT = statement(_given)
"""What is given about a thing: id, giver, member, fact."""
ENTRIES_ABOUT_MEMBER = statement(lambda: _given(evidence.c.member == _MEMBER))
"""The same of one member."""
_ONE = HERE & (evidence.c.id == bindparam("id", type_=Id))
GIVE = statement(
    lambda: (
        update(evidence)
        .values(
            given=True,
            value=bindparam("new_value"),
            fact=bindparam("new_fact", type_=Id),
            at=bindparam("new_at", type_=evidence.c.at.type),
            day=bindparam("new_day", type_=evidence.c.day.type),
        )
        .where(_ONE)
    )
)
SET_VALUE = statement(
    lambda: (
        update(evidence)
        .values(value=bindparam("new_value"), fact=bindparam("new_fact", type_=Id))
        .where(_ONE)
    )
)
TAKE_BACK = statement(
    lambda: update(evidence).values(given=False, fact=bindparam("new_fact", type_=Id)).where(_ONE)
)
SET_VERDICT = statement(
    lambda: (
        update(evidence)
        .values(
            counts=bindparam("new_counts"),
            points=bindparam("new_points"),
            quality=bindparam("new_quality"),
            capped=bindparam("new_capped"),
        )
        .where(_ONE)
    )
)

_opener = post.alias("opener")
_receiver = membership.alias("receiver")
_giver = membership.alias("giving")


def _same(table: Any, id: Any) -> Any:
    return (table.c.community_id == evidence.c.community_id) & (table.c.id == id)


_STANDS_IN = func.coalesce(evidence.c.within, evidence.c.about)
"""The post that decides whether evidence counts: the one that it is about, or that holds the thing it is about."""


def _judged() -> Any:
    """The ledger, with what decides whether each entry counts."""
    joined = (
        evidence.join(_receiver, _same(_receiver, evidence.c.member))
        .outerjoin(_giver, _same(_giver, evidence.c.giver))
        .outerjoin(post, _same(post, _STANDS_IN))
        .outerjoin(
            _opener, (_opener.c.community_id == evidence.c.community_id) & (_opener.c.id == post.c.thread)
        )
        .outerjoin(
            void,
            (void.c.community_id == evidence.c.community_id)
            & (void.c.giver == evidence.c.giver)
            & (void.c.member == evidence.c.member),
        )
    )
    return select(
        evidence.c.id,
        evidence.c.evidence,
        evidence.c.about,
        evidence.c.member,
        evidence.c.giver,
        evidence.c.value,
        evidence.c.given,
        evidence.c.day,
        evidence.c.counts,
        evidence.c.points,
        evidence.c.quality,
        evidence.c.capped,
        post.c.kind,
        or_(
            post.c.removed_at.is_not(None),
            _opener.c.removed_at.is_not(None),
            and_(evidence.c.within.is_not(None), post.c.id.is_(null())),
        ),
        _opener.c.audience.is_not(None),
        _receiver.c.kind,
        _giver.c.kind,
        _giver.c.status,
        _giver.c.key,
        void.c.giver.is_not(None),
    ).select_from(joined)


_ENTRY_FIELDS = tuple(known.name for known in attrs.fields(Entry))


def _entry(*columns: Any) -> Entry:
    return Entry(**dict(zip(_ENTRY_FIELDS, columns, strict=True)))


JUDGED = statement(
    lambda: (
        _judged()
        .where(HERE, evidence.c.id.in_(bindparam("ids", expanding=True, type_=Id)))
        .order_by(evidence.c.id)
    ),
    into=_entry,
)


def _ids(*conditions: Any, source: Any = evidence) -> Any:
    return (
        select(evidence.c.id)
        .select_from(source)
        .where(HERE, *conditions, evidence.c.id > _AFTER)
        .order_by(evidence.c.id)
        .limit(_SIZE)
    )


_POSTS: Any = bindparam("posts", expanding=True, type_=Id)
IDS_ABOUT = statement(lambda: _ids(or_(evidence.c.about.in_(_POSTS), evidence.c.within.in_(_POSTS))))
IDS_IN_THREAD = statement(
    lambda: _ids(
        post.c.thread == bindparam("thread", type_=Id),
        source=evidence.join(post, or_(_same(post, evidence.c.about), _same(post, evidence.c.within))),
    )
)
IDS_BY_GIVER = statement(lambda: _ids(evidence.c.giver == bindparam("giver", type_=Id)))
IDS_OF_MEMBER = statement(lambda: _ids(evidence.c.member == _MEMBER))
IDS_BETWEEN = statement(
    lambda: _ids(evidence.c.giver == bindparam("giver", type_=Id), evidence.c.member == _MEMBER)
)

REACTIONS = statement(
    lambda: select(reaction.c.reaction, reaction.c.at).where(
        reaction.c.community_id == _COMMUNITY,
        reaction.c.post == bindparam("post", type_=Id),
        reaction.c.member == _MEMBER,
    )
)
"""What a member says of a post by reactions, and since when."""
AUTHOR = statement(
    lambda: select(post.c.author).where(
        post.c.community_id == _COMMUNITY, post.c.id == bindparam("post", type_=Id)
    )
)
KEY = statement(
    lambda: select(membership.c.key).where(
        membership.c.community_id == _COMMUNITY, membership.c.id == _MEMBER
    )
)

# --- sums ------------------------------------------------------------------------------------------------------------

DAY = statement(
    lambda: select(day.c.capped, day.c.free, day.c.points).where(
        day.c.community_id == _COMMUNITY,
        day.c.member == _MEMBER,
        day.c.day == bindparam("day", type_=day.c.day.type),
    )
)
_new_day = upsert(day)
SET_DAY = statement(
    lambda: _new_day.on_conflict_do_update(
        index_elements=["community_id", "member", "day"],
        set_={name: _new_day.excluded[name] for name in ("capped", "free", "points")},
    )
)
_new_score = upsert(score)
ADD_SCORE = statement(
    lambda: _new_score.on_conflict_do_update(
        index_elements=["community_id", "period", "start", "member"],
        set_={name: score.c[name] + _new_score.excluded[name] for name in ("points", "positive", "negative")},
    )
)
_TOTAL = (score.c.community_id == _COMMUNITY) & (score.c.period == Period.ALL.value)
TOTAL = statement(
    lambda: select(score.c.points, score.c.positive, score.c.negative).where(
        _TOTAL, score.c.member == _MEMBER
    )
)
"""Points, positive and negative evidence of a member."""

# --- recounting ------------------------------------------------------------------------------------------------------

MEMBERS = statement(
    lambda: (
        select(membership.c.id)
        .where(membership.c.community_id == _COMMUNITY, membership.c.id > _AFTER)
        .order_by(membership.c.id)
        .limit(_SIZE)
    )
)
_COUNTED = HERE & (evidence.c.member == _MEMBER) & evidence.c.counts
RECOUNTED = statement(
    lambda: (
        select(
            evidence.c.day,
            func.sum(case((evidence.c.capped, evidence.c.points), else_=0)),
            func.sum(case((evidence.c.capped, 0), else_=evidence.c.points)),
            func.sum(case((evidence.c.quality > 0, 1), else_=0)),
            func.sum(case((evidence.c.quality < 0, 1), else_=0)),
        )
        .where(_COUNTED)
        .group_by(evidence.c.day)
        .order_by(evidence.c.day)
    )
)
"""The sums of each day by the ledger: day, capped, free, positive, negative."""
DAYS_OF = statement(
    lambda: (
        select(day.c.day, day.c.capped, day.c.free, day.c.points)
        .where(day.c.community_id == _COMMUNITY, day.c.member == _MEMBER)
        .order_by(day.c.day)
    )
)
SCORES_OF = statement(
    lambda: (
        select(score.c.period, score.c.start, score.c.points, score.c.positive, score.c.negative)
        .where(score.c.community_id == _COMMUNITY, score.c.member == _MEMBER)
        .order_by(score.c.period, score.c.start)
    )
)
DELETE_DAYS = statement(lambda: delete(day).where(day.c.community_id == _COMMUNITY, day.c.member == _MEMBER))
DELETE_SCORES = statement(
    lambda: delete(score).where(score.c.community_id == _COMMUNITY, score.c.member == _MEMBER)
)

# --- what is read ----------------------------------------------------------------------------------------------------

ITEMS = visible_statement(
    lambda visible: (
        select(
            evidence.c.id,
            evidence.c.evidence,
            evidence.c.about,
            evidence.c.points,
            evidence.c.quality,
            evidence.c.day,
        )
        .select_from(evidence.outerjoin(post, _same(post, _STANDS_IN)))
        .where(
            HERE,
            evidence.c.member == _MEMBER,
            evidence.c.counts,
            evidence.c.id < bindparam("after", type_=Id),
            or_(post.c.id.is_(null()), visible(Post, post)),
        )
        .order_by(evidence.c.id.desc())
        .limit(_SIZE)
    )
)
"""What counts for a member and is about nothing that the reader may not see, the newest first."""

ADD_VOID = statement(lambda: insert_if_absent(void))
_PAIR = (
    (void.c.community_id == _COMMUNITY)
    & (void.c.giver == bindparam("giver", type_=Id))
    & (void.c.member == _MEMBER)
)
_VOID = (void.c.giver, void.c.member, void.c.reason, void.c.decided_by, void.c.at)
VOID = statement(lambda: select(*_VOID).where(_PAIR))
DELETE_VOID = statement(lambda: delete(void).where(_PAIR))
VOIDS = statement(
    lambda: (
        select(*_VOID)
        .where(
            void.c.community_id == _COMMUNITY,
            or_(
                void.c.giver > bindparam("after_giver", type_=Id),
                (void.c.giver == bindparam("after_giver", type_=Id))
                & (void.c.member > bindparam("after_member", type_=Id)),
            ),
        )
        .order_by(void.c.giver, void.c.member)
        .limit(_SIZE)
    )
)
