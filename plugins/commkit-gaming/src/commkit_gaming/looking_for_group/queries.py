"""How parties are read."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from uuid import UUID

from attrs import evolve

from commkit import Context, Denied, Description, MemberId, Page
from commkit.storage import LAST_ID, keyset, page_size
from commkit_gaming.looking_for_group import statements as sql
from commkit_gaming.looking_for_group.feature import READ, party_feature
from commkit_gaming.looking_for_group.joining import statements as joining_sql
from commkit_gaming.looking_for_group.messages import (
    ListParties,
    ListPartyMembers,
    ReadParty,
    SuggestPartyMembers,
)
from commkit_gaming.looking_for_group.policy import closest_in_skill
from commkit_gaming.looking_for_group.records import (
    Party,
    PartyId,
    PartyListing,
    PartyMember,
    PartySlot,
    ReadyAnswer,
)
from commkit_gaming.play.queries import LADDER
from commkit_ladders import skills_of

_PARTIES = keyset(UUID, of="gaming.parties")


@party_feature.describes(Party)
def describe_parties(context: Context, ids: Sequence[UUID]) -> Mapping[UUID, Description]:
    """A party is called by its title."""
    if not ids or not context.can(READ):
        return {}
    return {id: Description(title=title) for id, title in context.rows(sql.NAMES, ids=list(ids))}


def listing_of(context: Context, found: Party) -> PartyListing:
    """A party that the caller has loaded, with its places."""
    return PartyListing(found, tuple(context.rows(sql.SLOTS, parties=[found.id])))


@party_feature.handles(ReadParty)
def read_party(context: Context, query: ReadParty) -> PartyListing:
    """Load it, then its places."""
    return listing_of(context, context.get(Party, query.party))


@party_feature.handles(ListParties)
def list_parties(context: Context, query: ListParties) -> Page[PartyListing]:
    """A page in one statement, and the places of all on it in another one."""
    limit, pages = page_size(query.limit), _PARTIES.of_query(query)
    (after,) = pages.decode(query.after, default=(LAST_ID,))
    rows = context.rows(
        sql.PAGE,
        after=after,
        at=context.now,
        size=limit + 1,
        game=query.game,
        any_game=query.game is None,
        role=query.role,
        any_role=query.role is None,
        platform=query.platform,
        any_platform=query.platform is None,
        language=query.language.strip().lower() if query.language is not None else None,
        any_language=query.language is None,
        level=query.level,
        any_level=query.level is None,
    )
    found = pages.page(rows, limit, lambda one: (one.id,))
    slots: dict[PartyId, list[PartySlot]] = defaultdict(list)
    for slot in context.rows(sql.SLOTS, parties=[each.id for each in found.items]) if found.items else ():
        slots[slot.party].append(slot)
    return Page(tuple(PartyListing(each, tuple(slots[each.id])) for each in found.items), found.next)


@party_feature.handles(ListPartyMembers)
def list_party_members(context: Context, query: ListPartyMembers) -> tuple[PartyMember, ...]:
    """Load the party, then all in it in one statement."""
    found: list[PartyMember] = context.rows(sql.MEMBERS, id=context.get(Party, query.party).id)
    if context.member_or_none in {each.member for each in found}:
        return tuple(found)
    return tuple(evolve(each, answer=ReadyAnswer.NONE) for each in found)


@party_feature.handles(SuggestPartyMembers)
def suggest_party_members(context: Context, query: SuggestPartyMembers) -> tuple[MemberId, ...]:
    """From the requests that the owner sees, by the skills on the ladder, where the community has one."""
    found = context.get(Party, query.party)
    if found.owner != context.member_or_none:
        raise Denied("gaming.not_party_owner", "this is for the owner of the party; ask them")
    asking = [(each.member, each.role) for each in context.rows(joining_sql.REQUESTS, party=found.id)]
    inside = [each.member for each in context.rows(sql.MEMBERS, id=found.id)]
    people = [*inside, *(member for member, _ in asking)]
    skills = {member: place.ordinal for member, place in skills_of(context, LADDER, people).items()}
    return closest_in_skill(listing_of(context, found).slots, asking, skills, inside)
