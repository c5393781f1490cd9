"""The statements of preferences."""

from sqlalchemy import Boolean, bindparam, literal, select

from commkit.members.records import CURRENT_STATUSES
from commkit.members.tables import membership
from commkit.notifications.records import DeliverySchedule, DigestPreference
from commkit.notifications.tables import delivery_schedule, digest, preference
from commkit.runtime.storage.columns import Id
from commkit.runtime.storage.statements import insert_if_absent, statement, upsert

_COMMUNITY = bindparam("community_id", type_=Id)
_ME = bindparam("me", type_=Id)
_KEY = ["community_id", "member", "kind", "channel"]

PREFERENCES = statement(
    select(preference.c.kind, preference.c.channel, preference.c.enabled).where(
        preference.c.community_id == _COMMUNITY, preference.c.member == _ME
    )
)
_choose = upsert(preference)
SET_PREFERENCE = statement(
    _choose.on_conflict_do_update(
        index_elements=_KEY, set_={"enabled": _choose.excluded.enabled, "own": _choose.excluded.own}
    )
)
_copied = upsert(preference).from_select(
    ["community_id", "member", "kind", "channel", "enabled", "own"],
    select(
        membership.c.community_id,
        membership.c.id,
        bindparam("new_kind", type_=preference.c.kind.type),
        bindparam("new_channel", type_=preference.c.channel.type),
        bindparam("new_wanted", type_=Boolean(create_constraint=False)),
        literal(False, Boolean(create_constraint=False)),
    ).where(membership.c.key == bindparam("key"), membership.c.status.in_(CURRENT_STATUSES)),
)
COPY_TO_COMMUNITIES = statement(
    _copied.on_conflict_do_update(
        index_elements=_KEY, set_={"enabled": _copied.excluded.enabled}, where=~preference.c.own
    )
)
"""Copies a preference for every community into each that the member is in, beside those that have one of their own."""
_everywhere = preference.alias("everywhere")
COPY_GLOBAL = statement(
    insert_if_absent(preference).from_select(
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
"""Copies a member's preferences for every community into one they came into."""

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
    _ended.on_conflict_do_update(
        index_elements=_KEY,
        set_={"enabled": _ended.excluded.enabled, "own": _ended.excluded.own},
        where=preference.c.enabled,
    )
)
"""Ends mail of a kind; touches no row where it was ended before, or where the member is not known any more."""

_set_delivery_schedule = upsert(delivery_schedule)
SET_DELIVERY_SCHEDULE = statement(
    _set_delivery_schedule.on_conflict_do_update(
        index_elements=["member"],
        set_={
            name: _set_delivery_schedule.excluded[name]
            for name in ("time_zone", "quiet_from", "quiet_until", "mails_per_day")
        },
    )
)
DELIVERY_SCHEDULE = statement(
    select(
        delivery_schedule.c.time_zone,
        delivery_schedule.c.quiet_from,
        delivery_schedule.c.quiet_until,
        delivery_schedule.c.mails_per_day,
    ).where(delivery_schedule.c.member == _ME),
    into=DeliverySchedule,
)
DIGEST = statement(
    select(digest.c.frequency, digest.c.hour, digest.c.weekday).where(
        digest.c.community_id == _COMMUNITY, digest.c.member == _ME
    ),
    into=DigestPreference,
)
