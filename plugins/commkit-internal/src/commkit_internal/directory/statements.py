"""The statements of the people directory: those inside, people only."""

from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, literal, or_, select, tuple_

from commkit.fields import where_field
from commkit.members import CURRENT_STATUSES, MembershipKind, membership
from commkit.storage import Id, Statement, Visible, statement, visible_statement
from commkit_internal.directory.policy import ESCAPE, WORDS
from commkit_internal.tables import placement, unit
from commkit_internal.units.statements import below

_PERSON = and_(
    membership.c.community_id == bindparam("community_id"),
    membership.c.kind == MembershipKind.PERSON,
    or_(*(membership.c.status == status for status in CURRENT_STATUSES)),
)
_PLACED = and_(
    placement.c.community_id == membership.c.community_id,
    placement.c.member == membership.c.id,
    placement.c.until.is_(None),
)
_PEOPLE = (
    select(membership.c.id, membership.c.name_key, placement.c.unit)
    .select_from(membership.outerjoin(placement, _PLACED))
    .where(_PERSON)
)


def _is_named() -> ColumnElement[bool]:
    return and_(
        *(membership.c.name_key.like(bindparam(f"word_{number}"), escape=ESCAPE) for number in range(WORDS))
    )


def _page(*, in_unit: bool, by_field: bool) -> Statement[tuple[Any, ...]]:
    def build(visible: Visible) -> Any:
        found = _PEOPLE.where(
            _is_named(),
            visible.listed(membership),
            tuple_(membership.c.name_key, membership.c.id)
            > tuple_(bindparam("after_name"), bindparam("after", type_=Id)),
        )
        if in_unit:
            tree = below(levels=bindparam("levels"))
            found = found.where(placement.c.unit.in_(select(tree.c.id)))
        if by_field:
            found = found.where(where_field("member", membership))
        return found.order_by(membership.c.name_key, membership.c.id).limit(bindparam("size"))

    return visible_statement(build)


PAGES = {
    (in_unit, by_field): _page(in_unit=in_unit, by_field=by_field)
    for in_unit in (False, True)
    for by_field in (False, True)
}
"""Ids and names of people with their units, by name: in a unit or anywhere, with a value of a field or with any."""
ONE = statement(lambda: _PEOPLE.where(membership.c.id == bindparam("id", type_=Id)))


def _chains() -> Any:
    """The units of `ids`, and those above each of them, upwards."""
    upper = unit.alias("upper")
    columns = unit.c.name, unit.c.parent, unit.c.manager
    first = select(unit.c.id.label("start"), literal(0).label("level"), *columns).where(
        unit.c.community_id == bindparam("community_id"),
        unit.c.id.in_(bindparam("ids", expanding=True, type_=Id)),
    )
    chains = first.cte("chains", recursive=True)
    above = select(chains.c.start, chains.c.level + 1, upper.c.name, upper.c.parent, upper.c.manager).where(
        upper.c.community_id == bindparam("community_id"), upper.c.id == chains.c.parent
    )
    whole = chains.union_all(above)
    return select(whole.c.start, whole.c.name, whole.c.manager).order_by(whole.c.start, whole.c.level)


CHAINS = statement(_chains)
