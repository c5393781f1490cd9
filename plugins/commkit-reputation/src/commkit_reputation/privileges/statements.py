"""The statements of privileges."""

from sqlalchemy import (
    ColumnElement,
    bindparam,
    delete,
    exists,
    func,
    literal,
    select,
    union_all,
    update,
)

from commkit.storage import Id, Reader, insert_if_absent, statement
from commkit_reputation.tables import founded, privilege

_COMMUNITY = bindparam("community_id", type_=Id)
_OF_MEMBER = (privilege.c.community_id == _COMMUNITY) & (privilege.c.member == bindparam("member", type_=Id))
_THIS = _OF_MEMBER & (privilege.c.privilege == bindparam("name"))
_NAMED = (privilege.c.community_id == _COMMUNITY) & (privilege.c.privilege == bindparam("name"))

HELD = statement(
    lambda: union_all(
        select(privilege.c.privilege, literal(value=False)).where(_OF_MEMBER),
        select(founded.c.privilege, literal(value=True)).where(founded.c.community_id == _COMMUNITY),
    )
)
"""The names of the privileges that a member has; and of those whose founding time is over, with True."""
ADD = statement(lambda: insert_if_absent(privilege))
SET_FOUNDING = statement(lambda: update(privilege).values(founding=bindparam("new_founding")).where(_THIS))
DELETE = statement(lambda: delete(privilege).where(_THIS))

COUNT_IN_FULL = statement(lambda: select(func.count()).where(_NAMED, privilege.c.founding.is_(None)))
END_FOUNDING = statement(lambda: insert_if_absent(founded))
FOUNDERS = statement(
    lambda: select(privilege.c.member).where(_NAMED, privilege.c.founding).order_by(privilege.c.member)
)
"""Who has a privilege by the points of the founding time alone."""


def earned(reader: Reader, permission: str) -> ColumnElement[bool]:
    """A condition for visibility: the reader has earned a privilege that names a permission.

    Args:
        reader: Who reads, as rules of visibility are given them.
        permission: The permission.
    """
    mine = privilege.alias("earned")
    return exists(
        select(literal(1)).where(
            mine.c.community_id == _COMMUNITY,
            mine.c.member == reader.member,
            mine.c.permission == permission,
        )
    )
