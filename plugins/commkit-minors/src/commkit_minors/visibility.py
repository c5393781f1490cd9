"""Which lists of people leave minors out."""

from sqlalchemy import ColumnElement, FromClause, and_, exists, not_, or_

from commkit.storage import Reader
from commkit_minors.ages.statements import protects
from commkit_minors.feature import safety_feature
from commkit_minors.records import GuardianSource
from commkit_minors.tables import contact, guardianship, limits


@safety_feature.unlists()
def not_found_by_strangers(row: FromClause, reader: Reader) -> ColumnElement[bool]:
    """Lists of people show minors to themselves, guardians, contacts, and those who decide about requests.

    Not to other minors: who is taken for one may be an adult whose age is not known. Those of one guild find each other
    in the list of the guild.
    """
    allowed, guards = contact.alias(), guardianship.alias()
    is_contact = exists().where(
        allowed.c.community_id == row.c.community_id,
        allowed.c.minor == row.c.id,
        allowed.c.contact == reader.member,
    )
    is_guardian = exists().where(
        guards.c.community_id == row.c.community_id,
        guards.c.minor == row.c.id,
        guards.c.guardian == reader.member,
        guards.c.source == GuardianSource.HOST,
    )
    return and_(
        protects(row, reader.now),
        row.c.id != reader.member,
        not_(
            or_(
                is_contact.correlate_except(allowed),
                is_guardian.correlate_except(guards),
                reader.may("members.manage_requests"),
            )
        ),
    )


@safety_feature.unlists(ranked=True)
def not_on_boards(row: FromClause, reader: Reader) -> ColumnElement[bool]:
    """Boards show minors to themselves alone, unless a guardian lets them be there."""
    own = limits.alias()
    wants = exists().where(own.c.community_id == row.c.community_id, own.c.minor == row.c.id, own.c.on_boards)
    return and_(protects(row, reader.now), row.c.id != reader.member, not_(wants.correlate_except(own)))
