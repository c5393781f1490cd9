"""The statements of absences."""

from sqlalchemy import ColumnElement, bindparam, delete, exists, select, update

from commkit.storage import Id, UtcDateTime, statement, upsert
from commkit_absences.records import Absence
from commkit_absences.tables import absence

_HERE = absence.c.community_id == bindparam("community_id")
_OF_MEMBER = _HERE & (absence.c.member == bindparam("member", type_=Id))
_COLUMNS = tuple(absence.c[name] for name in Absence.__annotations__)
_NOW = bindparam("now", type_=UtcDateTime)
_IS_NOW = (absence.c.since <= _NOW) & (absence.c.until > _NOW)

_said = upsert(absence)
SET = statement(
    lambda: _said.on_conflict_do_update(
        index_elements=["community_id", "member"],
        set_={name: _said.excluded[name] for name in ("since", "until", "deputy", "note")},
    )
)
DELETE = statement(lambda: delete(absence).where(_OF_MEMBER))
ONE = statement(lambda: select(*_COLUMNS).where(_OF_MEMBER, absence.c.until > _NOW), into=Absence)
"""The absence of a member that is not over."""
AMONG = statement(
    lambda: select(*_COLUMNS).where(
        _HERE, absence.c.member.in_(bindparam("members", expanding=True, type_=Id)), _IS_NOW
    ),
    into=Absence,
)
"""Those of some members who are absent at the moment `now`."""
REMOVE_DEPUTY = statement(
    lambda: (
        update(absence)
        .values(deputy=None)
        .where(_OF_MEMBER, absence.c.deputy == bindparam("old_deputy", type_=Id))
    )
)
REMOVE_AS_DEPUTY = statement(
    lambda: (
        update(absence)
        .values(deputy=None)
        .where(_HERE, absence.c.deputy == bindparam("old_deputy", type_=Id))
    )
)


def is_absent(community: ColumnElement[object], member: ColumnElement[object]) -> ColumnElement[bool]:
    """Whether a member is out of office at the moment `now`, which the statement is given.

    Args:
        community: The column of the member's community.
        member: The column with the member's id.
    """
    return exists(
        select(absence.c.member).where(
            absence.c.community_id == community, absence.c.member == member, _IS_NOW
        )
    )
