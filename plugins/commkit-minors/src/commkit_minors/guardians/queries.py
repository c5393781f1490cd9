"""What guardians and members read of limits; nothing here asks for posts, conversations or what somebody read."""

from commkit import Context, MemberId, NotFound
from commkit_minors.ages import statements as age_sql
from commkit_minors.ages.queries import protected_among
from commkit_minors.conversations import statements as contact_sql
from commkit_minors.feature import safety_feature
from commkit_minors.guardians import statements as sql
from commkit_minors.guardians.messages import ReadMinorSettings, ReadMySafety
from commkit_minors.records import Guardianship, MinorLimits, MinorSettings, MySafety


@safety_feature.handles(ReadMinorSettings)
def read_minor_settings(context: Context, query: ReadMinorSettings) -> MinorSettings:
    """For their guardians, who have accepted it."""
    return settings_of(context, own_guardianship(context, query.minor).minor)


@safety_feature.handles(ReadMySafety)
def read_my_safety(context: Context, query: ReadMySafety) -> MySafety:
    """Of the actor alone."""
    me = context.member
    bound = context.rows(sql.OF, member=me)
    return MySafety(
        protected=me in protected_among(context, (me,)),
        limits=limits_of(context, me),
        contacts=_contacts_of(context, me),
        guardians=tuple(each for each in bound if each.minor == me),
        minors=tuple(each for each in bound if each.guardian == me),
    )


def own_guardianship(context: Context, minor: MemberId) -> Guardianship:
    """The actor's guardianship of a minor, which they have accepted.

    Raises:
        NotFound: There is none.
    """
    found = context.one(sql.PAIR, minor=minor, guardian=context.member)
    if found is None or found.accepted_at is None:
        raise not_guardian()
    return found


def not_guardian() -> NotFound:
    """The error of who is not the guardian of somebody, whether or not that one is there."""
    return NotFound("minors.not_guardian", "there is no such minor here, or you are not their guardian")


def limits_of(context: Context, minor: MemberId) -> MinorLimits:
    """What guardians set for a minor; at first nothing beside the rules of the community."""
    return context.one(sql.LIMITS, minor=minor) or MinorLimits(minor, "", "", True, False)


def settings_of(context: Context, minor: MemberId) -> MinorSettings:
    """What a guardian sees of a minor."""
    known = context.one(age_sql.ONE, member=minor)
    zone = known.time_zone if known is not None else "UTC"
    return MinorSettings(limits_of(context, minor), _contacts_of(context, minor), zone)


def _contacts_of(context: Context, minor: MemberId) -> tuple[MemberId, ...]:
    return tuple(contact for (contact,) in context.rows(contact_sql.CONTACTS_OF, minor=minor))
