"""The statements of accreditations."""

from typing import Any

from sqlalchemy import ColumnElement, bindparam, or_, select, update

from commkit.storage import Id, UtcDateTime, Visible, insert_if_absent, statement, visible_statement
from commkit_media.press.accreditations.records import Accreditation, AccreditationState
from commkit_media.tables import accreditation

_COLUMNS = tuple(accreditation.c[name] for name in Accreditation.__annotations__)
_HERE = accreditation.c.community_id == bindparam("community_id")
_THIS = _HERE & (accreditation.c.id == bindparam("id", type_=Id))
_CHANGED = ("outlet", "note", "state", "requested_at", "decided_by", "decided_at", "reason", "expires_at")

ADD = statement(lambda: insert_if_absent(accreditation))
"""Adds the accreditation of a member who has none; of two at once one is kept."""
ONE = visible_statement(
    lambda visible: select(*_COLUMNS).where(_THIS, visible(Accreditation, accreditation)), into=Accreditation
)
LOCKED = statement(lambda: select(*_COLUMNS).where(_THIS).with_for_update(), into=Accreditation)
"""Locks an accreditation, so that what is read under embargo is read before a decision or after it."""
MINE = visible_statement(
    lambda visible: select(*_COLUMNS).where(
        _HERE,
        accreditation.c.member == bindparam("member", type_=Id),
        visible(Accreditation, accreditation),
    ),
    into=Accreditation,
)
LOCKED_OF_MEMBER = statement(
    lambda: (
        select(*_COLUMNS)
        .where(_HERE, accreditation.c.member == bindparam("member", type_=Id))
        .with_for_update()
    ),
    into=Accreditation,
)
SAVE = statement(
    lambda: (
        update(accreditation)
        .values({name: bindparam(f"new_{name}", type_=accreditation.c[name].type) for name in _CHANGED})
        .where(_THIS)
    )
)


def _page(visible: Visible, *conditions: ColumnElement[bool]) -> Any:
    return (
        select(*_COLUMNS)
        .where(
            _HERE,
            accreditation.c.id < bindparam("before", type_=Id),
            visible(Accreditation, accreditation),
            *conditions,
        )
        .order_by(accreditation.c.id.desc())
        .limit(bindparam("size"))
    )


PAGE = visible_statement(_page, into=Accreditation)
PAGE_OF_STATE = visible_statement(
    lambda visible: _page(
        visible, accreditation.c.state == bindparam("state", type_=accreditation.c.state.type)
    ),
    into=Accreditation,
)
OF_IDS = visible_statement(
    lambda visible: select(accreditation.c.id, accreditation.c.outlet, accreditation.c.member).where(
        _HERE,
        accreditation.c.id.in_(bindparam("ids", expanding=True, type_=Id)),
        visible(Accreditation, accreditation),
    )
)
HOLDERS = statement(
    lambda: (
        select(accreditation.c.member)
        .where(
            _HERE,
            accreditation.c.member > bindparam("after", type_=Id),
            accreditation.c.state == AccreditationState.GRANTED,
            or_(
                accreditation.c.expires_at.is_(None),
                accreditation.c.expires_at > bindparam("now", type_=UtcDateTime),
            ),
        )
        .order_by(accreditation.c.member)
        .limit(bindparam("size"))
    )
)
"""The next members whose accreditation holds. It checks no visibility: not for queries."""
