"""The statements of the people of a directory."""

from typing import Any

from sqlalchemy import ColumnElement, bindparam, delete, func, insert, select, update

from commkit.members import CURRENT_STATUSES, membership
from commkit.storage import Id, Statement, insert_if_absent, statement
from commkit_scim.tables import directory_group, directory_member, email, term, user
from commkit_scim.users.records import DirectoryEmail, DirectoryProfile, DirectoryUser

_HERE = user.c.community_id == bindparam("community_id")
_THIS = _HERE & (user.c.id == bindparam("id", type_=Id))
_SAID = tuple(name for name in DirectoryProfile.__annotations__ if name != "emails")
_COLUMNS = (
    user.c.id,
    user.c.active,
    user.c.created_at,
    user.c.updated_at,
    user.c.version,
    *(user.c[name] for name in _SAID),
)


def _user(id: Any, active: bool, created: Any, updated: Any, version: int, *said: Any) -> DirectoryUser:
    return DirectoryUser(
        id=id,
        active=active,
        profile=DirectoryProfile(**dict(zip(_SAID, said, strict=True))),
        created_at=created,
        updated_at=updated,
        version=version,
    )


def profile_values(profile: DirectoryProfile) -> dict[str, Any]:
    """The columns of a profile."""
    return {name: getattr(profile, name) for name in _SAID}


ADD = statement(lambda: insert_if_absent(user))
ONE = statement(lambda: select(*_COLUMNS).where(_THIS), into=_user)
LOCK = statement(lambda: select(*_COLUMNS).where(_THIS).with_for_update(), into=_user)
SOME = statement(
    lambda: select(*_COLUMNS).where(_HERE, user.c.id.in_(bindparam("ids", expanding=True, type_=Id))),
    into=_user,
)
BATCH = statement(
    lambda: (
        select(*_COLUMNS)
        .where(_HERE, user.c.id > bindparam("after", type_=Id))
        .order_by(user.c.id)
        .limit(bindparam("size"))
    ),
    into=_user,
)
KEY = statement(lambda: select(user.c.key).where(_THIS))
ID_OF_NAME = statement(lambda: select(user.c.id).where(_HERE, user.c.user_name_key == bindparam("name_key")))
KNOWN = statement(
    lambda: select(user.c.id, user.c.active).where(
        _HERE, user.c.id.in_(bindparam("ids", expanding=True, type_=Id))
    )
)
"""Those of some ids that are users of the directory, and whether they have access."""
CHANGE = statement(
    lambda: (
        update(user)
        .values(
            {
                **{name: bindparam(f"new_{name}", type_=user.c[name].type) for name in _SAID},
                "user_name_key": bindparam("new_user_name_key"),
                "active": bindparam("new_active"),
                "updated_at": bindparam("now", type_=user.c.updated_at.type),
                "version": user.c.version + 1,
            }
        )
        .where(_THIS)
    )
)
SET_INACTIVE = statement(
    lambda: (
        update(user)
        .values(
            active=False,
            updated_at=bindparam("now", type_=user.c.updated_at.type),
            version=user.c.version + 1,
        )
        .where(_THIS, user.c.active.is_(True))
    )
)
DELETE = statement(lambda: delete(user).where(_THIS))
UNSET_MANAGER = statement(
    lambda: (
        update(user)
        .values(
            manager=None,
            updated_at=bindparam("now", type_=user.c.updated_at.type),
            version=user.c.version + 1,
        )
        .where(_HERE, user.c.manager == bindparam("id", type_=Id))
        .returning(user.c.id)
    )
)
"""Let nobody report to somebody any more; says who did."""

# --- what they are found by ------------------------------------------------------------------------------------------

_ITS_TERMS = (term.c.community_id == bindparam("community_id")) & (term.c.id == bindparam("id", type_=Id))
ADD_TERM = statement(lambda: insert(term))
DELETE_TERMS = statement(lambda: delete(term).where(_ITS_TERMS))
DELETE_MANAGER_TERMS = statement(
    lambda: delete(term).where(
        term.c.community_id == bindparam("community_id"),
        term.c.attribute == "manager.value",
        term.c.value == bindparam("value"),
    )
)
_EMAILS = email.c.community_id == bindparam("community_id")
ADD_EMAIL = statement(lambda: insert(email))
DELETE_EMAILS = statement(lambda: delete(email).where(_EMAILS, email.c.id == bindparam("id", type_=Id)))
EMAILS_OF = statement(
    lambda: (
        select(email.c.id, email.c.value, email.c.type, email.c.primary)
        .where(_EMAILS, email.c.id.in_(bindparam("ids", expanding=True, type_=Id)))
        .order_by(email.c.id, email.c.position)
    ),
    into=lambda whose, *said: (whose, DirectoryEmail(*said)),
)

# --- their groups and memberships ------------------------------------------------------------------------------------

_MEMBER = (directory_member.c.community_id == bindparam("community_id")) & (
    directory_member.c.member == bindparam("member", type_=Id)
)
GROUPS_OF = statement(
    lambda: select(directory_member.c.group).where(_MEMBER).order_by(directory_member.c.group)
)
LEAVE_GROUPS = statement(lambda: delete(directory_member).where(_MEMBER))
TOUCH_GROUPS = statement(
    lambda: (
        update(directory_group)
        .values(
            version=directory_group.c.version + 1,
            updated_at=bindparam("now", type_=directory_group.c.updated_at.type),
        )
        .where(
            directory_group.c.community_id == bindparam("community_id"),
            directory_group.c.id.in_(bindparam("ids", expanding=True, type_=Id)),
        )
    )
)
IS_INSIDE = statement(
    lambda: select(membership.c.id).where(
        membership.c.community_id == bindparam("community_id"),
        membership.c.id == bindparam("id", type_=Id),
        membership.c.status.in_(CURRENT_STATUSES),
    )
)


def _in_order(order: ColumnElement[Any], *, descending: bool) -> list[ColumnElement[Any]]:
    """What has no value comes last, or first the other way round (RFC 7644, 3.4.2.3)."""
    is_empty = order.is_(None)
    return [is_empty.desc(), order.desc()] if descending else [is_empty.asc(), order.asc()]


def find(
    condition: ColumnElement[bool], order: ColumnElement[Any] | None, *, descending: bool
) -> tuple[Statement[Any], Statement[DirectoryUser]]:
    """The statements of a search: how many there are, and a page of them."""
    keys = [] if order is None else _in_order(order, descending=descending)
    last = user.c.id.desc() if descending and not keys else user.c.id
    return (
        statement(lambda: select(func.count()).select_from(user).where(_HERE, condition)),
        statement(
            lambda: (
                select(*_COLUMNS)
                .where(_HERE, condition)
                .order_by(*keys, last)
                .limit(bindparam("count"))
                .offset(bindparam("skipped"))
            ),
            into=_user,
        ),
    )
