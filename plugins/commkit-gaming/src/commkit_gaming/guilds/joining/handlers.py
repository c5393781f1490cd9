"""How members come into guilds, and leave them."""

from attrs import evolve

from commkit import Conflict, Context, MemberId, NotFound
from commkit.members import Membership, add_to_kept_group, check_not_blocked_by, remove_from_kept_group
from commkit_gaming.guilds import statements as guild_sql
from commkit_gaming.guilds.facts import (
    GuildApplicationDeclined,
    GuildApplicationMade,
    GuildEntered,
    GuildInvitationSent,
)
from commkit_gaming.guilds.feature import FEATURE, GuildSettings, guild_feature
from commkit_gaming.guilds.joining import statements as sql
from commkit_gaming.guilds.joining.messages import (
    AcceptGuildApplication,
    AcceptGuildInvitation,
    ApplyToGuild,
    DeclineGuildApplication,
    InviteToGuild,
    LeaveGuild,
)
from commkit_gaming.guilds.joining.records import GuildApplication, GuildApplicationId, GuildInvitation
from commkit_gaming.guilds.ranks.handlers import check_right, locked_guild, membership_in
from commkit_gaming.guilds.records import Guild, GuildMember, GuildRank, GuildRight
from commkit_gaming.tables import guild_application

MOST_INVITATIONS = 200
"""How many invitations of a guild wait for an answer at once."""


def admit(
    context: Context, found: Guild, member: MemberId, *, rank: GuildRank = GuildRank.RECRUIT
) -> GuildMember:
    """Let a member in.

    The member is locked first, which keeps them within their number of guilds, then the group, then the guild: whoever
    leaves locks in this order, too. The statement that takes a place keeps the guild within its capacity.

    Raises:
        NotFound: They are outside of the community.
        Conflict: They are in it, they are in as many guilds as one may be, or it is full or was disbanded.
    """
    if not add_to_kept_group(context, found.group, member, kept_by=FEATURE):
        raise Conflict("gaming.in_guild", "they are in this guild already, or were in it last")
    most = context.settings(GuildSettings).most_guilds
    if len(context.rows(guild_sql.GUILDS_OF, member=member)) >= most:
        raise Conflict(
            "gaming.too_many_guilds", f"one is in at most {most} guilds here; a guild has to be left first"
        )
    if not context.run(guild_sql.TAKE_PLACE, id=found.id):
        raise Conflict("gaming.guild_full", "all places of this guild are taken, or it was disbanded")
    made = GuildMember(found.id, member, rank, context.now)
    context.run(guild_sql.ADD_MEMBER, made)
    forget_requests(context, found, member)
    context.emit(GuildEntered(guild=found.id, member=member))
    return made


def forget_requests(context: Context, found: Guild, member: MemberId) -> None:
    """Let the application and the invitation of a member to a guild go."""
    context.run(sql.DELETE_APPLICATION, guild=found.id, member=member)
    context.run(sql.DELETE_INVITATION, guild=found.id, member=member)


@guild_feature.loads(
    GuildApplication,
    owner=lambda found: found.member,
    table=guild_application,
    part_of=(Guild, "guild"),
)
def fetch_application(context: Context, id: GuildApplicationId) -> GuildApplication | None:
    """One's own, or one that one may accept."""
    return context.one(sql.APPLICATION, id=id)


@guild_feature.handles(ApplyToGuild)
def apply_to_guild(context: Context, command: ApplyToGuild) -> GuildApplication:
    """Hold the guild, so that it is not disbanded meanwhile."""
    found = locked_guild(context, context.get(Guild, command.guild).id)
    _check_outside(context, found, context.member)
    if not found.recruiting:
        raise Conflict("gaming.not_recruiting", "this guild takes no applications now; ask to be invited")
    for each in context.rows(guild_sql.MEMBERS, id=found.id)[:1]:
        check_not_blocked_by(context, each.member)
    made = GuildApplication(
        GuildApplicationId(context.new_id()), found.id, context.member, command.text, context.now
    )
    if context.run(sql.ADD_APPLICATION, made):
        context.emit(GuildApplicationMade(guild=found.id, member=context.member))
        return made
    (known,) = context.rows(sql.MY_APPLICATION, guild=found.id, member=context.member)
    context.run(sql.SET_TEXT, id=known.id, new_text=command.text)
    return evolve(known, text=command.text)


@guild_feature.handles(AcceptGuildApplication)
def accept_application(context: Context, command: AcceptGuildApplication) -> GuildMember:
    """Load it, see that the actor may, and let them in."""
    application = context.get(GuildApplication, command.application)
    found = context.get(Guild, application.guild)
    check_right(context, found, GuildRight.ACCEPT)
    return admit(context, found, application.member)


@guild_feature.handles(DeclineGuildApplication)
def decline_application(context: Context, command: DeclineGuildApplication) -> None:
    """Delete it; one of two at once tells them."""
    application = context.get(GuildApplication, command.application)
    found = context.get(Guild, application.guild)
    check_right(context, found, GuildRight.ACCEPT)
    if context.run(sql.DELETE_APPLICATION, guild=found.id, member=application.member):
        context.emit(GuildApplicationDeclined(guild=found.id, member=application.member))


@guild_feature.handles(InviteToGuild)
def invite_to_guild(context: Context, command: InviteToGuild) -> GuildInvitation:
    """Hold the guild, so that the number of invitations holds, and add one."""
    found = locked_guild(context, context.get(Guild, command.guild).id)
    member = context.get(Membership, command.member).id
    check_right(context, found, GuildRight.INVITE)
    _check_outside(context, found, member)
    check_not_blocked_by(context, member)
    known: GuildInvitation | None = context.one(sql.INVITATION, guild=found.id, member=member)
    if known is not None:
        return known
    if context.rows(sql.COUNT_INVITATIONS, guild=found.id)[0][0] >= MOST_INVITATIONS:
        raise Conflict("gaming.too_many_invitations", "200 invitations wait for an answer; wait for some")
    made = GuildInvitation(found.id, member, context.member, context.now)
    context.run(sql.ADD_INVITATION, made)
    context.emit(GuildInvitationSent(guild=found.id, member=member))
    return made


@guild_feature.handles(AcceptGuildInvitation)
def accept_invitation(context: Context, command: AcceptGuildInvitation) -> GuildMember:
    """Let the actor in, where an invitation waits."""
    found = context.get(Guild, command.guild)
    if context.one(sql.INVITATION, guild=found.id, member=context.member) is None:
        raise NotFound("gaming.not_invited", "no invitation to this guild waits for you; apply to it")
    return admit(context, found, context.member)


@guild_feature.handles(LeaveGuild)
def leave_guild(context: Context, command: LeaveGuild) -> None:
    """Take the actor out of the group; what follows from it follows here, too, see `leave_with_group`."""
    found = context.get(Guild, command.guild)
    forget_requests(context, found, context.member)
    remove_from_kept_group(context, found.group, context.member, kept_by=FEATURE)


def _check_outside(context: Context, found: Guild, member: MemberId) -> None:
    if membership_in(context, found.id, member) is not None:
        raise Conflict("gaming.in_guild", "they are in this guild already")
    if found.disbanded_at is not None:
        raise Conflict("gaming.guild_disbanded", "this guild was disbanded; find another one")
