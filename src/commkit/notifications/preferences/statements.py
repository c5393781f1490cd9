"""The statements of preferences."""

from sqlalchemy import Boolean, bindparam, literal, select

from commkit.members import CURRENT_STATUSES, membership
from commkit.notifications.tables import preference
from commkit.runtime.storage.columns import Id
from commkit.runtime.storage.statements import insert_if_absent, statement, upsert

_COMMUNITY = bindparam("community_id", type_=Id)

_ME = bindparam("me", type_=Id)

PREFERENCE_KEY = ["community_id", "member", "kind", "channel"]

PREFERENCES = statement(
    lambda: select(preference.c.kind, preference.c.channel, preference.c.enabled).where(
        preference.c.community_id == _COMMUNITY, preference.c.member == _ME
    )
)

_choose = upsert(preference)

SET_PREFERENCE = statement(
    lambda: _choose.on_conflict_do_update(
        index_elements=PREFERENCE_KEY, set_={"enabled": _choose.excluded.enabled, "own": _choose.excluded.own}
    )
)

_copied = upsert(preference).from_select(
    ["community_id", "member", "kind", "channel", "enabled", "own"],
    select(
        membership.c.community_id,
        membership.c.id,
        bindparam("new_kind", type_=preference.c.kind.type),
        bindparam("new_channel", type_=preference.c.channel.type),
        bindparam("new_enabled", type_=Boolean(create_constraint=False)),
        literal(False, Boolean(create_constraint=False)),
    ).where(membership.c.key == bindparam("key"), membership.c.status.in_(CURRENT_STATUSES)),
)

COPY_TO_COMMUNITIES = statement(
    lambda: _copied.on_conflict_do_update(
        index_elements=PREFERENCE_KEY, set_={"enabled": _copied.excluded.enabled}, where=~preference.c.own
    )
)
"""Copies a preference for every community into each of the member, except those with a preference of their own."""

_everywhere = preference.alias("everywhere")

COPY_EVERYWHERE = statement(
    lambda: insert_if_absent(preference).from_select(
        ["community_id", "member", "kind", "channel", "enabled", "own"],
        select(
            bindparam("here", type_=Id),
            _everywhere.c.member,
            _everywhere.c.kind,
            _everywhere.c.channel,
            _everywhere.c.enabled,
            literal(False, Boolean(create_constraint=False)),
        ).where(_everywhere.c.community_id == bindparam("lobby", type_=Id), _everywhere.c.member == _ME),
    )
)
"""Copies a member's preferences for every community into one they joined."""
