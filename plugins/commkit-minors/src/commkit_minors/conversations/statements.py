"""The statements of conversations, of who is in them, and of who knows whom.

A conversation is whatever has a walled group as its audience: nobody sees into it but who is in it.
"""

from typing import Any

from sqlalchemy import and_, bindparam, case, delete, exists, or_, select, true

from commkit.members import MembershipKind, agent, group, group_member, membership
from commkit.storage import Id, UtcDateTime, insert_if_absent, statement
from commkit_minors.ages.statements import protects
from commkit_minors.records import GuardianSource
from commkit_minors.tables import contact, guardianship, limits

_COMMUNITY = bindparam("community_id", type_=Id)
_MEMBER = bindparam("member", type_=Id)
_PERSONS = bindparam("persons", expanding=True, type_=Id)
_NOW = bindparam("now", type_=UtcDateTime)

GROUP = statement(
    lambda: select(group.c.walled, group.c.kept_by).where(
        group.c.community_id == _COMMUNITY, group.c.id == bindparam("id", type_=Id)
    )
)
"""Whether nobody sees into what a group is the audience of, and who keeps it."""
LOCK_GROUP = statement(
    lambda: (
        select(group.c.kept_by)
        .where(group.c.community_id == _COMMUNITY, group.c.id == bindparam("id", type_=Id))
        .with_for_update()
    )
)
"""Nobody comes into it from here on, until the commit."""
_INSIDE = group_member.join(
    membership,
    and_(membership.c.community_id == group_member.c.community_id, membership.c.id == group_member.c.member),
).outerjoin(agent, and_(agent.c.community_id == membership.c.community_id, agent.c.id == membership.c.id))
PRESENT = statement(
    lambda: (
        select(
            group_member.c.member,
            case((agent.c.acts_for.is_not(None), agent.c.acts_for), else_=group_member.c.member),
            and_(membership.c.kind != MembershipKind.PERSON, agent.c.acts_for.is_(None)),
        )
        .select_from(_INSIDE)
        .where(group_member.c.community_id == _COMMUNITY, group_member.c.group == bindparam("id", type_=Id))
    )
)
"""Who is in a group, for which person, and whether as an agent of the host."""
_other = group_member.alias("other")


LOCK_MEMBERS = statement(
    lambda: (
        select(membership.c.id)
        .select_from(_INSIDE)
        .where(group_member.c.community_id == _COMMUNITY, group_member.c.group == bindparam("id", type_=Id))
        .order_by(membership.c.id)
        .with_for_update(of=membership)
    )
)
"""All in a group, of whom nobody begins a conversation meanwhile: that locks them, too."""


def _rooms(condition: Any) -> Any:
    return (
        select(group_member.c.group)
        .distinct()
        .select_from(
            group_member.join(
                group,
                and_(group.c.community_id == group_member.c.community_id, group.c.id == group_member.c.group),
            )
        )
        .where(group_member.c.community_id == _COMMUNITY, group.c.walled, condition)
        .order_by(group_member.c.group)
    )


ROOMS_OF = statement(
    lambda: _rooms(
        or_(
            group_member.c.member == _MEMBER,
            group_member.c.member.in_(
                select(agent.c.id).where(agent.c.community_id == _COMMUNITY, agent.c.acts_for == _MEMBER)
            ),
        )
    )
)
"""The conversations in which a person or one of their agents is, in the order in which they are locked."""
ROOMS_OF_GROUP = statement(
    lambda: _rooms(
        exists()
        .where(
            _other.c.community_id == _COMMUNITY,
            _other.c.group == bindparam("id", type_=Id),
            _other.c.member == group_member.c.member,
        )
        .correlate_except(_other)
    )
)
"""The conversations in which somebody of a group is."""
_one, _two = group_member.alias("one"), group_member.alias("two")


def _shared() -> Any:
    return (
        select(_one.c.member, _two.c.member)
        .distinct()
        .select_from(
            _one.join(
                _two, and_(_two.c.community_id == _one.c.community_id, _two.c.group == _one.c.group)
            ).join(group, and_(group.c.community_id == _one.c.community_id, group.c.id == _one.c.group))
        )
        .where(
            _one.c.community_id == _COMMUNITY,
            _one.c.member.in_(_PERSONS),
            _two.c.member.in_(_PERSONS),
            _one.c.member < _two.c.member,
            _one.c.at <= bindparam("since", type_=UtcDateTime),
            _two.c.at <= bindparam("since", type_=UtcDateTime),
            _one.c.group != bindparam("ignored", type_=Id),
            group.c.walled.is_(False),
            or_(
                and_(group.c.kept_by == "", group.c.open.is_(False)),
                group.c.kept_by.in_(bindparam("keepers", expanding=True)),
            ),
        )
    )


SHARED = statement(_shared)
"""The pairs of some persons who have been together since a moment in a group into which nobody comes by themselves."""
CONTACTS = statement(
    lambda: select(contact.c.minor, contact.c.contact).where(
        contact.c.community_id == _COMMUNITY, contact.c.minor.in_(_PERSONS), contact.c.contact.in_(_PERSONS)
    )
)
GUARDIANS = statement(
    lambda: select(guardianship.c.minor, guardianship.c.guardian).where(
        guardianship.c.community_id == _COMMUNITY,
        guardianship.c.minor.in_(_PERSONS),
        guardianship.c.guardian.in_(_PERSONS),
        guardianship.c.source == GuardianSource.HOST,
    )
)
"""The pairs of minors and guardians whom the host named."""
ALONE = statement(
    lambda: select(limits.c.minor).where(
        limits.c.community_id == _COMMUNITY,
        limits.c.minor.in_(_PERSONS),
        limits.c.conversations.is_(False),
    )
)
"""Those whose guardians let them be in no conversation."""
HAS_PROTECTED = statement(
    lambda: select(true()).where(
        exists()
        .where(
            group_member.c.community_id == _COMMUNITY,
            group_member.c.group == bindparam("id", type_=Id),
            membership.c.community_id == group_member.c.community_id,
            membership.c.id == group_member.c.member,
            protects(membership, _NOW),
        )
        .correlate_except(group_member, membership)
    )
)
"""Whether a minor is in a group."""

ADD_CONTACT = statement(lambda: insert_if_absent(contact))
DELETE_CONTACT = statement(
    lambda: delete(contact).where(
        contact.c.community_id == _COMMUNITY,
        contact.c.minor == bindparam("minor", type_=Id),
        contact.c.contact == bindparam("contact", type_=Id),
    )
)
CONTACTS_OF = statement(
    lambda: (
        select(contact.c.contact)
        .where(contact.c.community_id == _COMMUNITY, contact.c.minor == bindparam("minor", type_=Id))
        .order_by(contact.c.contact)
        .limit(200)
    )
)
