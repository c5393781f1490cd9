"""How parties are posted, handed over and closed."""

from commkit import Conflict, Context, Denied, Invalid, MemberId, NotFound
from commkit.members import lock_member
from commkit.spaces import place_in_space
from commkit.storage import schedule_command
from commkit_gaming.games.feature import GamesSettings
from commkit_gaming.looking_for_group import statements as sql
from commkit_gaming.looking_for_group.facts import PartyHandedOver, PartyPosted
from commkit_gaming.looking_for_group.feature import MANAGE, PartySettings, party_feature
from commkit_gaming.looking_for_group.jobs import ExpireParty, end_party, locked_party
from commkit_gaming.looking_for_group.messages import CloseParty, HandOverParty, PostParty
from commkit_gaming.looking_for_group.policy import check_places, checked_time, normal_language
from commkit_gaming.looking_for_group.queries import listing_of
from commkit_gaming.looking_for_group.records import (
    Party,
    PartyId,
    PartyListing,
    PartyMember,
    PartySlot,
    PartyState,
    ReadyAnswer,
)
from commkit_gaming.tables import party


@party_feature.loads(Party, owner=lambda found: found.owner, table=party)
def fetch_party(context: Context, id: PartyId) -> Party | None:
    """A party, also one that looks for nobody any more."""
    return context.one(sql.ONE, id=id)


@party_feature.handles(PostParty)
def post_party(context: Context, command: PostParty) -> PartyListing:
    """Hold the actor, so that the number of their parties holds, and add the party with its places."""
    space, audience = place_in_space(context, command.space)
    settings = context.settings(PartySettings)
    _check_words(context, command, settings)
    check_places(command.slots, command.role, settings.roles, settings.largest)
    language, lasts = normal_language(command.language), checked_time(command.lasts, settings.longest)
    lock_member(context, context.member)
    if len(context.rows(sql.OPEN_OF, owner=context.member, at=context.now)) >= settings.most_open:
        raise Conflict(
            "gaming.too_many_parties",
            f"at most {settings.most_open} parties of yours look for members at once; close one",
        )
    made = Party(
        id=PartyId(context.new_id()),
        posted_by=context.member,
        owner=context.member,
        title=command.title,
        text=command.text,
        game=command.game,
        platform=command.platform,
        language=language,
        level=command.level,
        space=space,
        audience=audience,
        state=PartyState.OPEN,
        created_at=context.now,
        expires_at=context.now + lasts,
        filled_at=None,
        ended_at=None,
        ready_by=None,
        starts_at=None,
        ends_at=None,
        event=None,
    )
    context.run(sql.ADD, made)
    for role, places in sorted(command.slots.items()):
        context.run(sql.ADD_SLOT, PartySlot(made.id, role, places, int(role == command.role)))
    context.run(
        sql.ADD_MEMBER, PartyMember(made.id, context.member, command.role, context.now, ReadyAnswer.NONE)
    )
    schedule_command(context, ExpireParty(made.id), at=made.expires_at, as_system=True)
    context.emit(PartyPosted(party=made.id))
    return listing_of(context, made)


@party_feature.handles(CloseParty)
def close_party(context: Context, command: CloseParty) -> Party:
    """By its owner, or by a steward."""
    found = locked_party(context, context.get(Party, command.party).id)
    if not context.can(MANAGE):
        check_owns(context, found)
    end_party(context, found, PartyState.CLOSED)
    return locked_party(context, found.id)


@party_feature.handles(HandOverParty)
def hand_over_party(context: Context, command: HandOverParty) -> Party:
    """Hold the party: one of two hand-overs at once finds that the actor owns it no more."""
    found = locked_party(context, context.get(Party, command.party).id)
    check_owns(context, found)
    check_not_over(found)
    theirs = member_of(context, found, command.member)
    if theirs.member == found.owner:
        raise Conflict("gaming.owns_already", "you own this party already; name somebody else")
    context.run(sql.SET_OWNER, id=found.id, new_owner=theirs.member)
    context.emit(PartyHandedOver(party=found.id, member=theirs.member))
    return locked_party(context, found.id)


def check_owns(context: Context, found: Party) -> None:
    """Check that the actor owns a party.

    Raises:
        Denied: They do not.
    """
    if found.owner != context.member:
        raise Denied("gaming.not_party_owner", "this is for the owner of the party; ask them")


def check_not_over(found: Party) -> None:
    """Check that a party looks for members, or is ready.

    Raises:
        Conflict: It was closed or expired.
    """
    if found.state not in (PartyState.OPEN, PartyState.READY):
        raise Conflict("gaming.party_over", f"this party is {found.state.value}; post another one")


def check_open(context: Context, found: Party) -> None:
    """Check that a party looks for members, and no ready check of it runs.

    Raises:
        Conflict: It does not, or one does.
    """
    if found.state is not PartyState.OPEN or found.expires_at <= context.now:
        raise Conflict("gaming.party_not_open", "this party looks for nobody any more; find another one")
    if found.ready_by is not None:
        raise Conflict("gaming.ready_check_runs", "a ready check of this party runs; wait until it is over")


def member_of(context: Context, found: Party, member: MemberId) -> PartyMember:
    """Somebody in a party.

    Raises:
        NotFound: They are not in it.
    """
    theirs: PartyMember | None = context.one(sql.MEMBER, id=found.id, member=member)
    if theirs is None:
        raise NotFound("gaming.not_in_party", "there is no such member in this party; list who is in it")
    return theirs


def _check_words(context: Context, command: PostParty, settings: PartySettings) -> None:
    titles = context.settings(GamesSettings).titles
    if command.game not in titles:
        raise Invalid.field("game", "unknown_game", f"choose one of: {', '.join(titles)}")
    if command.platform not in settings.platforms:
        raise Invalid.field("platform", "unknown_platform", f"choose one of: {', '.join(settings.platforms)}")
