"""The statements of joining."""

from sqlalchemy import bindparam, delete, select

from commkit.members import group
from commkit.runtime.storage.columns import Id
from commkit.runtime.storage.statements import insert_if_absent, statement
from commkit.spaces.joining.records import SpaceRequest
from commkit.spaces.tables import space_request

_HERE = space_request.c.community_id == bindparam("community_id")
_SPACE = space_request.c.space == bindparam("space", type_=Id)
_MEMBER = space_request.c.member == bindparam("member", type_=Id)
_RECORD = (space_request.c.space, space_request.c.member, space_request.c.at)

ADD_REQUEST = statement(lambda: insert_if_absent(space_request))
REQUEST = statement(lambda: select(*_RECORD).where(_HERE, _SPACE, _MEMBER), into=SpaceRequest)
DELETE_REQUEST = statement(lambda: delete(space_request).where(_HERE, _SPACE, _MEMBER))
DELETE_REQUESTS_OF = statement(lambda: delete(space_request).where(_HERE, _MEMBER))
REQUESTS = statement(
    lambda: (
        select(*_RECORD)
        .where(_HERE, _SPACE, space_request.c.member > bindparam("after", type_=Id))
        .order_by(space_request.c.member)
        .limit(bindparam("size"))
    ),
    into=SpaceRequest,
)
KEEPER = statement(
    lambda: select(group.c.kept_by).where(
        group.c.community_id == bindparam("community_id"), group.c.id == bindparam("group", type_=Id)
    )
)
"""Who keeps a group."""
