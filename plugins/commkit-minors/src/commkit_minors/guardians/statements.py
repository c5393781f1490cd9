"""The statements of guardians and limits."""

from sqlalchemy import bindparam, delete, or_, select, update

from commkit.storage import Id, UtcDateTime, insert_if_absent, statement, upsert
from commkit_minors.records import Guardianship, GuardianSource, MinorLimits
from commkit_minors.tables import guardianship, limits

_COMMUNITY = bindparam("community_id", type_=Id)
_MINOR = guardianship.c.minor == bindparam("minor", type_=Id)
_HERE = guardianship.c.community_id == _COMMUNITY
_PAIR = _HERE & _MINOR & (guardianship.c.guardian == bindparam("guardian", type_=Id))
_COLUMNS = tuple(guardianship.c[name] for name in Guardianship.__annotations__)
_LIMITS = tuple(limits.c[name] for name in MinorLimits.__annotations__)

ADD = statement(lambda: insert_if_absent(guardianship))
PAIR = statement(lambda: select(*_COLUMNS).where(_PAIR), into=Guardianship)
ACCEPT = statement(
    lambda: (
        update(guardianship)
        .values(accepted_at=bindparam("accepted", type_=UtcDateTime))
        .where(_PAIR, guardianship.c.accepted_at.is_(None))
    )
)
VERIFY = statement(
    lambda: (
        update(guardianship)
        .values(source=GuardianSource.HOST, accepted_at=bindparam("accepted", type_=UtcDateTime))
        .where(_PAIR)
    )
)
"""The host says so, whatever was said before."""
DELETE = statement(lambda: delete(guardianship).where(_PAIR))
OF = statement(
    lambda: (
        select(*_COLUMNS)
        .where(
            _HERE,
            or_(
                guardianship.c.minor == bindparam("member", type_=Id),
                guardianship.c.guardian == bindparam("member", type_=Id),
            ),
        )
        .order_by(guardianship.c.minor, guardianship.c.guardian)
        .limit(200)
    ),
    into=Guardianship,
)
"""All that a member is bound to, as the minor or as the guardian."""
_limits = upsert(limits)
SET_LIMITS = statement(
    lambda: _limits.on_conflict_do_update(
        index_elements=["community_id", "minor"],
        set_={
            name: _limits.excluded[name]
            for name in ("quiet_from", "quiet_until", "conversations", "on_boards")
        },
    )
)
LIMITS = statement(
    lambda: select(*_LIMITS).where(
        limits.c.community_id == _COMMUNITY, limits.c.minor == bindparam("minor", type_=Id)
    ),
    into=MinorLimits,
)
