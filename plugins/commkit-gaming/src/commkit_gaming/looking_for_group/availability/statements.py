"""The statements of availability."""

from sqlalchemy import and_, bindparam, delete, select

from commkit.storage import Id, statement, upsert
from commkit_gaming.looking_for_group.availability.records import Availability
from commkit_gaming.tables import availability, party_member

_HERE = availability.c.community_id == bindparam("community_id", type_=Id)
_MINE = _HERE & (availability.c.member == bindparam("member", type_=Id))
_COLUMNS = tuple(availability.c[name] for name in Availability.__annotations__)
_insert = upsert(availability)

SET = statement(
    lambda: _insert.on_conflict_do_update(
        index_elements=["community_id", "member"],
        set_={name: _insert.excluded[name] for name in ("time_zone", "windows", "changed_at")},
    )
)
ONE = statement(lambda: select(*_COLUMNS).where(_MINE), into=Availability)
"""That of one member. It checks no visibility: for themselves, and for the zone of an event that they hold."""
DELETE = statement(lambda: delete(availability).where(_MINE))
OF_PARTY = statement(
    lambda: (
        select(*_COLUMNS)
        .select_from(
            party_member.join(
                availability,
                and_(
                    availability.c.community_id == party_member.c.community_id,
                    availability.c.member == party_member.c.member,
                ),
            )
        )
        .where(
            party_member.c.community_id == bindparam("community_id", type_=Id),
            party_member.c.party == bindparam("party", type_=Id),
        )
    ),
    into=Availability,
)
"""Those of all in a party. It checks no visibility: for who is in it, and for the overlap alone."""
