"""The statements of guests."""

from sqlalchemy import bindparam, delete, select

from commkit.storage import Id, statement, upsert
from commkit_ama.tables import hour_guest

_HERE = hour_guest.c.community_id == bindparam("community_id")
_THIS = _HERE & (hour_guest.c.thread == bindparam("thread", type_=Id))
_MEMBER = hour_guest.c.member == bindparam("member", type_=Id)

_given = upsert(hour_guest)
SAVE = statement(
    lambda: _given.on_conflict_do_update(
        index_elements=["community_id", "thread", "member"], set_={"position": _given.excluded.position}
    )
)
GUESTS = statement(
    lambda: select(hour_guest.c.member).where(_THIS).order_by(hour_guest.c.position, hour_guest.c.member)
)
"""It checks no visibility: the caller shows the thread."""
IS_GUEST = statement(lambda: select(hour_guest.c.named_at).where(_THIS, _MEMBER))
DELETE = statement(lambda: delete(hour_guest).where(_THIS, _MEMBER))
DELETE_ALL_OF = statement(lambda: delete(hour_guest).where(_HERE, _MEMBER))
FORGET = statement(lambda: delete(hour_guest).where(_THIS))
