"""The SQL of active people."""

from typing import Any

from sqlalchemy import bindparam, distinct, func, literal, or_, select, update

from commkit.members import MembershipKind, membership
from commkit.posts import post
from commkit.spaces import space
from commkit.storage import FIRST_ID, Id, UtcDateTime, statement, upsert
from commkit_ranking.tables import active_people, count_day

_COMMUNITY: Any = bindparam("community_id")
_opener = post.alias("opener")

COUNTED = statement(
    lambda: (
        select(
            func.coalesce(_opener.c.space, literal(FIRST_ID, Id)),
            func.count(distinct(post.c.author)),
        )
        .select_from(
            post.join(
                _opener, (_opener.c.community_id == post.c.community_id) & (_opener.c.id == post.c.thread)
            )
            .join(
                membership,
                (membership.c.community_id == post.c.community_id) & (membership.c.id == post.c.author),
            )
            .outerjoin(
                space, (space.c.community_id == _opener.c.community_id) & (space.c.id == _opener.c.space)
            )
        )
        .where(
            post.c.community_id == _COMMUNITY,
            post.c.id >= bindparam("since_id", type_=Id),
            post.c.removed_at.is_(None),
            _opener.c.removed_at.is_(None),
            membership.c.kind == MembershipKind.PERSON,
            # The number must not tell those who see the space of what stands there for few of them.
            or_(_opener.c.audience.is_(None), _opener.c.audience == space.c.audience),
        )
        .group_by(_opener.c.space)
    )
)
"""How many people wrote in each space since a moment, which the lowest id of it stands for."""

_new = upsert(active_people)
SET = statement(
    lambda: _new.on_conflict_do_update(
        index_elements=["community_id", "space"],
        set_={"people": _new.excluded.people, "counted_at": _new.excluded.counted_at},
    )
)
SET_NOBODY = statement(
    lambda: (
        update(active_people)
        .values(people=0, counted_at=bindparam("now", type_=UtcDateTime))
        .where(
            active_people.c.community_id == _COMMUNITY,
            active_people.c.counted_at < bindparam("now", type_=UtcDateTime),
        )
    )
)
"""What was not counted now: nobody wrote there."""

DAY = statement(lambda: select(count_day.c.day).where(count_day.c.community_id == _COMMUNITY))
_day = upsert(count_day)
CLAIM_DAY = statement(
    lambda: _day.on_conflict_do_update(
        index_elements=["community_id"],
        set_={"day": _day.excluded.day},
        where=count_day.c.day < _day.excluded.day,
    )
)
"""Of several who write first on a day, one changes the row."""
