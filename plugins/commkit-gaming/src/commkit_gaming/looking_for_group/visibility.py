"""Who sees parties and requests."""

from sqlalchemy import ColumnElement, FromClause, and_, exists, not_, or_

from commkit.members import BlockLevel, block
from commkit.spaces import outside_audience
from commkit.storage import Reader
from commkit_gaming.looking_for_group.feature import DECIDE, MANAGE, party_feature
from commkit_gaming.looking_for_group.joining.records import PartyRequest
from commkit_gaming.looking_for_group.no_shows.records import NoShow
from commkit_gaming.looking_for_group.records import Party
from commkit_gaming.tables import party, party_member


@party_feature.hides(Party)
def of_another_audience(row: FromClause, reader: Reader) -> ColumnElement[bool]:
    """A party in a space is for the audience of that space."""
    return outside_audience(row, reader)


@party_feature.hides(Party)
def of_who_blocks(row: FromClause, reader: Reader) -> ColumnElement[bool]:
    """A party is not there for whom somebody in it blocks, nor for who blocks somebody in it.

    Who is in it goes on seeing it: that a team-mate blocks them is not to be told. Stewards see all.
    """
    mine = party_member.alias()
    is_inside = (
        exists()
        .where(
            mine.c.community_id == row.c.community_id,
            mine.c.party == row.c.id,
            mine.c.member == reader.member,
        )
        .correlate_except(mine)
    )
    return and_(
        not_(reader.may(MANAGE)),
        not_(is_inside),
        _is_shut_out(row.c.community_id, row.c.id, reader.member),
    )


@party_feature.hides(PartyRequest)
def not_for_the_reader(row: FromClause, reader: Reader) -> ColumnElement[bool]:
    """A request is there for who made it, and for the owner of the party, unless somebody in it and they block."""
    held = party.alias()
    owns = (
        exists()
        .where(
            held.c.community_id == row.c.community_id,
            held.c.id == row.c.party,
            held.c.owner == reader.member,
        )
        .correlate_except(held)
    )
    fits = and_(owns, not_(_is_shut_out(row.c.community_id, row.c.party, row.c.member)))
    return and_(row.c.member != reader.member, not_(fits))


@party_feature.hides(NoShow)
def of_another_member(row: FromClause, reader: Reader) -> ColumnElement[bool]:
    """A no-show is there for whom it is about, and for stewards."""
    return and_(row.c.member != reader.member, not_(reader.may(DECIDE)))


def _is_shut_out(
    community: ColumnElement[bool], party: ColumnElement[bool], member: ColumnElement[bool]
) -> ColumnElement[bool]:
    """Whether a member and somebody in a party block each other, one of them at least."""
    inside, shuts = party_member.alias(), block.alias()
    between = or_(
        and_(shuts.c.member == inside.c.member, shuts.c.blocked == member),
        and_(shuts.c.member == member, shuts.c.blocked == inside.c.member),
    )
    return (
        exists()
        .select_from(inside.join(shuts, and_(shuts.c.community_id == inside.c.community_id, between)))
        .where(
            inside.c.community_id == community,
            inside.c.party == party,
            shuts.c.level == BlockLevel.BLOCK,
        )
        .correlate_except(inside, shuts)
    )
