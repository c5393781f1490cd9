"""The statements of the groups of a directory."""

from typing import Any

from sqlalchemy import ColumnElement, bindparam, delete, func, insert, select, update

from commkit.storage import Id, Statement, insert_if_absent, statement
from commkit_scim.groups.records import DirectoryGroup, DirectoryMember
from commkit_scim.tables import directory_group as group
from commkit_scim.tables import directory_member as inside

_HERE = group.c.community_id == bindparam("community_id")
_THIS = _HERE & (group.c.id == bindparam("id", type_=Id))
_COLUMNS = (
    group.c.id,
    group.c.title,
    group.c.external_id,
    group.c.created_at,
    group.c.updated_at,
    group.c.version,
)


_FIELDS = ("id", "title", "external_id", "created_at", "updated_at", "version")


def _group(*row: Any) -> DirectoryGroup:
    return DirectoryGroup(**dict(zip(_FIELDS, row, strict=True)))


ADD = statement(lambda: insert(group))
ONE = statement(lambda: select(*_COLUMNS).where(_THIS), into=_group)
LOCK = statement(lambda: select(*_COLUMNS).where(_THIS).with_for_update(), into=_group)
CHANGE = statement(
    lambda: (
        update(group)
        .values(
            title=bindparam("new_title"),
            title_key=bindparam("new_title_key"),
            external_id=bindparam("new_external_id"),
            updated_at=bindparam("now", type_=group.c.updated_at.type),
            version=group.c.version + 1,
        )
        .where(_THIS)
    )
)
DELETE = statement(lambda: delete(group).where(_THIS))

# --- who is in them --------------------------------------------------------------------------------------------------

_OF_GROUP = (inside.c.community_id == bindparam("community_id")) & (
    inside.c.group == bindparam("id", type_=Id)
)
_AMONG = inside.c.member.in_(bindparam("members", expanding=True, type_=Id))
ADD_MEMBER = statement(lambda: insert_if_absent(inside))
ALL_MEMBERS = statement(lambda: select(inside.c.member).where(_OF_GROUP))
MEMBERS_AMONG = statement(lambda: select(inside.c.member).where(_OF_GROUP, _AMONG))
DELETE_MEMBERS = statement(lambda: delete(inside).where(_OF_GROUP, _AMONG))
DELETE_ALL_MEMBERS = statement(lambda: delete(inside).where(_OF_GROUP))
MEMBERS_OF = statement(
    lambda: (
        select(inside.c.group, inside.c.member)
        .where(
            inside.c.community_id == bindparam("community_id"),
            inside.c.group.in_(bindparam("ids", expanding=True, type_=Id)),
        )
        .order_by(inside.c.group, inside.c.member)
    ),
    into=DirectoryMember,
)


def _in_order(order: ColumnElement[Any], *, descending: bool) -> list[ColumnElement[Any]]:
    """What has no value comes last, or first the other way round (RFC 7644, 3.4.2.3)."""
    is_empty = order.is_(None)
    return [is_empty.desc(), order.desc()] if descending else [is_empty.asc(), order.asc()]


def find(
    condition: ColumnElement[bool], order: ColumnElement[Any] | None, *, descending: bool
) -> tuple[Statement[Any], Statement[DirectoryGroup]]:
    """The statements of a search: how many there are, and a page of them."""
    keys = [] if order is None else _in_order(order, descending=descending)
    last = group.c.id.desc() if descending and not keys else group.c.id
    return (
        statement(lambda: select(func.count()).select_from(group).where(_HERE, condition)),
        statement(
            lambda: (
                select(*_COLUMNS)
                .where(_HERE, condition)
                .order_by(*keys, last)
                .limit(bindparam("count"))
                .offset(bindparam("skipped"))
            ),
            into=_group,
        ),
    )
