"""The statement that ends mail of a kind."""

from sqlalchemy import Boolean, bindparam, literal, select

from commkit.members import membership
from commkit.notifications.preferences.statements import PREFERENCE_KEY
from commkit.notifications.tables import preference
from commkit.runtime.storage.columns import Id
from commkit.runtime.storage.statements import statement, upsert

_ended = upsert(preference).from_select(
    ["community_id", "member", "kind", "channel", "enabled", "own"],
    select(
        membership.c.community_id,
        membership.c.id,
        bindparam("new_kind", type_=preference.c.kind.type),
        bindparam("new_channel", type_=preference.c.channel.type),
        literal(False, Boolean(create_constraint=False)),
        literal(True, Boolean(create_constraint=False)),
    ).where(
        membership.c.community_id == bindparam("here", type_=Id), membership.c.id == bindparam("of", type_=Id)
    ),
)

UNSUBSCRIBE = statement(
    lambda: _ended.on_conflict_do_update(
        index_elements=PREFERENCE_KEY,
        set_={"enabled": _ended.excluded.enabled, "own": _ended.excluded.own},
        where=preference.c.enabled,
    )
)
"""Turns mail of a kind off; touches no row if it was off, or if the member does not exist any more."""
