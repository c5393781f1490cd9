"""The statements of absences."""

from sqlalchemy import ColumnElement, bindparam, delete, exists, select

from commkit.storage import Id, UtcDateTime, statement, upsert
from commkit_support.absences.records import Absence
from commkit_support.tables import absence

_MINE = (absence.c.community_id == bindparam("community_id")) & (
    absence.c.member == bindparam("member", type_=Id)
)
_COLUMNS = (absence.c.member, absence.c.since, absence.c.until)
_NOW = bindparam("now", type_=UtcDateTime)

_said = upsert(absence)
SET = statement(
    lambda: _said.on_conflict_do_update(
        index_elements=["community_id", "member"],
        set_={name: _said.excluded[name] for name in ("since", "until")},
    )
)
DELETE = statement(lambda: delete(absence).where(_MINE))
ONE = statement(lambda: select(*_COLUMNS).where(_MINE, absence.c.until > _NOW), into=Absence)
"""The absence of a member that is not over."""


def is_absent(community: ColumnElement[object], member: ColumnElement[object]) -> ColumnElement[bool]:
    """Whether a member is out of office at the moment `now`."""
    return exists(
        select(absence.c.member).where(
            absence.c.community_id == community,
            absence.c.member == member,
            absence.c.since <= _NOW,
            absence.c.until > _NOW,
        )
    )
