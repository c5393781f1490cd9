"""The statements of kudos."""

from sqlalchemy import bindparam, delete, func, insert, select

from commkit.storage import Id, UtcDateTime, statement
from commkit_internal.kudos.records import Kudos, KudosCount
from commkit_internal.tables import kudos

_HERE = kudos.c.community_id == bindparam("community_id")
_THIS = _HERE & (kudos.c.id == bindparam("id", type_=Id))
_COLUMNS = tuple(kudos.c[name] for name in Kudos.__annotations__)
_SINCE = kudos.c.at > bindparam("since", type_=UtcDateTime)
_PAGE = (
    select(*_COLUMNS)
    .where(_HERE, kudos.c.id < bindparam("after", type_=Id))
    .order_by(kudos.c.id.desc())
    .limit(bindparam("size"))
)

ADD = statement(lambda: insert(kudos))
ONE = statement(lambda: select(*_COLUMNS).where(_THIS), into=Kudos)
DELETE = statement(lambda: delete(kudos).where(_THIS))
GIVEN_SINCE = statement(
    lambda: select(func.count(), func.min(kudos.c.at)).where(
        _HERE, kudos.c.giver == bindparam("giver", type_=Id), _SINCE
    )
)
PAGE = statement(lambda: _PAGE, into=Kudos)
OF_RECEIVER = statement(lambda: _PAGE.where(kudos.c.receiver == bindparam("receiver", type_=Id)), into=Kudos)
COUNTS = statement(
    lambda: (
        select(
            kudos.c.value,
            func.count(),
            func.count(kudos.c.giver.distinct()),
            func.count(kudos.c.receiver.distinct()),
        )
        .where(_HERE, _SINCE)
        .group_by(kudos.c.value)
        .order_by(func.count().desc(), kudos.c.value)
    ),
    into=KudosCount,
)
