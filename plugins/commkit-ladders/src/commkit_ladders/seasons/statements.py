"""The statements of what the worker does with seasons and idle weeks."""

from typing import Any

from sqlalchemy import bindparam, select, update

from commkit.storage import Id, UtcDateTime, statement
from commkit_ladders.policy import RUNNING
from commkit_ladders.tables import place, season

_NOW: Any = bindparam("now", type_=UtcDateTime)
_OF_LADDER = (place.c.community_id == bindparam("community_id", type_=Id)) & (
    place.c.ladder == bindparam("ladder", type_=Id)
)
DUE = statement(
    lambda: (
        select(place.c.member, place.c.as_of)
        .where(_OF_LADDER, place.c.due_at <= _NOW)
        .order_by(place.c.due_at, place.c.member)
        .limit(bindparam("size"))
    )
)
"""The places that idleness or the end of a season changes."""
ALL_DUE = statement(lambda: update(place).values(due_at=_NOW).where(_OF_LADDER, place.c.season == RUNNING))
RUNNING_SEASON = statement(
    lambda: select(season.c.ends_at).where(
        season.c.community_id == bindparam("community_id", type_=Id),
        season.c.ladder == bindparam("ladder", type_=Id),
        season.c.number == bindparam("number"),
    )
)
