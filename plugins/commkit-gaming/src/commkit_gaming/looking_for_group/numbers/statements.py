"""The statements of the numbers. What they give is told of five people and more alone."""

from sqlalchemy import and_, bindparam, or_, select

from commkit.storage import Id, UtcDateTime, statement
from commkit_gaming.looking_for_group.no_shows.records import NoShowState
from commkit_gaming.looking_for_group.records import PartyState
from commkit_gaming.tables import no_show, party, party_member

_HERE = and_(
    party.c.community_id == bindparam("community_id", type_=Id),
    party.c.created_at >= bindparam("since", type_=UtcDateTime),
)

PARTIES = statement(
    lambda: (
        select(party.c.owner, party.c.created_at, party.c.filled_at, party.c.ended_at)
        .where(_HERE)
        .order_by(party.c.id.desc())
        .limit(10_000)
    )
)
"""Who posted the parties, and how long they took."""
READY = statement(
    lambda: (
        select(party_member.c.member, no_show.c.id)
        .select_from(
            party.join(
                party_member,
                and_(party_member.c.community_id == party.c.community_id, party_member.c.party == party.c.id),
            ).outerjoin(
                no_show,
                and_(
                    no_show.c.community_id == party_member.c.community_id,
                    no_show.c.party == party_member.c.party,
                    no_show.c.member == party_member.c.member,
                    or_(no_show.c.state == NoShowState.NOTED, no_show.c.state == NoShowState.UPHELD),
                ),
            )
        )
        .where(
            _HERE,
            party.c.state == PartyState.READY,
            party.c.ends_at <= bindparam("at", type_=UtcDateTime),
        )
        .order_by(party.c.id.desc())
        .limit(50_000)
    )
)
"""Who was ready in parties whose time is over, and the no-show that counts of each."""
