"""The statements of what has to be read; one condition says who is asked."""

from typing import Any

from sqlalchemy import (
    ColumnElement,
    and_,
    bindparam,
    case,
    exists,
    func,
    not_,
    or_,
    select,
    update,
)

from commkit.members import MembershipKind, MembershipStatus, group_member, membership
from commkit.posts import Post, post
from commkit.storage import (
    Id,
    UtcDateTime,
    Visible,
    count_where,
    insert_if_absent,
    statement,
    upsert,
    visible_statement,
)
from commkit_articles import PUBLIC_STATES
from commkit_internal.announcements.audiences.statements import is_meant
from commkit_internal.announcements.must_reads.records import Acknowledgement, MustRead
from commkit_internal.tables import acknowledgement, audience, must_read, reminding

_COMMUNITY: Any = bindparam("community_id")
_HERE = must_read.c.community_id == _COMMUNITY
_OF_POST = must_read.c.post == bindparam("post", type_=Id)
_COLUMNS = tuple(must_read.c[name] for name in MustRead.__annotations__)
_ACKNOWLEDGED = tuple(acknowledgement.c[name] for name in Acknowledgement.__annotations__)
_HOLDING = tuple(state.value for state in PUBLIC_STATES[:2])
_STATUSES = (MembershipStatus.ACTIVE, MembershipStatus.SILENCED)
_entered = group_member.alias("entered")
_meant_for = audience.alias("meant_for")
_of_post = audience.alias("of_post")

WITH_POST = must_read.join(
    post, (post.c.community_id == must_read.c.community_id) & (post.c.id == must_read.c.post)
)
WITH_READERS = WITH_POST.join(membership, membership.c.community_id == must_read.c.community_id).outerjoin(
    _entered,
    (_entered.c.community_id == post.c.community_id)
    & (_entered.c.group == post.c.audience)
    & (_entered.c.member == membership.c.id),
)
"""What has to be read, with its post and all members; `entered` is since when they are in its audience."""
SINCE = case((post.c.audience.is_(None), membership.c.joined_at), else_=_entered.c.at)
"""Since when a member is in the audience."""
IS_ACTIVE = and_(must_read.c.ended_at.is_(None), post.c.removed_at.is_(None), post.c.state.in_(_HOLDING))


def is_asked() -> ColumnElement[bool]:
    """Whether a member of `WITH_READERS` is asked to read it: a person who may acknowledge, of those it is meant for.

    Who may announce is in the group of each audience; of these only those are asked whom the audience is meant for.
    """
    has_audience = exists().where(_of_post.c.community_id == _COMMUNITY, _of_post.c.group == post.c.audience)
    meant = exists().where(
        _meant_for.c.community_id == _COMMUNITY,
        _meant_for.c.group == post.c.audience,
        is_meant(_meant_for, membership),
    )
    return and_(
        membership.c.kind == MembershipKind.PERSON,
        membership.c.status.in_(_STATUSES),
        or_(post.c.author.is_(None), membership.c.id != post.c.author),
        or_(
            post.c.audience.is_(None),
            and_(
                _entered.c.member.is_not(None),
                or_(not_(has_audience.correlate_except(_of_post)), meant.correlate_except(_meant_for)),
            ),
        ),
    )


