"""The statements of what members wish."""

from sqlalchemy import Boolean, bindparam, literal, select

from commkit.members.records import INSIDE
from commkit.members.tables import membership
from commkit.notifications.records import DigestWish, Rhythm
from commkit.notifications.tables import choice, digest, rhythm
from commkit.runtime.storage.columns import Id
from commkit.runtime.storage.statements import insert_if_absent, statement, upsert

_COMMUNITY = bindparam("community_id", type_=Id)
_ME = bindparam("me", type_=Id)
_KEY = ["community_id", "member", "kind", "channel"]

CHOICES = statement(
    select(choice.c.kind, choice.c.channel, choice.c.wanted).where(
        choice.c.community_id == _COMMUNITY, choice.c.member == _ME
    )
)
_choose = upsert(choice)
CHOOSE = statement(
    _choose.on_conflict_do_update(
        index_elements=_KEY, set_={"wanted": _choose.excluded.wanted, "own": _choose.excluded.own}
    )
)
_copied = upsert(choice).from_select(
    ["community_id", "member", "kind", "channel", "wanted", "own"],
    select(
        membership.c.community_id,
        membership.c.id,
        bindparam("new_kind", type_=choice.c.kind.type),
        bindparam("new_channel", type_=choice.c.channel.type),
        bindparam("new_wanted", type_=Boolean(create_constraint=False)),
        literal(False, Boolean(create_constraint=False)),
    ).where(membership.c.key == bindparam("key"), membership.c.standing.in_(INSIDE)),
)
SPREAD = statement(
    _copied.on_conflict_do_update(
        index_elements=_KEY, set_={"wanted": _copied.excluded.wanted}, where=~choice.c.own
    )
)
"""Copies a wish for every community into each that the member is in, beside those that have one of their own."""
_everywhere = choice.alias("everywhere")
BRING = statement(
    insert_if_absent(choice).from_select(
        ["community_id", "member", "kind", "channel", "wanted", "own"],
        select(
            bindparam("here", type_=Id),
            _everywhere.c.member,
            _everywhere.c.kind,
            _everywhere.c.channel,
            _everywhere.c.wanted,
            literal(False, Boolean(create_constraint=False)),
        ).where(_everywhere.c.community_id == bindparam("lobby", type_=Id), _everywhere.c.member == _ME),
    )
)
"""Copies a member's wishes for every community into one they came into."""

_ended = upsert(choice).from_select(
    ["community_id", "member", "kind", "channel", "wanted", "own"],
    select(
        membership.c.community_id,
        membership.c.id,
        bindparam("new_kind", type_=choice.c.kind.type),
        bindparam("new_channel", type_=choice.c.channel.type),
        literal(False, Boolean(create_constraint=False)),
        literal(True, Boolean(create_constraint=False)),
    ).where(
        membership.c.community_id == bindparam("here", type_=Id), membership.c.id == bindparam("of", type_=Id)
    ),
)
UNSUBSCRIBE = statement(
    _ended.on_conflict_do_update(
        index_elements=_KEY,
        set_={"wanted": _ended.excluded.wanted, "own": _ended.excluded.own},
        where=choice.c.wanted,
    )
)
"""Ends mail of a kind; touches no row where it was ended before, or where the member is not known any more."""

_set_rhythm = upsert(rhythm)
SET_RHYTHM = statement(
    _set_rhythm.on_conflict_do_update(
        index_elements=["member"],
        set_={
            name: _set_rhythm.excluded[name]
            for name in ("time_zone", "quiet_from", "quiet_until", "pushes_a_day")
        },
    )
)
RHYTHM = statement(
    select(rhythm.c.time_zone, rhythm.c.quiet_from, rhythm.c.quiet_until, rhythm.c.pushes_a_day).where(
        rhythm.c.member == _ME
    ),
    into=Rhythm,
)
DIGEST = statement(
    select(digest.c.every, digest.c.hour, digest.c.weekday).where(
        digest.c.community_id == _COMMUNITY, digest.c.member == _ME
    ),
    into=DigestWish,
)
