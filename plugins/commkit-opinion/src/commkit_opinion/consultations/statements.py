"""The statements of consultations."""

from typing import Any

from sqlalchemy import bindparam, func, insert, or_, select, update

from commkit.storage import Id, UtcDateTime, Visible, count_where, statement, visible_statement
from commkit_opinion.consultations.records import Consultation
from commkit_opinion.proposing.records import OpinionStatement, StatementState
from commkit_opinion.tables import consultation, proposed

_HERE = consultation.c.community_id == bindparam("community_id")
_THIS = _HERE & (consultation.c.id == bindparam("id", type_=Id))
_NOW = bindparam("now", type_=UtcDateTime)
_NAMES = tuple(Consultation.__annotations__)
_COLUMNS = tuple(consultation.c[name] for name in _NAMES)
_IS_OPEN = consultation.c.closed_at.is_(None) & or_(
    consultation.c.closes_at.is_(None), consultation.c.closes_at > _NOW
)


def as_consultation(*values: Any) -> Consultation:
    """A row of the columns of the record."""
    return Consultation(**dict(zip(_NAMES, values, strict=True)))


ADD = statement(lambda: insert(consultation))
ONE = visible_statement(
    lambda visible: select(*_COLUMNS).where(_THIS, visible(Consultation, consultation)), into=as_consultation
)
LOCK = statement(lambda: select(consultation.c.id).where(_THIS).with_for_update(of=consultation))
"""Locks a consultation, so that changes of its statements happen one after the other. It checks no visibility: the
caller loaded it."""
SHARE_OPEN = statement(
    lambda: select(consultation.c.id).where(_THIS, _IS_OPEN).with_for_update(of=consultation, read=True)
)
"""Finds an open consultation, and keeps it open until the commit: whoever closes it waits. It checks no visibility."""
CLOSE = statement(lambda: update(consultation).values(closed_at=_NOW).where(_THIS, _IS_OPEN))
EXPIRE = statement(
    lambda: (
        update(consultation)
        .values(closed_at=consultation.c.closes_at)
        .where(_THIS, consultation.c.closed_at.is_(None), consultation.c.closes_at <= _NOW)
    )
)


def _page(visible: Visible, *conditions: Any) -> Any:
    return (
        select(*_COLUMNS)
        .where(
            _HERE,
            consultation.c.id < bindparam("after", type_=Id),
            visible(Consultation, consultation),
            *conditions,
        )
        .order_by(consultation.c.id.desc())
        .limit(bindparam("size"))
    )


PAGE = visible_statement(_page, into=as_consultation)
PAGE_OF_SPACE = visible_statement(
    lambda visible: _page(visible, consultation.c.space == bindparam("space", type_=Id)), into=as_consultation
)


def _counts(visible: Visible) -> Any:
    by_member = ~proposed.c.seed
    return select(
        func.count(),
        count_where(by_member),
        *(
            count_where(by_member & (proposed.c.state == state))
            for state in (StatementState.PENDING, StatementState.ACCEPTED, StatementState.REJECTED)
        ),
    ).where(
        proposed.c.community_id == bindparam("community_id"),
        proposed.c.proposed_at >= bindparam("since", type_=UtcDateTime),
        visible(OpinionStatement, proposed),
    )


COUNTS = visible_statement(_counts)
