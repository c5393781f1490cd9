"""The statements of views of notifications."""

from sqlalchemy import bindparam, select

from commkit.notifications.tables import watch
from commkit.notifications.watching.records import WatchScope
from commkit.runtime.storage.columns import Id
from commkit.runtime.storage.statements import statement

OWN_WATCHES = statement(
    lambda: select(watch.c.target, watch.c.level).where(
        watch.c.community_id == bindparam("community_id", type_=Id),
        watch.c.scope == str(WatchScope.THREAD),
        watch.c.target.in_(bindparam("targets", expanding=True)),
        watch.c.member == bindparam("me", type_=Id),
    )
)
"""How closely a member watches some threads, which were shown to them before."""
