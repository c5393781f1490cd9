"""The statements of commendations. One sees those that one gave or was given."""

from typing import Any

from sqlalchemy import and_, bindparam, delete, func, or_, select, update

from commkit.storage import Id, UtcDateTime, insert_if_absent, statement
from commkit_gaming.commendations.records import Commendation, CommendationLoop
from commkit_gaming.tables import commendation, commendation_choice

_COMMUNITY = bindparam("community_id", type_=Id)
_HERE = commendation.c.community_id == _COMMUNITY
_THIS = _HERE & (commendation.c.id == bindparam("id", type_=Id))
_COLUMNS = tuple(commendation.c[name] for name in Commendation.__annotations__)
_GIVER = commendation.c.giver == bindparam("giver", type_=Id)
_RECEIVER = commendation.c.receiver == bindparam("receiver", type_=Id)
_ME = bindparam("me", type_=Id)
_SINCE = commendation.c.at > bindparam("since", type_=UtcDateTime)
_STANDS = commendation.c.withdrawn_at.is_(None)
_MINE = and_(or_(commendation.c.giver == _ME, commendation.c.receiver == _ME), _STANDS)

ADD = statement(lambda: insert_if_absent(commendation))
"""Adds nothing where the giver has commended the receiver for that already: a key decides."""
ONE = statement(lambda: select(*_COLUMNS).where(_THIS, _MINE), into=Commendation)
MANY = statement(
    lambda: select(commendation.c.id, commendation.c.kind, commendation.c.giver).where(
        _HERE, commendation.c.id.in_(bindparam("ids", expanding=True, type_=Id)), _MINE
    )
)
WITHDRAW = statement(
    lambda: (
        update(commendation).values(withdrawn_at=bindparam("now", type_=UtcDateTime)).where(_THIS, _STANDS)
    )
)
"""The row stays, so that nobody commends anew, and notifies, as often as they take it back."""


def _count(*where: Any) -> Any:
    return select(func.count(), func.min(commendation.c.at)).where(_HERE, _SINCE, *where)


GIVEN_SINCE = statement(lambda: _count(_GIVER))
"""How often somebody commended since a moment, and when first; also where it was taken back."""
BETWEEN_SINCE = statement(lambda: _count(_GIVER, _RECEIVER))
"""The same of one receiver."""


def _page(mine: Any) -> Any:
    return (
        select(*_COLUMNS)
        .where(_HERE, mine, _STANDS, commendation.c.id < bindparam("after", type_=Id))
        .order_by(commendation.c.id.desc())
        .limit(bindparam("size"))
    )


RECEIVED = statement(lambda: _page(commendation.c.receiver == _ME), into=Commendation)
GIVEN = statement(lambda: _page(commendation.c.giver == _ME), into=Commendation)
COUNTS = statement(
    lambda: (
        select(commendation.c.kind, func.count())
        .where(_HERE, _RECEIVER, _STANDS)
        .group_by(commendation.c.kind)
    )
)


def _loops() -> Any:
    """Each pair once, the lower id first."""
    pairs = (
        select(commendation.c.giver, commendation.c.receiver, func.count().label("times"))
        .where(_HERE, _SINCE, _STANDS)
        .group_by(commendation.c.giver, commendation.c.receiver)
        .cte("pairs")
    )
    there, back = pairs.alias("there"), pairs.alias("back")
    least: Any = bindparam("at_least")
    return (
        select(there.c.giver, there.c.receiver, there.c.times, back.c.times)
        .select_from(
            there.join(back, and_(back.c.giver == there.c.receiver, back.c.receiver == there.c.giver))
        )
        .where(there.c.giver < there.c.receiver, there.c.times >= least, back.c.times >= least)
        .order_by((there.c.times + back.c.times).desc(), there.c.giver, there.c.receiver)
        .limit(100)
    )


LOOPS = statement(_loops, into=CommendationLoop)

# --- what is shown ---------------------------------------------------------------------------------------------------

_CHOICE = (commendation_choice.c.community_id == _COMMUNITY) & (
    commendation_choice.c.member == bindparam("member", type_=Id)
)
SHOW = statement(lambda: insert_if_absent(commendation_choice))
HIDE = statement(lambda: delete(commendation_choice).where(_CHOICE))
IS_SHOWN = statement(lambda: select(commendation_choice.c.member).where(_CHOICE))
