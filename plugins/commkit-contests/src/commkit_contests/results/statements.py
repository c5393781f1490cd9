"""The statements of results."""

from typing import Any

from sqlalchemy import Float, and_, bindparam, delete, func, insert, or_, select, update

from commkit.storage import Id, statement, visible_statement
from commkit_contests.entries.records import ContestEntry
from commkit_contests.entries.statements import OF_CONTEST, shown_columns
from commkit_contests.results.records import ContestPart
from commkit_contests.tables import entry, part

_HERE = entry.c.community_id == bindparam("community_id", type_=Id)
SET_RESULT = statement(
    lambda: (
        update(entry)
        .values(
            judges=bindparam("new_judges"),
            score=bindparam("new_score", type_=Float),
            place=bindparam("new_place"),
        )
        .where(_HERE, entry.c.id == bindparam("id", type_=Id))
    )
)
CLEAR_RESULT = statement(lambda: update(entry).values(judges=0, score=None, place=None).where(OF_CONTEST))
ADD_PART = statement(lambda: insert(part))
_PARTS = part.c.community_id == bindparam("community_id", type_=Id)
DROP_PARTS = statement(
    lambda: delete(part).where(
        _PARTS, part.c.entry.in_(select(entry.c.id).where(OF_CONTEST).scalar_subquery())
    )
)
PARTS = statement(
    lambda: (
        select(*(part.c[name] for name in ContestPart.__annotations__))
        .where(_PARTS, part.c.entry == bindparam("entry", type_=Id))
        .order_by(part.c.number)
    ),
    into=ContestPart,
)
COUNT_PLACED = statement(
    lambda: select(func.count()).select_from(entry).where(OF_CONTEST, entry.c.place.is_not(None))
)
_PLACE: Any = bindparam("place")
PLACES = visible_statement(
    lambda visible: (
        select(*shown_columns())
        .where(
            OF_CONTEST,
            entry.c.place.is_not(None),
            or_(
                entry.c.place > _PLACE,
                and_(entry.c.place == _PLACE, entry.c.id > bindparam("after", type_=Id)),
            ),
            visible(ContestEntry, entry),
        )
        .order_by(entry.c.place, entry.c.id)
        .limit(bindparam("size"))
    ),
    into=ContestEntry,
)
