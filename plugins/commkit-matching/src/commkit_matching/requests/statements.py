"""The statements of requests and wishes: one's own alone."""

from typing import cast

from sqlalchemy import Table, bindparam, delete, exists, insert, select, update

from commkit.members import MembershipKind, MembershipStatus, membership
from commkit.storage import Id, RowCondition, Statement, UtcDateTime, insert_if_absent, statement
from commkit_matching.requests.records import MatchRequest, RequestState, WishOfRequest
from commkit_matching.tables import request, wish

_HERE = request.c.community_id == bindparam("community_id")
_WISHES_HERE = wish.c.community_id == bindparam("community_id")
_ID = bindparam("id", type_=Id)
_ME = request.c.member == bindparam("me", type_=Id)
_OPEN = request.c.state == RequestState.OPEN
_COLUMNS = tuple(request.c[name] for name in MatchRequest.__annotations__)

ADD = statement(lambda: insert_if_absent(request))
"""Adds nothing where the member asks for the same already."""
ONE = statement(lambda: select(*_COLUMNS).where(_HERE, request.c.id == _ID, _ME), into=MatchRequest)
MINE = statement(
    lambda: select(*_COLUMNS).where(_HERE, _ME, _OPEN).order_by(request.c.id.desc()), into=MatchRequest
)
FOR = statement(
    lambda: select(*_COLUMNS).where(
        _HERE,
        _ME,
        _OPEN,
        request.c.kind == bindparam("kind"),
        request.c.side == bindparam("side"),
    ),
    into=MatchRequest,
)
SET_PLACES = statement(
    lambda: update(request).values(places=bindparam("new_places")).where(_HERE, request.c.id == _ID, _OPEN)
)
CLOSE = statement(
    lambda: (
        update(request)
        .values(state=RequestState.WITHDRAWN, closed_at=bindparam("at", type_=UtcDateTime))
        .where(_HERE, request.c.id == _ID, _OPEN)
    )
)
ADD_WISH = statement(lambda: insert(wish))
DELETE_WISHES = statement(lambda: delete(wish).where(_WISHES_HERE, wish.c.request == _ID))
WISHES = statement(
    lambda: (
        select(*(wish.c[name] for name in WishOfRequest.__annotations__))
        .where(_WISHES_HERE, wish.c.request.in_(bindparam("requests", expanding=True, type_=Id)))
        .order_by(wish.c.request, wish.c.wish)
    ),
    into=WishOfRequest,
)
"""The wishes of some requests, whoever asks: which of them are for the reader, the caller says."""


def is_eligible(eligible: RowCondition | None) -> Statement[tuple[bool]]:
    """Whether the member `me` may stand on a side.

    Args:
        eligible: The predicate of the side.
    """
    row = membership.alias()
    conditions = [
        row.c.community_id == bindparam("community_id"),
        row.c.id == bindparam("me", type_=Id),
        row.c.kind == MembershipKind.PERSON,
        row.c.status == MembershipStatus.ACTIVE,
    ]
    if eligible is not None:
        conditions.append(eligible(cast("Table", row)))
    return statement(lambda: select(exists(select(row.c.id).where(*conditions))))
