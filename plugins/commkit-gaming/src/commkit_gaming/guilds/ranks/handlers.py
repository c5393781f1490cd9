"""How ranks are given, guilds handed over, and members taken out."""

from attrs import evolve

from commkit import Conflict, Context, Denied, MemberId, NotFound
from commkit.members import remove_from_kept_group
from commkit_gaming.guilds import statements as sql
from commkit_gaming.guilds.facts import GuildMemberKicked, GuildRankSet
from commkit_gaming.guilds.feature import FEATURE, guild_feature
from commkit_gaming.guilds.policy import outranks, rights_of
from commkit_gaming.guilds.ranks.messages import HandOverGuild, KickFromGuild, SetGuildRank
from commkit_gaming.guilds.records import Guild, GuildId, GuildMember, GuildRank, GuildRight


@guild_feature.handles(SetGuildRank)
def set_guild_rank(context: Context, command: SetGuildRank) -> GuildMember:
    """Hold the guild, so that nobody's rank changes meanwhile, and compare the three ranks."""
    found = locked_guild(context, context.get(Guild, command.guild).id)
    mine = check_right(context, found, GuildRight.PROMOTE)
    theirs = _other(context, found, command.member)
    if not (outranks(mine.rank, theirs.rank) and outranks(mine.rank, command.rank)):
        raise Denied(
            "gaming.not_below", "you give ranks below yours to who stands below you; ask your leader"
        )
    if theirs.rank is command.rank:
        return theirs
    return set_rank(context, theirs, command.rank)


@guild_feature.handles(HandOverGuild)
def hand_over_guild(context: Context, command: HandOverGuild) -> GuildMember:
    """Hold the guild: one of two hand-overs at once finds that the actor leads no more."""
    found = locked_guild(context, context.get(Guild, command.guild).id)
    mine = check_leads(context, found)
    theirs = _other(context, found, command.member)
    if theirs.member == mine.member:
        raise Conflict("gaming.leads_already", "you lead this guild already; name somebody else")
    set_rank(context, mine, GuildRank.OFFICER)
    return set_rank(context, theirs, GuildRank.LEADER)


@guild_feature.handles(KickFromGuild)
def kick_from_guild(context: Context, command: KickFromGuild) -> None:
    """Take them out of the group; what follows from it follows here, too, see `leave_with_group`."""
    found = context.get(Guild, command.guild)
    mine = check_right(context, found, GuildRight.KICK)
    theirs = _other(context, found, command.member)
    if not outranks(mine.rank, theirs.rank):
        raise Denied("gaming.not_below", "you take out who stands below you; ask your leader")
    if remove_from_kept_group(context, found.group, theirs.member, kept_by=FEATURE):
        context.emit(GuildMemberKicked(guild=found.id, member=theirs.member))


def set_rank(context: Context, who: GuildMember, rank: GuildRank) -> GuildMember:
    """Give a rank to somebody in a guild that is locked."""
    context.run(sql.SET_RANK, id=who.guild, member=who.member, new_rank=rank)
    context.emit(GuildRankSet(guild=who.guild, member=who.member, rank=rank))
    return evolve(who, rank=rank)


def locked_guild(context: Context, id: GuildId) -> Guild:
    """A guild as it is until the commit; nobody comes, goes or changes ranks meanwhile."""
    found: list[Guild] = context.rows(sql.LOCKED, id=id)
    return found[0]


def membership_in(context: Context, id: GuildId, member: MemberId) -> GuildMember | None:
    """The membership of a member in a guild that the caller has loaded."""
    return context.one(sql.MEMBER, id=id, member=member)


def check_right(context: Context, found: Guild, right: GuildRight) -> GuildMember:
    """The actor's membership in a guild, by which they may do something.

    Raises:
        Denied: They are outside, or their rank may not.
    """
    mine = membership_in(context, found.id, context.member)
    if mine is None:
        raise Denied("gaming.outside_guild", "this is for who is in the guild; apply to it")
    if right.value not in rights_of(found, mine.rank):
        raise Denied(
            "gaming.no_guild_right", f"your rank has no right to {right.value} here; ask the leader for it"
        )
    return mine


def check_leads(context: Context, found: Guild) -> GuildMember:
    """The actor's membership in a guild that they lead.

    Raises:
        Denied: They do not lead it.
    """
    mine = membership_in(context, found.id, context.member)
    if mine is None or mine.rank is not GuildRank.LEADER:
        raise Denied("gaming.not_guild_leader", "this is for the leader of the guild; ask them")
    return mine


def _other(context: Context, found: Guild, member: MemberId) -> GuildMember:
    theirs = membership_in(context, found.id, member)
    if theirs is None:
        raise NotFound("gaming.not_in_guild", "there is no such member in this guild; list who is in it")
    return theirs