def _seen(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    return (
        exists()
        .where(
            acknowledgement.c.community_id == must_read.c.community_id,
            acknowledgement.c.post == must_read.c.post,
            acknowledgement.c.member == membership.c.id,
            *conditions,
        )
        .correlate_except(acknowledgement)
    )


def has_acknowledged() -> ColumnElement[bool]:
    """Whether a member of `WITH_READERS` acknowledged the version that is asked for, or a later one."""
    return _seen(acknowledgement.c.version >= must_read.c.version)


OF_POST = visible_statement(
    lambda visible: select(*_COLUMNS).select_from(WITH_POST).where(_HERE, _OF_POST, visible(Post, post)),
    into=MustRead,
)
ONE = visible_statement(
    lambda visible: (
        select(*_COLUMNS)
        .select_from(WITH_POST)
        .where(_HERE, must_read.c.id == bindparam("id", type_=Id), visible(Post, post))
    ),
    into=MustRead,
)


def _set() -> Any:
    adding = upsert(must_read)
    changed = ("version", "asked_at", "due_at", "set_by", "ended_at")
    return adding.on_conflict_do_update(
        index_elements=[must_read.c.community_id, must_read.c.post],
        set_={name: adding.excluded[name] for name in changed},
    )


SET = statement(_set)
"""Adds what has to be read, or asks for another version; the scheduled command stays."""
SET_SCHEDULED = statement(
    lambda: (
        update(must_read)
        .values(scheduled=bindparam("new_scheduled", type_=Id))
        .where(_HERE, must_read.c.id == bindparam("id", type_=Id))
    )
)
END = statement(
    lambda: (
        update(must_read)
        .values(ended_at=bindparam("at", type_=UtcDateTime))
        .where(_HERE, _OF_POST, must_read.c.ended_at.is_(None))
    )
)
ADD_ACKNOWLEDGEMENT = statement(lambda: insert_if_absent(acknowledgement))
ACKNOWLEDGEMENT = statement(
    lambda: select(*_ACKNOWLEDGED).where(
        acknowledgement.c.community_id == _COMMUNITY,
        acknowledgement.c.post == bindparam("post", type_=Id),
        acknowledgement.c.member == bindparam("member", type_=Id),
        acknowledgement.c.version == bindparam("version"),
    ),
    into=Acknowledgement,
)
IS_ASKED = statement(
    lambda: (
        select(membership.c.id)
        .select_from(WITH_READERS)
        .where(_HERE, _OF_POST, membership.c.id == bindparam("member", type_=Id), is_asked())
    )
)


def _mine(visible: Visible) -> Any:
    return (
        select(*_COLUMNS, post.c.title, post.c.version, SINCE, _seen())
        .select_from(WITH_READERS)
        .where(
            _HERE,
            membership.c.id == bindparam("member", type_=Id),
            IS_ACTIVE,
            is_asked(),
            not_(has_acknowledged()),
            visible(Post, post),
        )
        .order_by(must_read.c.due_at, must_read.c.id)
        .limit(200)
    )


MINE = visible_statement(_mine)
MARKED = visible_statement(
    lambda visible: (
        select(post.c.id, and_(is_asked(), not_(has_acknowledged())))
        .select_from(WITH_READERS)
        .where(
            _HERE,
            must_read.c.post.in_(bindparam("ids", expanding=True, type_=Id)),
            membership.c.id == bindparam("member", type_=Id),
            IS_ACTIVE,
            visible(Post, post),
        )
    )
)
"""Those of some posts that have to be read, and whether the member still has to."""

# --- evidence --------------------------------------------------------------------------------------------------------

COUNTS = statement(
    lambda: (
        select(func.count(), count_where(has_acknowledged()))
        .select_from(WITH_READERS)
        .where(_HERE, _OF_POST, is_asked())
    )
)
"""How many are asked, and how many of these acknowledged."""
ACKNOWLEDGEMENTS = statement(
    lambda: (
        select(*_ACKNOWLEDGED)
        .where(
            acknowledgement.c.community_id == _COMMUNITY,
            acknowledgement.c.post == bindparam("post", type_=Id),
            or_(
                acknowledgement.c.member > bindparam("after", type_=Id),
                and_(
                    acknowledgement.c.member == bindparam("after", type_=Id),
                    acknowledgement.c.version > bindparam("after_version"),
                ),
            ),
        )
        .order_by(acknowledgement.c.member, acknowledgement.c.version)
        .limit(bindparam("size"))
    ),
    into=Acknowledgement,
)
MISSING = statement(
    lambda: (
        select(
            membership.c.id,
            SINCE,
            func.coalesce(reminding.c.reminders, 0),
            reminding.c.last_at,
            reminding.c.escalated_at,
        )
        .select_from(
            WITH_READERS.outerjoin(
                reminding,
                (reminding.c.community_id == must_read.c.community_id)
                & (reminding.c.must_read == must_read.c.id)
                & (reminding.c.version == must_read.c.version)
                & (reminding.c.member == membership.c.id),
            )
        )
        .where(
            _HERE,
            _OF_POST,
            membership.c.id > bindparam("after", type_=Id),
            is_asked(),
            not_(has_acknowledged()),
        )
        .order_by(membership.c.id)
        .limit(bindparam("size"))
    )
)
"""Who is asked and has not acknowledged it: since when they are in its audience, and what was done about it."""
